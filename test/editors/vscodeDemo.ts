import { expect } from 'vitest';
import type { Location, SemanticTokens, SemanticTokensLegend } from 'vscode';
import type { ExtensionHost } from './extensionHost';
import { until } from './until';
import { minutes } from './vscodeSession';
import type { VscodeWindow } from './vscodeWindow';

/** VS Code with the extension, wherever its parts run. */
export interface VscodeWithExtension {
  readonly window: VscodeWindow;
  readonly host: ExtensionHost;
  /** Keeps a picture of the window, where pictures are wanted. */
  picture(name: string): Promise<void>;
}

/** Where the cursor is. */
export interface CursorPlace {
  /** The name of the file, or of the expansion: `map!.rs`. */
  readonly file: string;
  readonly line: string;
  readonly selected: string;
}

/** A diagnostic as VS Code has it. */
export interface ShownDiagnostic {
  readonly message: string;
  /** The code that is underlined. */
  readonly text: string;
  /** What else it points to: a message, and the line of code there. */
  readonly related: readonly { readonly message: string; readonly line: string }[];
}

/** What tests do with the demo's macros by example in a window of VS Code. Keys and commands are a user's; places are gone to by the API. */
export class VscodeDemo {
  /** The file of the demo that is open in the left group. */
  static readonly file = 'declarative.rs';

  constructor(private readonly session: VscodeWithExtension) {}

  get window(): VscodeWindow {
    return this.session.window;
  }

  picture(name: string): Promise<void> {
    return this.session.picture(name);
  }

  /** Loads the window again, which starts the extension and its server anew, when VS Code has written that an extension keeps something. */
  async reload(kept: string): Promise<void> {
    await until(`${kept} to be kept`, async () => {
      const values = await this.window.page.evaluate<string[]>(`(${keptByExtensions})()`);
      return values.some((value) => value.includes(kept));
    });
    this.session.host.leave();
    await this.window.page.reload();
    await this.shows('let ages = map!');
  }

  command(title: string): Promise<void> {
    return this.window.command(`Macroscope: ${title}`);
  }

  /** The file as it is saved, and nothing else in the window. */
  async startAfresh(): Promise<void> {
    await this.goTo('//! Macros');
    await this.session.host.evaluate(async ({ commands }) => {
      await commands.executeCommand('notifications.clearAll');
      await commands.executeCommand('workbench.action.files.revert');
      await commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
      await commands.executeCommand('workbench.action.closeOtherEditors');
    });
  }

  /** Opens a file by its path in the folder that is open, alone in the window. */
  async open(path: string): Promise<void> {
    await this.session.host.evaluate(async ({ commands, window, workspace, Uri }, relative) => {
      const [folder] = workspace.workspaceFolders ?? [];
      if (!folder) throw new Error('no folder is open');
      await commands.executeCommand('workbench.action.closeAllEditors');
      await window.showTextDocument(Uri.joinPath(folder.uri, relative));
    }, path);
  }

  /** Puts the cursor on the first occurrence of a text in a document that is open, or behind it, when the extension host knows of both. */
  async goTo(text: string, file = VscodeDemo.file, behind = false): Promise<void> {
    const { line, character } = await until(`${text} in ${file}`, () =>
      this.session.host.evaluate(
        async ({ window, workspace, Selection, TextEditorRevealType }, name, needle, isBehind) => {
          const document = workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}`));
          const at = document?.getText().indexOf(needle) ?? -1;
          if (!document || at < 0) return undefined;
          const shown = window.visibleTextEditors.find((each) => each.document === document);
          const editor = await window.showTextDocument(document, { viewColumn: shown?.viewColumn ?? 1 });
          const position = document.positionAt(isBehind ? at + needle.length : at);
          editor.selection = new Selection(position, position);
          editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
          return { line: position.line, character: position.character };
        },
        file,
        text,
        behind,
      ),
    );
    // What is typed goes there once the window has followed.
    await this.window.isAt(file, line + 1, character + 1);
  }

  /** Types as a user would, and waits until the extension host knows it: else places that are looked for there next are those of before. */
  async typeBehind(text: string, typed: string): Promise<void> {
    await this.goTo(text, VscodeDemo.file, true);
    const before = await this.text();
    await this.window.page.keyboard.type(typed, { delay: 50 });
    const after = before?.replace(text, () => text + typed);
    await expect.poll(() => this.text(), { timeout: minutes }).toBe(after);
  }

  /** Of the demo's file, as the extension host has it. */
  private text(): Promise<string | undefined> {
    return this.session.host.evaluate(
      ({ workspace }, name) =>
        workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}`))?.getText(),
      VscodeDemo.file,
    );
  }

  /** Writes a file by its path in the folder that is open. */
  async write(path: string, text: string): Promise<void> {
    await this.session.host.evaluate(
      async ({ workspace, Uri }, relative, content) => {
        const [folder] = workspace.workspaceFolders ?? [];
        if (!folder) throw new Error('no folder is open');
        await workspace.fs.writeFile(Uri.joinPath(folder.uri, relative), new TextEncoder().encode(content));
      },
      path,
      text,
    );
  }

  /** Waits until a message with this text is shown. */
  async tells(text: string): Promise<void> {
    const message = this.window.page.locator('.notification-toast', { hasText: text }).first();
    await message.waitFor({ timeout: minutes });
  }

  /** Waits until a line with this text is on the screen. */
  async shows(text: string): Promise<void> {
    const line = this.window.page.locator('.view-line', { hasText: text }).first();
    await line.waitFor({ timeout: minutes });
  }

  /** The same for one side of a comparison. */
  async showsIn(side: 'original' | 'modified', text: string): Promise<void> {
    const lines = `.monaco-diff-editor .editor.${side} .view-line`;
    await this.window.page.locator(lines, { hasText: text }).first().waitFor({ timeout: minutes });
  }

  /** The place of the cursor in the editor that has the focus, or in the one on the screen that shows a file. */
  place(file?: string): Promise<CursorPlace | undefined> {
    return this.session.host.evaluate(({ window }, name) => {
      const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
      const editor =
        name === null
          ? window.activeTextEditor
          : window.visibleTextEditors.find(({ document }) => nameOf(document.uri.path) === name);
      if (!editor) return undefined;
      const { document, selection } = editor;
      const line = document.lineAt(selection.active.line).text;
      return { file: nameOf(document.uri.path), line, selected: document.getText(selection) };
    }, file ?? null);
  }

  /** Of each token on the line of an expansion with this text, which is on the screen: its type and modifiers, as `function.fromMacro`. */
  colors(file: string, text: string): Promise<Readonly<Record<string, string>>> {
    return until(`${text} in ${file}`, () =>
      this.session.host.evaluate(
        async ({ commands, workspace, Range }, name, needle) => {
          const document = workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}`));
          const at = document?.getText().indexOf(needle) ?? -1;
          if (!document || at < 0) return undefined;
          const ask = <Answer>(what: string) =>
            commands.executeCommand<Answer>(`vscode.provideDocumentSemanticTokens${what}`, document.uri);
          const { tokenTypes, tokenModifiers } = await ask<SemanticTokensLegend>('Legend');
          const { data } = await ask<SemanticTokens>('');
          const { line: wanted } = document.positionAt(at);
          const colors: Record<string, string> = {};
          let line = 0;
          let column = 0;
          for (let at = 0; at < data.length; at += 5) {
            const [lines = 0, columns = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
            column = lines > 0 ? columns : column + columns;
            line += lines;
            if (line !== wanted) continue;
            const modifiers = tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
            const token = document.getText(new Range(line, column, line, column + length));
            colors[token] = [tokenTypes[type], ...modifiers].join('.');
          }
          return colors;
        },
        file,
        text,
      ),
    );
  }

  diagnostics(): Promise<readonly ShownDiagnostic[]> {
    return this.session.host.evaluate(async ({ languages, workspace }, name) => {
      const document = workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}`));
      if (!document) throw new Error(`no ${name}`);
      const lineAt = async ({ uri, range }: Location): Promise<string> =>
        (await workspace.openTextDocument(uri)).lineAt(range.start.line).text.trim();
      return Promise.all(
        languages.getDiagnostics(document.uri).map(async ({ message, range, relatedInformation = [] }) => ({
          message,
          text: document.getText(range),
          related: await Promise.all(
            relatedInformation.map(async (each) => ({
              message: each.message,
              line: await lineAt(each.location),
            })),
          ),
        })),
      );
    }, VscodeDemo.file);
  }
}

/** Runs in the page: what extensions keep for the workspace, as far as VS Code has written it. It is text here as other scripts of pages are. */
const keptByExtensions = `async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const values = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    values.push(...await done(database.transaction('ItemTable').objectStore('ItemTable').getAll()));
    database.close();
  }
  return values.filter((value) => typeof value === 'string');
}`;
