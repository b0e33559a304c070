import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DemoWorkspace } from './demoWorkspace';
import type { EditorWithModule } from './editor';
import { endProcess, whenReady } from './editorPerTest';
import { has, limitMillis, until } from './until';

/** A Neovim without a screen, which gets keys as from a keyboard and tells what it shows. */
export class NeovimSession implements EditorWithModule {
  readonly stepKeys = { previousStep: '[s', expandCall: '<CR>' };

  private constructor(
    private readonly editor: ChildProcess,
    private readonly socket: string,
  ) {}

  /** On the workspace's source, in its folder. Neovim finds its `init.lua` in the home of the workspace's user. */
  static async start({
    folder,
    source,
    environment,
  }: Pick<DemoWorkspace, 'folder' | 'source' | 'environment'>): Promise<NeovimSession> {
    const socket = join(folder, 'neovim.socket');
    const process = spawn('nvim', ['--headless', '--listen', socket, source], {
      cwd: dirname(source),
      env: environment,
      stdio: 'ignore',
    });
    const editor = new NeovimSession(process, socket);
    return whenReady(editor, async () => {
      await until('Neovim to listen', () => existsSync(socket));
      await until('the server', () => editor.lua('(vim.lsp.get_clients()[1] or {}).initialized == true'));
    });
  }

  /** Types keys, in Neovim's notation for those that are no letters. */
  keys(keys: string): void {
    this.remote('--remote-send', keys);
  }

  run(command: string): void {
    this.keys(`:${commandName(command)}<CR>`);
  }

  hasCommand(command: string): boolean {
    return this.lua(`vim.fn.exists(":${commandName(command)}")`) === 2;
  }

  async goTo(text: string): Promise<void> {
    await this.find(text, 'c');
  }

  async typeBehind(text: string, typed: string): Promise<void> {
    const before = await this.typeOpen(text, `${typed}<Esc>`);
    await this.keysAreDone(before.replace(text, () => text + typed));
  }

  hover(): void {
    this.keys('K');
  }

  goToDefinition(): void {
    this.keys('<C-]>');
  }

  async focusExpansion(): Promise<void> {
    this.keys('<C-W>l');
    await until('the focus in the expansion', () => this.place().file.startsWith('macroscope-expansion:'));
  }

  shows(text: string | RegExp): Promise<string> {
    const lines = 'vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)';
    const windows = `vim.tbl_map(function(window) return ${lines} end, vim.api.nvim_list_wins())`;
    return until(`a window with ${text}`, () =>
      (this.lua(windows) as string[][]).map((each) => each.join('\n')).find((shown) => has(shown, text)),
    );
  }

  place(): { file: string; line: string } {
    return this.lua(
      '{ file = vim.api.nvim_buf_get_name(0), line = vim.api.nvim_get_current_line() }',
    ) as ReturnType<EditorWithModule['place']>;
  }

  copied(): string {
    return this.lua('vim.fn.getreg()') as string;
  }

  diagnostics(): string[] {
    return this.lua('vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(0))') as string[];
  }

  /** Whether the server's answer to a hover at the cursor has a text. Asked for without a window, so that it can be asked again and again. */
  hoverHas(text: string): boolean {
    const position = 'vim.lsp.util.make_position_params()';
    const answer = `vim.lsp.buf_request_sync(0, "textDocument/hover", ${position}, 10000)`;
    return JSON.stringify(this.lua(answer)).includes(text);
  }

  /** What the completion menu offers for what is typed behind a text, with the kinds. What was typed is taken back. */
  async completions(text: string, typed: string): Promise<string[]> {
    const before = await this.typeOpen(text, typed);
    const items = 'vim.fn.complete_info({"items"}).items';
    const complete = '<C-X><C-O>';
    this.keys(complete);
    let asked = Date.now();
    const offered = await until(`what completes ${typed}`, () => {
      const shown = this.lua(
        `vim.tbl_map(function(each) return each.kind .. " " .. each.abbr end, ${items})`,
      ) as string[];
      // A server whose view of the code changes while it looks gives no answer, and wants to be asked again.
      if (shown.length === 0 && Date.now() - asked > askAgainMillis) {
        this.keys(complete);
        asked = Date.now();
      }
      return shown.length > 0 && shown;
    });
    this.keys('<C-E><Esc>u');
    await this.keysAreDone(before);
    return offered;
  }

  /** In a menu that stands in the place of Neovim's own, as plugins have it: while that one is open Neovim answers nobody else. */
  chooseCodeAction(title: string): void {
    const menu = `function(actions, _, choose) for _, each in ipairs(actions) do if each.action.title == "${title}" then choose(each) end end end`;
    this.lua(`rawset(vim.ui, "select", ${menu}) and nil`);
    this.keys(':lua vim.lsp.buf.code_action()<CR>');
  }

  /** Types behind a text, and stays in insert mode. Gives what was in the buffer before. */
  private async typeOpen(text: string, typed: string): Promise<string> {
    await this.find(text, 'ce');
    const before = this.lua(bufferText) as string;
    this.keys(`a${typed}`);
    return before;
  }

  /** Moves the cursor to an occurrence of a text when there is one. `flags`: of Neovim's function. */
  private async find(text: string, flags: string): Promise<void> {
    const search = `vim.fn.cursor(1, 1) and vim.fn.search([[\\V${text}]], "${flags}")`;
    await until(text, () => this.lua(search) !== 0);
  }

  /** Neovim takes keys and runs them later, and Lua may be run before them: waits until it is back in normal mode and the buffer has a text. */
  private async keysAreDone(text: string): Promise<void> {
    await until(
      `normal mode, and in the buffer ${text}`,
      () => this.lua('vim.api.nvim_get_mode().mode') === 'n' && this.lua(bufferText) === text,
    );
  }

  /** The value of a Lua expression. */
  private lua(expression: string): unknown {
    const text = expression.replaceAll("'", "''");
    return JSON.parse(this.remote('--remote-expr', `json_encode(luaeval('${text}'))`)) as unknown;
  }

  /** Told to quit by a key it may be gone before it has confirmed the key. */
  stop(): Promise<void> {
    return endProcess(this.editor);
  }

  private remote(...args: string[]): string {
    return execFileSync('nvim', ['--server', this.socket, ...args], {
      encoding: 'utf8',
      timeout: limitMillis,
    });
  }
}

/** The Lua expression for the text of the buffer in the window that has the focus. */
const bufferText = 'table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")';

/** In milliseconds. */
const askAgainMillis = 5000;

function commandName(command: string): string {
  return `Macroscope${command.charAt(0).toUpperCase()}${command.slice(1)}`;
}
