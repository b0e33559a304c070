import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  ExecuteCommandRequest,
  ShowDocumentRequest,
  type ClientCapabilities,
  type CodeAction,
} from 'vscode-languageserver-protocol/node';
import { afterEach, describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf, type TestClient } from './testClient';

const source = `macro_rules! inner {
    ($value:expr) => { $value + 1 };
}
macro_rules! outer {
    ($($value:expr),*) => { vec![$(inner!($value)),*] };
}
fn main() {
    let _ = outer!(2, 3);
    let _ = inner!(4);
}
`;

/** An editor without a line of code for this server: code actions are what its user has. */
describe('a client that has the protocol alone', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "plain"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': source,
  });
  const opened: string[] = [];
  let client: TestClient;

  async function start(capabilities: ClientCapabilities): Promise<void> {
    client = await project.start({ capabilities });
    opened.length = 0;
    client.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      opened.push(uri);
      return { success: true };
    });
    await client.open(project.path('src/main.rs'));
  }

  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  async function actions(needle: string): Promise<CodeAction[]> {
    const start = positionOf(source, needle);
    const found = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: pathToFileURL(project.path('src/main.rs')).href },
      range: { start, end: start },
      context: { diagnostics: [], only: ['macroscope.show'] },
    });
    return (found ?? []).filter((action): action is CodeAction => 'kind' in action);
  }

  async function choose(needle: string, title: string): Promise<void> {
    const action = (await actions(needle)).find((each) => each.title === title);
    if (!action?.command) throw new Error(`there is no action ${title}`);
    await client.connection.sendRequest(ExecuteCommandRequest.type, action.command);
  }

  /** The text of the document that was opened last, below its folder's name. */
  const shown = (): string =>
    readFileSync(fileURLToPath(opened.at(-1) ?? ''), 'utf8').replaceAll(`${project.folder}/`, '');

  it('is shown what commands give, as temporary files', async () => {
    await start({ window: { showDocument: { support: true } } });
    await choose('outer!(2', 'List the steps of the expansion of outer!');
    expect(shown()).toMatchInlineSnapshot(`
      "outer! · arm 1
          $value = 2, 3
          vec! · arm 3
              $x = inner! (2), inner! (3)
              inner! · arm 1
                  $value = 2
              inner! · arm 1
                  $value = 3
      "
    `);
    await choose('inner {', 'List the uses of inner!');
    expect(shown()).toMatchInlineSnapshot(`
      "src/main.rs:9:13: let _ = inner!(4);
      "
    `);
    await choose('3);', 'Find this place in the expansion of outer!');
    expect(shown()).toContain('2 + 1, 3 + 1');
    expect(client.messages).toEqual([]);
  });

  it('is answered about an expansion that it opens as a file, and told nothing of its code', async () => {
    await start({ window: { showDocument: { support: true } } });
    await choose('outer!(2', 'Show one step of outer!');
    const path = fileURLToPath(opened.at(-1) ?? '');
    const text = readFileSync(path, 'utf8');
    await client.open(path, text);
    expect(await client.hoverText(path, positionOf(text, 'vec!['))).toContain('Box::new([2 + 1, 3 + 1])');
    // What would be told of it, would be told before what is of the source.
    const { line, character } = positionOf(source, '4);');
    await client.edit(project.path('src/main.rs'), { line, character }, { line, character }, '4, ');
    await client.until(() => (client.diagnosticsOf(project.path('src/main.rs'))?.length ?? 0) > 0);
    expect(client.diagnosticsOf(path)).toBeUndefined();
  });

  it('can keep an expansion, and compare it after an edit', async () => {
    await start({ window: { showDocument: { support: true } } });
    const titles = async () => (await actions('inner!(4')).map(({ title }) => title);
    expect((await titles()).filter((title) => title.startsWith('Compare'))).toEqual([]);
    await choose('inner!(4', 'Pin the expansion of inner!');
    expect(client.messages).toEqual(['The expansion of inner! is pinned, and can be compared later.']);
    const start4 = positionOf(source, '4);');
    await client.edit(
      project.path('src/main.rs'),
      start4,
      { ...start4, character: start4.character + 1 },
      '5',
    );
    for (const other of ['the pinned one', 'that of the saved files']) {
      await choose('inner!(4', `Compare the expansion of inner! with ${other}`);
      expect(shown()).toContain('-4 + 1\n+5 + 1\n');
    }
  });

  it('is told where a text is that it cannot be asked to open', async () => {
    await start({});
    await choose('inner {', 'List the uses of inner!');
    const [, path = ''] =
      /^The editor cannot open it by itself: (.*)$/.exec(client.messages.at(-1) ?? '') ?? [];
    expect(readFileSync(path, 'utf8')).toContain('src/main.rs:9:13: let _ = inner!(4);');
  });
});
