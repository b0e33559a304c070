import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoWorkspace } from './demoWorkspace';
import type { EditorWithModule } from './editor';
import { endProcess, whenReady } from './editorPerTest';
import { has, limitMillis, until } from './until';

/** An Emacs without a screen, in which commands run as their keys would run them, and which tells what its buffers show. */
export class EmacsSession implements EditorWithModule {
  readonly stepKeys = { previousStep: 'p', expandCall: 'RET' };

  private constructor(
    private readonly editor: ChildProcess,
    private readonly socket: string,
  ) {}

  /** On the demo. Emacs finds its `init.el` in the home of the workspace's user. */
  static async start(workspace: DemoWorkspace): Promise<EmacsSession> {
    workspace.write('home/.emacs.d/early-init.el', earlyInit);
    const process = spawn('emacs', ['--fg-daemon'], { env: workspace.environment, stdio: 'ignore' });
    const socket = join(workspace.folder, 'emacs/server');
    const editor = new EmacsSession(process, socket);
    return whenReady(editor, async () => {
      await until('Emacs to listen', () => existsSync(socket));
      editor.keys(`C-x C-f ${workspace.source} RET`);
      await until('the server', () => editor.lisp('(if (eglot-managed-p) t :false)') === true);
    });
  }

  /** Runs keys as if they were typed, in Emacs's notation. */
  keys(keys: string): void {
    this.lisp(`(progn (execute-kbd-macro (kbd "${keys}")) t)`);
  }

  run(command: string): void {
    this.keys(`M-x ${commandName(command)} RET`);
  }

  hasCommand(command: string): boolean {
    return this.lisp(`(if (commandp '${commandName(command)}) t :false)`) === true;
  }

  async goTo(text: string): Promise<void> {
    await this.find(text, '(goto-char (match-beginning 0))');
  }

  /** Emacs answers when it has run the keys. */
  async typeBehind(text: string, typed: string): Promise<void> {
    await this.find(text, '(goto-char (match-end 0))');
    this.keys(typed);
  }

  /** Moves the cursor to an occurrence of a text when there is one. */
  private async find(text: string, move: string): Promise<void> {
    const search = `(goto-char (point-min)) (search-forward "${text}" nil t)`;
    // Commands start where the window's cursor is, which Lisp code does not move by itself.
    const found = `(progn ${move} (set-window-point nil (point)) t)`;
    await until(text, () => this.lisp(`(if (progn ${search}) ${found} :false)`) === true);
  }

  hover(): void {
    this.keys('M-x eldoc RET');
  }

  chooseCodeAction(title: string): void {
    this.keys(`M-x eglot-code-actions RET ${title.replaceAll(' ', ' SPC ')} RET`);
  }

  goToDefinition(): void {
    this.keys('M-.');
  }

  /** Emacs answers when it has run the keys. */
  focusExpansion(): Promise<void> {
    this.keys('C-x o');
    return Promise.resolve();
  }

  shows(text: string | RegExp): Promise<string> {
    const windows =
      '(vconcat (mapcar (lambda (window) (with-current-buffer (window-buffer window) (buffer-string))) (window-list)))';
    return until(`a window with ${text}`, () =>
      (this.lisp(windows) as string[]).find((shown) => has(shown, text)),
    );
  }

  place(): { file: string; line: string } {
    return this.lisp("(list :file (buffer-file-name) :line (thing-at-point 'line t))") as ReturnType<
      EditorWithModule['place']
    >;
  }

  copied(): string {
    return this.lisp('(if kill-ring (current-kill 0) "")') as string;
  }

  diagnostics(): string[] {
    return this.lisp("(vconcat (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))") as string[];
  }

  /** The value of Lisp code that is run in the buffer of the selected window. */
  private lisp(code: string): unknown {
    const inBuffer = `(with-current-buffer (window-buffer (selected-window)) ${code})`;
    const text = execFileSync(
      'emacsclient',
      [
        ...['--socket-name', this.socket, '--eval'],
        `(base64-encode-string (json-serialize (list :value ${inBuffer})) t)`,
      ],
      { encoding: 'utf8', timeout: limitMillis },
    );
    // Printed as a Lisp string, which base64 keeps free of escapes.
    const json = Buffer.from(text, 'base64').toString();
    return (JSON.parse(json) as { value: unknown }).value;
  }

  stop(): Promise<void> {
    return endProcess(this.editor);
  }
}

/** In a new home Emacs would compile its libraries, which takes the machine for minutes. What it waits for takes longer on a busy machine. */
const earlyInit =
  '(setq native-comp-jit-compilation nil jsonrpc-default-request-timeout 50 eglot-connect-timeout 50)';

function commandName(command: string): string {
  return `macroscope-${command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
