import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoWorkspace } from './demoWorkspace';
import type { Editor } from './editor';
import { whenReady } from './editorPerTest';
import { has, until } from './until';

/** In Helix's log. */
const sentFile = 'macroscope -> {"jsonrpc":"2.0","method":"textDocument/didOpen"';

/** Helix in a terminal that nobody sees, which gets keys as from a keyboard and of which the screen is read. */
export class HelixSession implements Editor {
  private constructor(
    private readonly socket: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** On the demo. Helix finds its configuration in the home of the workspace's user. */
  static async start({ folder, source, environment }: DemoWorkspace): Promise<HelixSession> {
    // The screen has room for the whole file and a hover below its end.
    const terminal = { ...environment, TERM: 'xterm-256color' };
    const editor = new HelixSession(join(folder, 'tmux.socket'), terminal);
    const log = join(folder, 'helix.log');
    const command = ['hx', '-v', '--log', log, source];
    editor.tmux('-f', '/dev/null', 'new-session', '-d', '-x', '140', '-y', '100', ...command);
    return whenReady(editor, async () => {
      await editor.shows('//! Macros by example');
      // Before the server has the file a hover is asked of rust-analyzer alone, if that is installed, and nothing pops up.
      await until('the server to have the file', () => readFileSync(log, 'utf8').includes(sentFile));
      await editor.goTo('map! {');
      editor.hover();
      await editor.shows('declarative macro');
      await editor.escape();
    });
  }

  /** Keys by tmux's names for them. */
  keys(...keys: string[]): void {
    this.tmux('send-keys', ...keys);
  }

  async goTo(text: string): Promise<void> {
    await this.find(text);
    // Alt and the semicolon put the cursor on the beginning of what is selected; the semicolon selects nothing else.
    this.tmux('send-keys', '-H', '1b', '3b');
    this.tmux('send-keys', '-l', '\\;');
  }

  async typeBehind(text: string, typed: string): Promise<void> {
    await this.find(text);
    this.keys('a');
    await this.shows(' INS ');
    this.type(typed);
    await this.escape();
  }

  goToDeclaration(): void {
    this.keys('g', 'D');
  }

  goToDefinition(): void {
    this.keys('g', 'd');
  }

  command(text: string): void {
    this.type(`:${text}`);
    this.keys('Enter');
  }

  hover(): void {
    this.keys('Space', 'k');
  }

  async chooseCodeAction(title: string): Promise<void> {
    this.keys('Space', 'a');
    const before = await until(`the action ${title}`, () => actionsBefore(this.screen(), title));
    for (let step = 0; step < before; step++) this.keys('Down');
    this.keys('Enter');
  }

  shows(text: string | RegExp): Promise<string> {
    return until(`${text} on the screen`, () => {
      const screen = this.screen();
      return has(screen, text) && screen;
    });
  }

  /** Helix shows those of the cursor's line, in a corner. */
  diagnostics(): string[] {
    return this.screen().match(/\S.* \(in the expansion of.*/g) ?? [];
  }

  async stop(): Promise<void> {
    this.tmux('kill-server');
    return Promise.resolve();
  }

  /** Closes what popped up and ends typing. Keys behind a plain Escape would be taken as pressed together with Alt, so this one has a code of its own. */
  private async escape(): Promise<void> {
    this.tmux('send-keys', '-H', ...[...'\x1b[27u'].map((byte) => byte.charCodeAt(0).toString(16)));
    await this.shows(' NOR ');
  }

  /** Selects the first occurrence of a text, which is searched for as a regular expression. */
  private async find(text: string): Promise<void> {
    const pattern = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    await this.escape();
    this.keys('g', 'g', '/');
    await this.shows('search:');
    this.type(pattern);
    await this.shows(`search:${pattern}`);
    this.keys('Enter');
    await until('the end of the search', () => !this.screen().includes('search:'));
  }

  private type(text: string): void {
    this.tmux('send-keys', '-l', text);
  }

  screen(): string {
    return this.tmux('capture-pane', '-p');
  }

  private tmux(...args: string[]): string {
    return execFileSync('tmux', ['-S', this.socket, ...args], { encoding: 'utf8', env: this.environment });
  }
}

/** How many actions stand before one in the menu on the screen; undefined where that is not shown. */
function actionsBefore(screen: string, title: string): number | undefined {
  const lines = screen.split('\n');
  const at = lines.findIndex((line) => line.includes(title));
  const column = lines[at]?.indexOf(title) ?? 0;
  if (at < 0) return undefined;
  let first = at;
  while (/^ [A-Z]/.test(lines[first - 1]?.slice(column - 1) ?? '')) first--;
  return at - first;
}
