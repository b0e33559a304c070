import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoWorkspace } from './demoWorkspace';
import { until } from './until';

/** A Neovim without a screen, which gets keys as from a keyboard and tells what it shows. */
export class NeovimSession {
  private constructor(
    private readonly editor: ChildProcess,
    private readonly socket: string,
  ) {}

  /** `init`: the configuration file, which stands in the home of the workspace's user. */
  static async start(init: string, { folder, environment }: DemoWorkspace): Promise<NeovimSession> {
    const socket = join(folder, 'neovim.socket');
    const editor = spawn('nvim', ['--headless', '--listen', socket, '-u', init], {
      env: environment,
      stdio: 'ignore',
    });
    await until('Neovim to listen', () => existsSync(socket));
    return new NeovimSession(editor, socket);
  }

  /** Types keys, in Neovim's notation for those that are no letters. */
  keys(keys: string): void {
    this.remote('--remote-send', keys);
  }

  /** The value of a Lua expression. */
  lua(expression: string): unknown {
    const text = expression.replaceAll("'", "''");
    return JSON.parse(this.remote('--remote-expr', `json_encode(luaeval('${text}'))`)) as unknown;
  }

  /** Waits until one of the windows shows a text, and gives all that is in its buffer. */
  shows(text: string): Promise<string> {
    return until(`a window with ${text}`, () => this.windows().find((window) => window.includes(text)));
  }

  /** What the windows show, floating ones too. */
  windows(): string[] {
    const window =
      'table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\\n")';
    return this.lua(
      `vim.tbl_map(function(window) return ${window} end, vim.api.nvim_list_wins())`,
    ) as string[];
  }

  /** Puts the cursor on the first occurrence of a text in the current buffer. */
  goTo(text: string): void {
    this.lua(`vim.fn.cursor(1, 1) and vim.fn.search([[\\V${text}]], "c")`);
  }

  /** Chooses a code action by its title, in a menu that plugins put in the place of Neovim's own. That one would answer nobody else. */
  chooseCodeAction(title: string): void {
    const menu = `function(actions, _, choose) for _, each in ipairs(actions) do if each.action.title == "${title}" then choose(each) end end end`;
    this.lua(`rawset(vim.ui, "select", ${menu}) and nil`);
    this.keys(':lua vim.lsp.buf.code_action()<CR>');
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.editor.once('exit', resolve));
    this.keys('<C-\\><C-N>:qall!<CR>');
    await exited;
  }

  private remote(...args: string[]): string {
    return execFileSync('nvim', ['--server', this.socket, ...args], { encoding: 'utf8', timeout: 20_000 });
  }
}
