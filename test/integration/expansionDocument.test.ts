import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  DeclarationRequest,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ShowDocumentRequest,
  type Command,
  type Location,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { positionOf } from './testClient';
import { OpenedProject, patience, TemporaryProject } from './temporaryProject';

const manifest = '[package]\nname = "shown"\nversion = "0.1.0"\nedition = "2021"\n';

const source = `macro_rules! square {
    ($value:expr) => { $value * $value };
}

macro_rules! squares {
    ($($value:expr),*) => { [$(square!($value)),*] };
}

fn main() {
    let numbers = squares!(1, 2 + 3);
    println!("{numbers:?}");
}
`;

const start = { line: 0, character: 0 };

describe('an expansion document', () => {
  const project = new OpenedProject({ 'Cargo.toml': manifest, 'src/main.rs': source }, 'src/main.rs', {
    capabilities: contentCapabilities,
  });
  let editor: ExpansionClient;
  let uri: string;
  beforeAll(() => {
    editor = new ExpansionClient(project.client);
  });

  it('has the whole expansion below a line that says what it is', async () => {
    const shown = await editor.show('showExpansion', project.file, positionOf(source, 'squares!(1', 3));
    uri = shown.uri;
    expect(shown.text).toBe(await editor.text(uri));
    expect(shown.text).toMatchInlineSnapshot(`
      "// Expansion of squares! at src/main.rs:10:19

      [1 * 1, (2 + 3) * (2 + 3)]
      "
    `);
  });

  it('has one step where that is asked for', async () => {
    const { text } = await editor.show('showExpansionStep', project.file, positionOf(source, 'squares!(1'));
    expect(text).toContain('[square!(1), square!(2 + 3)]');
  });

  it('is shown for a call in an expansion too, and its address tells all that it needs', async () => {
    const step = await editor.show('showExpansionStep', project.file, positionOf(source, 'squares!(1'));
    const nested = await editor.show('showExpansion', step.uri, positionOf(step.text, 'square!(2', 2));
    expect(nested.text).toContain('(2 + 3) * (2 + 3)');
    const other = await project.start({ capabilities: contentCapabilities });
    const another = new ExpansionClient(other);
    expect(await another.text(nested.uri)).toBe(nested.text);
    await other.stop();
  });

  it('follows its call when lines are written above it', async () => {
    await project.client.edit(project.file, start, start, '// one line more\n');
    const text = await editor.textWith(uri, 'src/main.rs:11:19');
    expect(text).toContain('[1 * 1, (2 + 3) * (2 + 3)]');
    await project.client.edit(project.file, start, { line: 1, character: 0 }, '');
    await editor.textWith(uri, 'src/main.rs:10:19');
  });

  it('follows its call in the next server as well, which is told what the editor has open', async () => {
    const moved = `// one line more\n${source}`;
    await project.client.edit(project.file, start, start, '// one line more\n');
    const text = await editor.textWith(uri, 'src/main.rs:11:19');
    await project.client.edit(project.file, start, { line: 1, character: 0 }, '');
    const next = await project.start({ capabilities: contentCapabilities });
    const another = new ExpansionClient(next);
    await next.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'rust', version: 1, text },
    });
    await next.open(project.file, moved);
    const at = positionOf(moved, '1, 2');
    await next.edit(project.file, at, { ...at, character: at.character + 1 }, '8');
    await another.untilChanged(0);
    expect(another.changed).toContain(uri);
    expect(await another.textWith(uri, '8')).toContain('[8 * 8, (2 + 3) * (2 + 3)]');
    await next.stop();
    await editor.textWith(uri, 'src/main.rs:10:19');
  });

  it('is refreshed while its call is edited', async () => {
    const at = positionOf(source, '1, 2');
    await project.client.edit(project.file, at, { ...at, character: at.character + 1 }, '7');
    expect(await editor.textWith(uri, '7')).toContain('[7 * 7, (2 + 3) * (2 + 3)]');
  });

  it('is refreshed when its macro changes', async () => {
    const at = positionOf(source, ' * $value');
    await project.client.edit(project.file, at, { ...at, character: at.character + 2 }, ' +');
    expect(await editor.textWith(uri, '7 + 7')).toContain('[7 + 7, 2 + 3 + (2 + 3)]');
    await project.client.edit(project.file, at, { ...at, character: at.character + 2 }, ' *');
    await editor.textWith(uri, '7 * 7');
  });

  it('keeps the last good expansion, marked as out of date, while the call is broken', async () => {
    const at = positionOf(source, '2 + 3');
    await project.client.edit(project.file, at, at, '=> ');
    const text = await editor.textWith(uri, 'Out of date');
    expect(text).toMatchInlineSnapshot(`
      "// Out of date (no rules expected \`=>\`): the last expansion of squares! at src/main.rs:10:19

      [7 * 7, (2 + 3) * (2 + 3)]
      "
    `);
    await project.client.edit(project.file, at, { ...at, character: at.character + 3 }, '');
    expect(await editor.textWith(uri, '// Expansion')).toContain('[7 * 7, (2 + 3) * (2 + 3)]');
    const end = positionOf(source, 'fn main');
    await project.client.edit(project.file, end, end, '"');
    expect(await editor.textWith(uri, 'Out of date')).toContain('[7 * 7, (2 + 3) * (2 + 3)]');
    await project.client.edit(project.file, end, { ...end, character: 1 }, '');
    await editor.textWith(uri, '// Expansion');
  });

  it('leads to where its macro is now, while it is out of date', async () => {
    const definition = async (): Promise<unknown> => {
      const text = await editor.text(uri);
      const params = { textDocument: { uri }, position: positionOf(text, ' * ', 1) };
      return project.client.connection.sendRequest('textDocument/definition', params);
    };
    const range = (line: number, { character }: Position) => ({
      start: { line, character },
      end: { line, character: character + 1 },
    });
    const star = positionOf(source, ' * $value', 1);
    expect(await definition()).toMatchObject({ range: range(star.line, star) });
    const at = positionOf(source, '2 + 3');
    await project.client.edit(project.file, at, at, '=> ');
    await editor.textWith(uri, 'Out of date');
    await project.client.edit(project.file, start, start, '// one line more\n');
    expect(await definition()).toMatchObject({ range: range(star.line + 1, star) });
    await project.client.edit(project.file, start, { line: 1, character: 0 }, '');
    await project.client.edit(project.file, at, { ...at, character: at.character + 3 }, '');
    await editor.textWith(uri, '// Expansion');
  });

  it('says why where there is no expansion', async () => {
    const unknown = uri.replace(/at%3D\d+/, 'at%3D0');
    expect(await editor.text(unknown)).toBe('// There is no macro call here any more.\n');
    expect(await editor.run('showExpansion', project.file, start)).toBeNull();
  });
});

describe('an expansion in a client that reads documents from the disk', () => {
  const project = new TemporaryProject({ 'Cargo.toml': manifest, 'src/main.rs': source });

  it('is a temporary file, kept up to date', { timeout: patience }, async () => {
    const client = await project.start({ capabilities: { window: { showDocument: { support: true } } } });
    const opened: string[] = [];
    client.connection.onRequest(ShowDocumentRequest.type, (params) => {
      opened.push(params.uri);
      return { success: true };
    });
    const path = project.path('src/main.rs');
    await client.open(path);
    const editor = new ExpansionClient(client);
    const shown = await editor.show('showExpansion', path, positionOf(source, 'squares!(1'));
    expect(opened).toEqual([shown.uri]);
    const file = fileURLToPath(shown.uri);
    expect(file).toMatch(/squares_\.rs$/);
    expect(readFileSync(file, 'utf8')).toBe(shown.text);
    const at = positionOf(source, '1, 2');
    await client.edit(path, at, { ...at, character: at.character + 1 }, '8');
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: patience }).toContain('8 * 8');
    await client.stop();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('is the result of the command for a client that shows nothing', { timeout: patience }, async () => {
    const client = await project.start();
    await client.open(project.path('src/main.rs'));
    const editor = new ExpansionClient(client);
    const shown = await editor.show(
      'showExpansion',
      pathToFileURL(project.path('src/main.rs')).href,
      positionOf(source, 'squares!(1'),
    );
    expect(shown).toMatchObject({
      name: 'squares!',
      uri: expect.stringMatching(/^macroscope-expansion:/) as string,
    });
    expect(shown.text).toContain('[1 * 1, (2 + 3) * (2 + 3)]');
    await client.stop();
  });

  it(
    'is where the declaration of a call is for a client that opens nothing',
    { timeout: patience },
    async () => {
      const client = await project.start();
      const path = project.path('src/main.rs');
      await client.open(path);
      const declarationAt = (position: Position) =>
        client.connection.sendRequest(DeclarationRequest.type, {
          textDocument: { uri: pathToFileURL(path).href },
          position,
        });
      const found = (await declarationAt(positionOf(source, 'squares!(1'))) as Location;
      expect(readFileSync(fileURLToPath(found.uri), 'utf8')).toContain('[1 * 1, (2 + 3) * (2 + 3)]');
      expect(await declarationAt(positionOf(source, 'fn main'))).toBeNull();
      await client.stop();
    },
  );

  it('has code actions for its steps', { timeout: patience }, async () => {
    const client = await project.start({ capabilities: { window: { showDocument: { support: true } } } });
    client.connection.onRequest(ShowDocumentRequest.type, () => ({ success: true }));
    const path = project.path('src/main.rs');
    await client.open(path);
    const editor = new ExpansionClient(client);
    const { uri } = await editor.show('showExpansionStep', path, positionOf(source, 'squares!(1'));
    const choose = async (title: string) => {
      const actions = await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range: { start, end: start },
        context: { diagnostics: [] },
      });
      const command = actions?.find((action) => action.title === title)?.command as Command;
      await client.connection.sendRequest(ExecuteCommandRequest.type, command);
      return readFileSync(fileURLToPath(uri), 'utf8');
    };
    expect(await choose('Make the next step')).toContain('[1 * 1, square!(2 + 3)]');
    expect(await choose('Show all steps')).toContain('[1 * 1, (2 + 3) * (2 + 3)]');
    expect(await choose('Show the first step only')).toContain('[square!(1), square!(2 + 3)]');
    await client.stop();
  });
});
