import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type Registration,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const manifest = (name: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;

/** What the hover on a call says, once it says this. */
async function says(project: TemporaryProject, name: string, call: string, expected: string): Promise<void> {
  const { text, path } = { text: texts[name] ?? '', path: project.path(name) };
  const hover = (): Promise<string> => project.client.hoverText(path, positionOf(text, call));
  await expect.poll(hover, { timeout: patience, interval: 100 }).toContain(expected);
}

const texts: Readonly<Record<string, string>> = {
  'package/src/lib.rs': `#[path = "../../outside/far.rs"]
mod far;
include!("made.rs");
macro_rules! seen { ($name:ident) => { $name + 1 }; }
mod near;
fn f() {
    macro_rules! seen { ($name:ident) => { $name + 2 }; }
    #[path = "parts/inner.rs"]
    mod inner;
    made!(a);
    deep::found!(b);
}
mod deep;
`,
  'outside/far.rs': 'macro_rules! own { ($a:ident) => { $a * 3 }; }\nfn f() { own!(c); }\n',
  'package/src/parts/inner.rs': 'fn g() { seen!(d); }\n',
  'package/src/near.rs': 'fn h() { seen!(e); }\n',
  'described/lib.rs':
    'macro_rules! which { () => { (cfg!(chosen), env!("CARGO_PKG_NAME")) }; }\nfn f() { which!(); }\n',
};

describe('files of a crate', () => {
  const project = new TemporaryProject({ ...texts, 'package/Cargo.toml': manifest('package') });
  const library = 'package/src/lib.rs';

  it(
    'may lie outside of its package, in a block, or come later, and they may go',
    async () => {
      await project.start({ folder: project.path('package') });
      for (const name of Object.keys(texts)) await project.client.open(project.path(name));
      await says(project, 'outside/far.rs', 'own!', 'c * 3');
      await says(project, 'package/src/near.rs', 'seen!', 'e + 1');
      await says(project, 'package/src/parts/inner.rs', 'seen!', 'd + 2');

      await says(project, library, 'made!', 'cannot find macro `made!`');
      project.write('package/src/made.rs', 'macro_rules! made { ($a:ident) => { $a - 4 }; }\n');
      await says(project, library, 'made!', 'a - 4');
      rmSync(project.path('package/src/made.rs'));
      await says(project, library, 'made!', 'cannot find macro `made!`');

      await says(project, library, 'found!', 'cannot find the file of module `deep`');
      project.write('package/src/new/mod.rs', 'pub mod deeper;\npub(crate) use deeper::down::found;\n');
      project.write('package/src/new/deeper/mod.rs', 'pub mod down;\n');
      project.write(
        'package/src/new/deeper/down.rs',
        'macro_rules! found { ($b:ident) => { $b / 5 }; }\npub(crate) use found;\n',
      );
      // A branch is checked out that has a folder with folders.
      renameSync(project.path('package/src/new'), project.path('package/src/deep'));
      await says(project, library, 'found!', 'b / 5');
      rmSync(project.path('package/src/deep/deeper'), { recursive: true });
      await says(project, library, 'found!', 'cannot find');
      await project.client.stop();
    },
    patience,
  );
});

describe('a client that watches files', () => {
  const text = 'mod outer;\nfn f() { outer::inner::m!(); }\n';
  const project = new TemporaryProject({
    'Cargo.toml': manifest('user'),
    'src/lib.rs': text,
    'src/outer/mod.rs': 'pub mod inner;\n',
    'src/outer/inner.rs': 'macro_rules! m { () => { 1 + 1 }; }\npub(crate) use m;\n',
  });

  it(
    'tells of a folder that is gone, and of none of its files',
    async () => {
      const registrations: Registration[] = [];
      const client = await project.start({
        capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
        onRegistration: (registration) => registrations.push(registration),
      });
      const path = project.path('src/lib.rs');
      await client.open(path);
      const hover = (): Promise<string> => client.hoverText(path, positionOf(text, 'm!()'));
      expect(await hover()).toContain('1 + 1');
      await expect
        .poll(() => JSON.stringify(registrations), { timeout: patience })
        .toContain('{"globPattern":"**/*","kind":4}');

      rmSync(project.path('src/outer'), { recursive: true });
      const uri = pathToFileURL(project.path('src/outer')).href;
      await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri, type: FileChangeType.Deleted }],
      });
      expect(await hover()).toContain('cannot find the file of module `outer`');
      await client.stop();
    },
    patience,
  );
});

describe('a file of no crate', () => {
  const text = 'macro_rules! here { () => { env!("CARGO_PKG_NAME") }; }\nfn f() { here!(); }\n';
  const project = new TemporaryProject({
    'Cargo.toml': '[workspace]\nmembers = ["app"]\n',
    'app/Cargo.toml': `${manifest('app')}[dependencies]\nvendored = "1"\n`,
    'app/src/lib.rs': '',
    '.cargo/config.toml': '[source.here]\ndirectory = "vendor"\n',
    'vendor/vendored/Cargo.toml': manifest('vendored').replace('0.1.0', '1.0.0'),
    'vendor/vendored/src/lib.rs': '',
    'scratch.rs': text,
  });

  it(
    'is looked at as one of the workspace',
    async () => {
      const client = await project.start();
      await client.open(project.path('scratch.rs'));
      expect(await client.hoverText(project.path('scratch.rs'), positionOf(text, 'here!()'))).toContain(
        '"app"',
      );
      await client.stop();
    },
    patience,
  );
});

describe('a project of another build system', () => {
  const described = (cfg: readonly string[], name: string): string =>
    JSON.stringify({
      crates: [{ root_module: 'lib.rs', edition: '2021', deps: [], cfg, env: { CARGO_PKG_NAME: name } }],
    });
  const file = 'described/lib.rs';
  const project = new TemporaryProject({
    [file]: texts[file] ?? '',
    'described/rust-project.json': described([], 'first'),
  });

  it(
    'is loaded again when its description changes, and stays as it was while that is broken',
    async () => {
      await project.start({ folder: project.path('described') });
      await project.client.open(project.path(file));
      await says(project, file, 'which!();', '(false, "first")');
      project.write('described/rust-project.json', described(['chosen'], 'second'));
      await says(project, file, 'which!();', '(true, "second")');
      project.write('described/rust-project.json', '{ "crates": [');
      await project.client.until(
        () => project.client.statuses.at(-1)?.message?.includes('rust-project.json') === true,
      );
      await says(project, file, 'which!();', '(true, "second")');
      project.write('described/rust-project.json', described([], 'third'));
      await says(project, file, 'which!();', '(false, "third")');
      await project.client.stop();
    },
    patience,
  );
});

describe('while cargo takes long', () => {
  const text = 'macro_rules! m { () => { 1 + 1 }; }\nfn f() { m!(); }\n';
  const project = new TemporaryProject({
    'slow/Cargo.toml': manifest('slow'),
    'slow/src/lib.rs': text,
    'alone/one.rs': text,
  });

  it(
    'the server answers for other files',
    async () => {
      const cargo = project.write(
        'bin/cargo',
        `#!/bin/sh\ntouch "${project.path('asked')}"\nwhile [ ! -e "${project.path('go')}" ]; do sleep 0.1; done\nexec /usr/bin/cargo "$@"\n`,
      );
      chmodSync(cargo, 0o755);
      const client = await project.start({
        folder: project.path('slow'),
        trusted: true,
        environment: {
          PATH: [project.path('bin'), process.env['PATH'] ?? ''].join(delimiter),
          XDG_CACHE_HOME: project.path('cache'),
        },
        initializationOptions: { build: { enabled: false } },
      });
      const hover = async (name: string): Promise<string> => {
        await client.open(project.path(name));
        return client.hoverText(project.path(name), positionOf(text, 'm!()'));
      };
      const slow = hover('slow/src/lib.rs');
      await expect.poll(() => existsSync(project.path('asked')), { timeout: patience }).toBe(true);
      expect(await hover('alone/one.rs')).toContain('1 + 1');
      expect(existsSync(project.path('go'))).toBe(false);
      project.write('go', '');
      expect(await slow).toContain('1 + 1');
      await client.stop();
    },
    patience,
  );
});

describe('attributes that are no macros', () => {
  const text = `#[rustfmt::skip]
#[clippy::cognitive_complexity = "1"]
#[derive(Default, macros::Make)]
#[helper(a)]
enum E {
    #[default]
    #[helper(b)]
    A,
}
#[inline]
#[helper(c)]
fn f() {}
`;
  const project = new TemporaryProject({
    'Cargo.toml': `${manifest('user')}[dependencies]\nmacros = { path = "macros" }\n[workspace]\n`,
    'src/lib.rs': text,
    'macros/Cargo.toml': `${manifest('macros')}[lib]\nproc-macro = true\n`,
    'macros/src/lib.rs':
      'extern crate proc_macro;\n#[proc_macro_derive(Make, attributes(helper))]\npub fn make(input: proc_macro::TokenStream) -> proc_macro::TokenStream { input }\n',
  });

  it(
    'of tools and of derives have no hover',
    async () => {
      const client = await project.start();
      const path = project.path('src/lib.rs');
      await client.open(path);
      for (const name of ['skip', 'cognitive', 'helper(a)', 'default]', 'helper(b)', 'inline'])
        expect(await client.hover(path, positionOf(text, name)), name).toBeNull();
      expect(await client.hoverText(path, positionOf(text, 'Default,'))).toContain('impl ::core::default');
      expect(await client.hoverText(path, positionOf(text, 'Make)'))).toContain('Make');
      await client.stop();
    },
    patience,
  );
});
