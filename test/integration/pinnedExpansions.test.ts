import { pathToFileURL } from 'node:url';
import { DidSaveTextDocumentNotification } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../server/src/features/compare/comparison';
import { pinsNotification, type SavedPin } from '../../server/src/features/compare/savedPins';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf, type TestClient } from './testClient';

const source = `macro_rules! twice {
    ($value:expr) => { ($value, $value) };
}
fn main() {
    let _ = twice!(1);
    let _ = twice!(2);
}
`;

/** A client that keeps pins while no server runs. */
describe('pinned expansions that a client keeps', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "pinned"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': source,
  });
  let kept: readonly SavedPin[] = [];
  const path = (): string => project.path('src/main.rs');

  /** Starts a server with pins, and opens the file as it is on the disk. */
  async function start(pinnedExpansions: unknown = kept): Promise<TestClient> {
    const client = await project.start({ initializationOptions: { pinnedExpansions } });
    client.connection.onNotification(pinsNotification, ({ pins }: { pins: readonly SavedPin[] }) => {
      kept = pins;
    });
    await client.open(path());
    return client;
  }

  /** What was pinned for a call; undefined when nothing was. `text`: of the file as it is in the editor. */
  async function pinnedAt(needle: string, text: string): Promise<string | undefined> {
    const comparison = (await project.client.runCommand(
      'compareWithPinned',
      path(),
      positionOf(text, needle),
    )) as Comparison | null;
    return comparison?.before.text;
  }

  const save = async (text: string): Promise<void> => {
    project.write('src/main.rs', text);
    const textDocument = { uri: pathToFileURL(path()).href };
    await project.client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument });
  };

  it('are found again by the next server where their calls are in the saved file', async () => {
    const client = await start();
    await client.runCommand('pinExpansion', path(), positionOf(source, 'twice!(2'));
    await expect.poll(() => kept, { timeout: patience }).toHaveLength(1);
    expect(kept[0]).toMatchObject({ name: 'twice!', index: 1, position: { line: 5, character: 12 } });
    const added = '    let _ = twice!(0);\n';
    const start0 = { line: 4, character: 0 };
    await client.edit(path(), start0, start0, added);
    const saved = source.replace('    let _ = twice!(1)', `${added}    let _ = twice!(1)`);
    await save(saved);
    await expect
      .poll(() => kept[0], { timeout: patience })
      .toMatchObject({ index: 2, position: { line: 6 } });
    await client.stop();

    await start();
    expect(await pinnedAt('twice!(2', saved)).toContain('(2, 2)');
    expect(await pinnedAt('twice!(1', saved)).toBeUndefined();
    await project.client.stop();
  });

  it('are found by what stands before them when the file has changed meanwhile, and follow edits', async () => {
    const changed = `// A comment.\n${source}`;
    const before: readonly SavedPin[] = kept.map((pin) => ({ ...pin, index: 1 }));
    project.write('src/main.rs', changed);
    const client = await start(before);
    await client.ready();
    const comment = { line: 0, character: 0 };
    await client.edit(path(), comment, comment, '\n\n');
    expect(await pinnedAt('twice!(2', `\n\n${changed}`)).toContain('(2, 2)');
    expect(await pinnedAt('twice!(1', `\n\n${changed}`)).toBeUndefined();
    await client.stop();
  });

  it('may be anything, and nothing comes of what is no pin', async () => {
    const [pin] = kept;
    const client = await start([null, 5, { ...pin, position: 'here' }, { ...pin, index: 0.5 }]);
    expect(await pinnedAt('twice!(2', `// A comment.\n${source}`)).toBeUndefined();
    await client.stop();
  });

  it('are the latest, as many as a small store has room for', async () => {
    const values = 'some::long::path::to::a::name, '.repeat(150);
    const calls = Array.from({ length: 70 }, (_, index) => `    let _ = list!(${index}, ${values}0);\n`);
    const many = `macro_rules! list { ($($value:expr),*) => { [$($value),*] }; }\nfn main() {\n${calls.join('')}}\n`;
    project.write('src/main.rs', many);
    const client = await start([]);
    for (let index = 0; index < calls.length; index++)
      await client.runCommand('pinExpansion', path(), positionOf(many, `list!(${index},`));
    await expect.poll(() => kept.at(-1)?.index, { timeout: patience }).toBe(69);
    const length = kept.reduce((sum, { text }) => sum + text.length, 0);
    expect(length).toBeLessThanOrEqual(256 * 1024);
    expect(length).toBeGreaterThan(200 * 1024);
    await client.stop();
  });
});
