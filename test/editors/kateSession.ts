import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoWorkspace } from './demoWorkspace';
import { endProcess, whenReady } from './editorPerTest';
import { until } from './until';

/** Kate on a screen that nobody sees. What it shows is read as a user would copy it: selected, and taken from X's selection. */
export class KateSession {
  private kate: ChildProcess | undefined;

  private constructor(
    /** The screen, and the program that gives windows the focus. */
    private readonly desktop: readonly ChildProcess[],
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** With the cursor at a place of the demo, counted from 1. Kate finds its configuration in the home of the workspace's user. */
  static async start(workspace: DemoWorkspace, line: number, column: number): Promise<KateSession> {
    const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1000x24'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [display] = (await once(screen.stdout, 'data')) as [Buffer];
    const runtime = join(workspace.folder, 'runtime');
    mkdirSync(runtime, { mode: 0o700 });
    const environment = {
      ...workspace.environment,
      DISPLAY: `:${display.toString().trim()}`,
      QT_QPA_PLATFORM: 'xcb',
      XDG_RUNTIME_DIR: runtime,
    };
    const options = { env: environment, stdio: 'ignore' } as const;
    const editor = new KateSession([spawn('openbox', options), screen], environment);
    return whenReady(editor, async () => {
      await until('the window manager', () => attempt(environment, 'xdotool', 'get_num_desktops'));
      const place = ['--line', String(line), '--column', String(column)];
      const program = ['--', 'kate', '--block', '-n', ...place, workspace.source];
      editor.kate = spawn('dbus-run-session', program, { ...options, detached: true });
      await until('the window', () => editor.title().includes('declarative.rs'));
      editor.screen('search', '--onlyvisible', '--class', 'kate', 'windowactivate', '--sync');
    });
  }

  /** Keys by their names in X. */
  keys(...keys: string[]): void {
    this.screen('key', '--delay', '100', ...keys);
  }

  /** Asks for the hover at the cursor until there is one, since Kate does not say when the server is ready, and gives its text. */
  async hover(): Promise<string> {
    // Asking again takes away what comes late, as on a busy machine. In seconds.
    let patience = 1;
    const text = await until('the hover', () => {
      // In the menu of the plugin.
      this.keys('Escape', 'alt+l', 'y');
      this.screen('sleep', String(patience));
      patience *= 1.5;
      const shown = this.popupText();
      return shown !== '' && shown;
    });
    await this.closePopups();
    return text;
  }

  /**
   * Rests the mouse on one line after the other at the top of the document, near its beginning, until something with a text pops up, and gives all that it
   * has. Kate has no keys for what it shows there.
   */
  async restOnLines(text: string): Promise<string> {
    const [highest, lowest, step] = [100, 190, 6];
    let y = highest;
    // In seconds: on a busy machine it takes longer than the mouse needs to rest.
    let patience = 1.2;
    return until(
      `${text} at the mouse`,
      () => {
        const window = this.windows().at(-1) ?? '';
        const at = (x: number) => ['mousemove', '--window', window, String(x), String(y)];
        this.keys('Escape');
        this.screen(...at(170), ...at(180), 'sleep', String(patience));
        y += step;
        if (y > lowest) {
          y = highest;
          patience *= 2;
        }
        const shown = this.popupText();
        return shown.includes(text) && shown;
      },
      limitOfRests,
    );
  }

  /** The mouse goes out of the code, where it would open the hover of what is below it. */
  private async closePopups(): Promise<void> {
    this.screen('mousemove', '0', '0');
    await until('nothing that popped up', () => {
      if (this.windows().length > 1) this.keys('Escape');
      return this.windows().length === 1;
    });
  }

  /** Selects what popped up with the mouse. Nothing where nothing did. */
  private popupText(): string {
    const [popup, ...others] = this.windows();
    if (popup === undefined || others.length === 0) return '';
    const at = (x: number, y: number) => ['mousemove', '--window', popup, String(x), String(y)];
    this.forgetSelection();
    this.screen(...at(4, 6), 'mousedown', '1', ...at(60, 60), ...at(220, 110), 'mouseup', '1');
    return this.selection();
  }

  /** Puts the cursor on a line, counted from 1, and so many characters behind its beginning. */
  goTo(line: number, character: number): void {
    this.keys('ctrl+g');
    this.type(String(line));
    this.keys('Return', 'Home', 'Home', ...Array.from({ length: character }, () => 'Right'));
  }

  type(text: string): void {
    this.screen('type', '--delay', '100', text);
  }

  goToDeclaration(): void {
    this.keys('alt+l', 't');
  }

  goToDefinition(): void {
    this.keys('alt+l', 'g');
  }

  /** For the document in the window: it is read again when its file changes. */
  turnOnAutomaticReload(): void {
    this.keys('alt+v', 'a');
  }

  /** Chooses an action of the menu at the cursor, counted from 1. */
  async chooseCodeAction(position: number): Promise<void> {
    this.keys('alt+Return');
    await until('the menu', () => {
      const [menu, ...others] = this.windows();
      if (menu === undefined || others.length === 0) return undefined;
      // It opens at once and has its actions later: keys before that are lost.
      const height = Number(/HEIGHT=(\d+)/.exec(this.screen('getwindowgeometry', '--shell', menu))?.[1]);
      return height > heightOfAnAction * position;
    });
    this.screen('sleep', '0.3');
    this.keys(...Array.from({ length: position }, () => 'Down'), 'Return');
  }

  /** Waits until the document in the window has a text. */
  async shows(text: string): Promise<void> {
    await until(text, () => this.document().includes(text));
  }

  /** The text of the document in the window. Nothing while Kate has not come to the keys. */
  private document(): string {
    this.forgetSelection();
    this.keys('ctrl+shift+a', 'ctrl+a');
    return this.selection();
  }

  /** Reads the document again from its file until it has a text. */
  async showsWhenReloaded(text: string): Promise<void> {
    await until(text, () => {
      this.keys('F5');
      return this.document().includes(text);
    });
  }

  /** It names the file. */
  title(): string {
    return this.screen('search', '--onlyvisible', '--class', 'kate', 'getwindowname', '%@');
  }

  async stop(): Promise<void> {
    if (this.kate?.pid !== undefined && this.kate.exitCode === null) {
      const exited = once(this.kate, 'exit');
      // Kate itself is a child of this process. Told to end it would ask, and write its settings into a folder that goes.
      process.kill(-this.kate.pid, 'SIGKILL');
      await exited;
    }
    await Promise.all(this.desktop.map(endProcess));
  }

  /** What popped up comes before the window itself. */
  private windows(): string[] {
    return this.screen('search', '--onlyvisible', '--class', 'kate').trim().split('\n');
  }

  /** What is selected next cannot be taken for what was selected before. */
  private forgetSelection(): void {
    // The program stays to answer, until another one selects something.
    spawnSync('xclip', ['-i', '-selection', 'primary'], {
      env: this.environment,
      input: '',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  }

  private selection(): string {
    return attempt(this.environment, 'xclip', '-o', '-selection', 'primary') ?? '';
  }

  /** What xdotool prints; nothing where there is no such window any more. */
  private screen(...args: string[]): string {
    return attempt(this.environment, 'xdotool', ...args) ?? '';
  }
}

/** For all lines, again and again. In milliseconds. */
const limitOfRests = 170_000;

/** At least, in pixels. */
const heightOfAnAction = 15;

/** What a program prints; undefined when it fails. */
function attempt(environment: NodeJS.ProcessEnv, program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { env: environment, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}
