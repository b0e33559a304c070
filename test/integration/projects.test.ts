import { renameSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const manifest = (name: string, more = ''): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`;

/** A hover's expansion of the first call of a file that is opened for it. */
async function hover(project: TemporaryProject, name: string, call: string, text: string): Promise<string> {
  const path = project.path(name);
  await project.client.open(path, text);
  return project.client.hoverText(path, positionOf(text, call));
}

describe('files that change on disk, told by nobody', () => {
  const main = '#[macro_use]\nmod shapes;\nfn main() {\n    area!(2);\n}\n';
  const project = new TemporaryProject({
    'Cargo.toml': manifest('watched', '[features]\nround = []\n'),
    'src/main.rs': main,
    'src/shapes.rs': 'macro_rules! area { ($side:expr) => { $side * $side }; }\n',
  });
  const area = (): Promise<string> =>
    project.client.hoverText(project.path('src/main.rs'), positionOf(main, 'area!'));
  const shows = (text: string): Promise<void> =>
    expect.poll(area, { timeout: patience, interval: 100 }).toContain(text);

  it(
    'are noticed by the server itself',
    async () => {
      await project.start();
      expect(await hover(project, 'src/main.rs', 'area!', main)).toContain('2 * 2');
      await project.client.ready();

      project.write('src/shapes.rs', 'macro_rules! area { ($side:expr) => { $side + $side }; }\n');
      await shows('2 + 2');

      // A folder takes the place of a file.
      rmSync(project.path('src/shapes.rs'));
      project.write('src/new/mod.rs', 'macro_rules! area { ($side:expr) => { $side - $side }; }\n');
      renameSync(project.path('src/new'), project.path('src/shapes'));
      await shows('2 - 2');

      // A branch is checked out: everything changes at once.
      project.write(
        'src/shapes/mod.rs',
        '#[cfg(feature = "round")]\nmacro_rules! area { ($side:expr) => { 3 * $side }; }\n',
      );
      project.write('Cargo.toml', manifest('watched', '[features]\ndefault = ["round"]\nround = []\n'));
      await shows('3 * 2');

      // While the manifest is being edited it is often wrong. What is known stays in use, and the user is told.
      project.write('Cargo.toml', '[package\n');
      const told = (): boolean => project.client.statuses.at(-1)?.message?.includes('Cargo.toml:1') === true;
      await project.client.until(told);
      expect(await area()).toContain('3 * 2');

      project.write('Cargo.toml', manifest('watched', '[features]\ndefault = []\nround = []\n'));
      await expect.poll(area, { timeout: patience, interval: 100 }).not.toContain('3 * 2');
      expect(told()).toBe(false);

      const test = 'macro_rules! mine { () => { cfg!(feature = "round") }; }\nfn f() { mine!(); }\n';
      const loads = (): number => project.client.logs.filter((line) => line.includes('Loaded')).length;
      const before = loads();
      project.write('tests/fresh.rs', test);
      await expect.poll(loads, { timeout: patience }).toBeGreaterThan(before);
      expect(await hover(project, 'tests/fresh.rs', 'mine!', test)).toContain('false');
      await project.client.stop();
    },
    patience,
  );
});

describe('several projects in one editor', () => {
  const caller = (name: string): string =>
    `macro_rules! here { () => { (env!("CARGO_PKG_NAME"), cfg!(feature = "on"), "${name}") }; }\nfn f() { here!(); }\n`;
  const project = new TemporaryProject({
    'first/Cargo.toml': manifest(
      'first',
      '[dependencies]\nshared = { path = "../second/shared" }\n[workspace]\nexclude = ["apart"]\nmembers = ["nested/*"]\n',
    ),
    'first/src/lib.rs': caller('first'),
    'first/nested/inner/Cargo.toml': manifest('inner', '[features]\ndefault = ["on"]\non = []\n'),
    'first/nested/inner/src/lib.rs': caller('inner'),
    'first/apart/Cargo.toml': manifest('apart'),
    'first/apart/src/lib.rs': caller('apart'),
    'second/Cargo.toml': '[workspace]\nmembers = ["shared"]\n',
    'second/shared/Cargo.toml': manifest('shared', '[features]\ndefault = ["on"]\non = []\n'),
    'second/shared/src/lib.rs': caller('shared'),
    'second/shared/tests/it.rs': caller('test'),
    'script.rs': `---\n[dependencies]\nshared = { path = "second/shared" }\n---\nfn main() { shared::exported!(); }\n`,
    'other/rust-project.json': JSON.stringify({
      crates: [
        {
          root_module: 'lib.rs',
          edition: '2021',
          deps: [],
          env: { CARGO_PKG_NAME: 'other' },
          cfg: ['feature="on"'],
        },
      ],
    }),
    'other/lib.rs': caller('other'),
  });
  const cases = [
    ['first/src/lib.rs', '("first", false, "first")'],
    ['first/nested/inner/src/lib.rs', '("inner", true, "inner")'],
    ['first/apart/src/lib.rs', '("apart", false, "apart")'],
    ['second/shared/src/lib.rs', '("shared", true, "shared")'],
    ['second/shared/tests/it.rs', '("shared", true, "test")'],
    ['other/lib.rs', '("other", true, "other")'],
  ] as const;

  it(
    'each file belongs to its own',
    async () => {
      await project.start({ folders: [project.path('first'), project.path('second')] });
      const { client } = project;
      for (const [name, expected] of cases)
        expect(
          await hover(project, name, 'here!()', caller(/\("\w+", \w+, "(\w+)"/.exec(expected)?.[1] ?? '')),
          name,
        ).toContain(expected);
      const exported = `${caller('shared')}#[macro_export]\nmacro_rules! exported { () => { 77 }; }\n`;
      project.write('second/shared/src/lib.rs', exported);
      const script =
        '---\n[dependencies]\nshared = { path = "second/shared" }\n---\nfn main() { shared::exported!(); }\n';
      await client.close(project.path('second/shared/src/lib.rs'));
      expect(await hover(project, 'script.rs', 'exported!', script)).toContain('77');

      const folder = { uri: pathToFileURL(project.path('first')).href, name: 'first' };
      const loadsOfFirst = (): number =>
        client.logs.filter((line) => line.includes(`Loaded ${project.path('first')}:`)).length;
      expect(loadsOfFirst()).toBe(1);
      await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: [], removed: [folder] },
      });
      await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: [folder], removed: [] },
      });
      await expect.poll(loadsOfFirst, { timeout: patience }).toBe(2);
      await client.stop();
    },
    patience,
  );
});
