/** What tests do in an editor, as a user would: by its keys and commands. What is shown they wait for. */
export interface Editor {
  /** Puts the cursor on the first occurrence of a text in the window that has the focus. The text has no quotes. */
  goTo(text: string): Promise<void>;
  /** Types behind the first occurrence of a text, and waits until it is there. */
  typeBehind(text: string, typed: string): Promise<void>;
  /** Asks for the hover at the cursor. */
  hover(): void | Promise<void>;
  /** Chooses a code action at the cursor by its title. */
  chooseCodeAction(title: string): void | Promise<void>;
  /** Waits until a text is shown in some window, and gives all that is in that window. */
  shows(text: string | RegExp): Promise<string>;
  /** The messages of the diagnostics in the current window. */
  diagnostics(): string[];
  stop(): Promise<void>;
}

/** An editor with the module from docs/editors that gives it the server's commands. */
export interface EditorWithModule extends Editor {
  /** The keys that the module gives to commands, in the editor's notation. */
  readonly stepKeys: { readonly previousStep: string; readonly expandCall: string };
  keys(keys: string): void;
  /** Runs the editor's command for a command of the server, which is named without `macroscope.`. */
  run(command: string): void;
  hasCommand(command: string): boolean;
  /** Moves the focus into the window of the expansion, and waits until it is there. */
  focusExpansion(): Promise<void>;
  goToDefinition(): void;
  /** The file of the window that has the focus, and the line at its cursor. */
  place(): { file: string; line: string };
  /** What was copied last. */
  copied(): string;
}
