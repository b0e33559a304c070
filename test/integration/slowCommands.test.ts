import { pathToFileURL } from 'node:url';
import {
  CancellationToken,
  CancellationTokenSource,
  ExecuteCommandRequest,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  type ProgressToken,
} from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf, type WorkDone } from './testClient';

/** So much that looking through it takes seconds. */
const fileCount = 200;
const filler = 'pub fn filler(a: u32) -> u32 { let b = [a, a + 1]; b[0] * (b[1] - a) }\n'.repeat(600);
const names = Array.from({ length: fileCount }, (_, index) => `part${index}`);
const main = `macro_rules! pair { ($value:expr) => { ($value, $value) }; }
macro_rules! lonely { () => { 1 }; }
${names.map((name) => `mod ${name};\n`).join('')}fn main() {
    lonely!();
    let _ = pair!(0);
}
`;
const part = `// What calls pair stands at the end.\n${filler}fn call() { let _ = pair!(1); }\n`;

describe('a command that takes long', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "large"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': main,
    ...Object.fromEntries(names.map((name) => [`src/${name}.rs`, part])),
    // A file of no crate: to know that, all modules are read.
    'src/stray.rs': 'fn main() { lonely!(); }\n',
  });
  let shown: { readonly token: ProgressToken; readonly value: WorkDone }[] = [];
  let onBegin = (_: ProgressToken): void => undefined;
  const follow = (token: ProgressToken, value: WorkDone): void => {
    // The project may still be loaded, which is shown as well.
    const isCommand = value.kind === 'begin' && value.title !== 'Macroscope: Loading the project';
    if (isCommand || shown.some((each) => each.token === token)) shown.push({ token, value });
    if (isCommand) onBegin(token);
  };
  const kinds = (): string[] => [...new Set(shown.map(({ value }) => value.kind))];

  // Each with a server of its own, which has not read the files before.
  beforeEach(async () => {
    shown = [];
    onBegin = () => undefined;
    const client = await project.start({
      capabilities: { window: { workDoneProgress: true } },
      onProgress: follow,
    });
    await client.open(project.path('src/main.rs'));
    await client.ready();
  });
  afterEach(async () => {
    expect(await project.client.stop()).toBe(0);
  });

  /** Finds the uses of a macro, that is called in each file if nothing else is said. */
  const findUses = (more: object = {}, token = CancellationToken.None, macro = 'pair {'): Promise<unknown> =>
    project.client.connection.sendRequest(
      ExecuteCommandRequest.type,
      {
        command: 'macroscope.showUses',
        arguments: [
          {
            textDocument: { uri: pathToFileURL(project.path('src/main.rs')).href },
            position: positionOf(main, macro),
          },
        ],
        ...more,
      },
      token,
    );

  it('is shown while it runs, with how far it is', async () => {
    expect(await findUses()).toHaveLength(fileCount + 1);
    expect(kinds()).toEqual(['begin', 'report', 'end']);
    expect(shown[0]?.value).toMatchObject({ title: 'Macroscope: Finding uses', cancellable: true });
    const percentages = shown.flatMap(({ value }) => ('percentage' in value ? (value.percentage ?? []) : []));
    expect(percentages).toEqual(percentages.toSorted((left, right) => left - right));
    expect(percentages.at(-1)).toBeGreaterThan(50);
  });

  it('is stopped by the user', async () => {
    onBegin = (token) => {
      void project.client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    };
    await expect(findUses()).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
      message: 'Finding uses was cancelled',
    });
    expect(kinds().at(-1)).toBe('end');
  });

  it('is shown under the token of the request, and stopped with that', async () => {
    const source = new CancellationTokenSource();
    onBegin = () => source.cancel();
    const workDoneToken = 'mine';
    project.client.connection.onProgress(WorkDoneProgress.type, workDoneToken, (value) =>
      follow(workDoneToken, value),
    );
    await expect(findUses({ workDoneToken }, source.token)).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(new Set(shown.map(({ token }) => token))).toEqual(new Set([workDoneToken]));
    expect(kinds().at(-1)).toBe('end');
  });

  it('leaves the server its turns from the first moment on, while all modules are read', async () => {
    let ended = false;
    const found = findUses({}, CancellationToken.None, 'lonely {').finally(() => (ended = true));
    let answered = 0;
    for (; !ended; answered++)
      expect(
        await project.client.hoverText(project.path('src/main.rs'), positionOf(main, 'lonely!')),
      ).toContain('1');
    expect(await found).toHaveLength(1);
    // A turn comes after each file or few; in one go there would be a handful of turns, before and after.
    expect(answered).toBeGreaterThan(10);
  });

  it('ends as soon as it is told to, while all modules are read', async () => {
    const source = new CancellationTokenSource();
    const found = findUses({}, source.token, 'lonely {');
    const stopped = expect(found).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const hover = () => project.client.hoverText(project.path('src/main.rs'), positionOf(main, 'lonely!'));
    await hover();
    source.cancel();
    await stopped;
    expect(await hover()).toContain('1');
  });

  it('is not shown when it takes a moment only', async () => {
    const at = positionOf(main, 'lonely!');
    expect(await project.client.runCommand('copyExpansion', project.path('src/main.rs'), at)).toBe('1');
    expect(shown).toEqual([]);
  });
});
