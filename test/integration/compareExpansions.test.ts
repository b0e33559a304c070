import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  ShowDocumentRequest,
  type ClientCapabilities,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { positionOf } from './testClient';
import { OpenedProject } from './temporaryProject';

const source = `macro_rules! twice {
    ($value:expr) => { ($value, $value) };
}
macro_rules! outer {
    ($value:expr) => { twice!($value) };
}
fn main() {
    let _ = outer!(1);
    let _ = outer!(2);
}
`;

interface Comparison {
  readonly before: { readonly uri: string; readonly text: string };
  readonly after: { readonly uri: string; readonly text: string };
  readonly diff: string;
}

/** A project of its own, and commands that compare an expansion of its file. */
class ComparedProject extends OpenedProject {
  constructor(capabilities: ClientCapabilities) {
    super(
      {
        'Cargo.toml': '[package]\nname = "compared"\nversion = "0.1.0"\nedition = "2021"\n',
        'src/main.rs': source,
      },
      'src/main.rs',
      { capabilities },
    );
  }

  /** `more`: what the command takes beside a place. */
  async compare(command: string, position: Position, ...more: readonly object[]): Promise<Comparison | null> {
    return (await this.client.runCommand(command, this.file, position, ...more)) as Comparison | null;
  }
}

/** The lines that differ. */
const changes = (comparison: Comparison | null): string[] =>
  comparison?.diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line)) ?? [];

describe('an expansion', () => {
  const editor = new ComparedProject(contentCapabilities);
  const at = (needle: string, text = source): Position => positionOf(text, needle);

  it('that was pinned is compared with itself after edits, wherever its call is then', async () => {
    expect(await editor.compare('compareWithPinned', at('outer!(2'))).toBeNull();
    expect(editor.client.messages.at(-1)).toBe('outer! has no expansion as it was pinned.');
    await editor.compare('pinExpansion', at('outer!(2'));
    const same = await editor.compare('compareWithPinned', at('outer!(2'));
    expect(same?.diff).toBe('');
    expect(editor.client.messages.at(-1)).toBe(
      'There is no difference: outer! as it was pinned, outer! now.',
    );
    const { client, file } = editor;
    const start = at('2);');
    await client.edit(file, start, { ...start, character: start.character + 1 }, '3');
    await client.edit(file, { line: 6, character: 0 }, { line: 6, character: 0 }, '\n\n');
    const edited = await editor.compare(
      'compareWithPinned',
      positionOf(source.replace('fn', '\n\nfn'), 'outer!(2'),
    );
    expect(changes(edited)).toEqual([
      '-// Expansion of outer! at src/main.rs:9:13',
      '+// Expansion of outer! at src/main.rs:11:13',
      '-(2, 2)',
      '+(3, 3)',
    ]);
    expect(edited?.diff.split('\n').slice(0, 2)).toEqual(['--- outer! as it was pinned', '+++ outer! now']);
    const documents = new ExpansionClient(client);
    expect(await documents.text(edited?.before.uri ?? '')).toBe(edited?.before.text);
    expect(await documents.text(edited?.after.uri ?? '')).toBe(edited?.after.text);
    expect(await editor.compare('compareWithPinned', { line: 9, character: 13 })).toBeNull();
  });

  it('is compared with that of the saved files', async () => {
    const saved = await editor.compare('compareWithSaved', { line: 10, character: 13 });
    expect(changes(saved)).toContain('-(2, 2)');
    expect(changes(saved)).toContain('+(3, 3)');
  });

  it('is compared with that of another version of the files, which the client gives', async () => {
    const uri = pathToFileURL(editor.file).href;
    const old = source
      .replace('twice!($value) }', 'twice!(-$value) }')
      .replace('    let _ = outer!(1);\n', '');
    const version = { name: 'HEAD', texts: { [uri]: old } };
    // The other call on a line of its own, which that version has not.
    expect(changes(await editor.compare('compareWithTexts', { line: 9, character: 13 }, version))).toEqual([
      expect.stringContaining('-//'),
      expect.stringContaining('+//'),
      '-(-2, -2)',
      '+(1, 1)',
    ]);
    expect(await editor.compare('compareWithTexts', { line: 10, character: 13 }, version)).toBeNull();
    expect(editor.client.messages.at(-1)).toBe('outer! has no expansion in HEAD.');
    expect(await editor.compare('compareWithTexts', { line: 9, character: 13 }, { texts: 5 })).not.toBeNull();
  });

  it('is compared with what it was before its last step', async () => {
    const documents = new ExpansionClient(editor.client);
    const step = await documents.show('showExpansionStep', editor.file, { line: 9, character: 13 });
    const before = await editor.compare('compareStep', { line: 9, character: 13 });
    expect(before).toBeNull();
    await documents.show('nextStep', step.uri, { line: 0, character: 0 });
    const made = await editor.compare('compareStep', { line: 9, character: 13 });
    expect(changes(made)).toEqual(['-twice!(1)', '+(1, 1)']);
    expect(made?.after.uri).toBe(step.uri);
  });
});

describe('a difference, in a client that opens files only', () => {
  const editor = new ComparedProject({ window: { showDocument: { support: true } } });

  it('is shown as a file', async () => {
    const shown: string[] = [];
    editor.client.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      shown.push(uri);
      return { success: true };
    });
    const at = positionOf(source, 'outer!(1');
    const uri = pathToFileURL(editor.file).href;
    await editor.compare('compareWithTexts', at, {
      name: 'HEAD',
      texts: { [uri]: source.replace('(1)', '(5)') },
    });
    expect(readFileSync(fileURLToPath(shown[0] ?? ''), 'utf8')).toMatchInlineSnapshot(`
      "--- outer! in HEAD
      +++ outer! now
      @@ -1,3 +1,3 @@
       // Expansion of outer! at src/main.rs:8:13
       
      -(5, 5)
      +(1, 1)
      "
    `);
  });
});
