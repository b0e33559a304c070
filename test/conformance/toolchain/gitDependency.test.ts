import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { wasmCapableEnvironment } from './rustEnvironment';
import { loadTrusted } from './trustedModules';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-git-')));

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** A package `name` in a workspace of its own repository. */
function manifest(name: string, further: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${further}`;
}

test('a macro crate from a git repository is built with its neighbours there, from what cargo has fetched', async () => {
  const upstream = join(temporary, 'upstream');
  const root = join(temporary, 'app');
  const environment = { ...wasmCapableEnvironment(), CARGO_HOME: join(temporary, 'cargo home') };
  const run = (cwd: string, program: string, ...args: string[]): void => {
    execFileSync(program, args, {
      cwd,
      env: environment as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  };
  writeProject(upstream, {
    'Cargo.toml': '[workspace]\nmembers = ["answers", "values"]\n',
    'answers/Cargo.toml': manifest(
      'answers',
      '[lib]\nproc-macro = true\n[dependencies]\nvalues = { path = "../values" }\n',
    ),
    'answers/src/lib.rs':
      'extern crate proc_macro;\n#[proc_macro]\npub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream { values::VALUE.parse().unwrap() }\n',
    'values/Cargo.toml': manifest('values', ''),
    'values/src/lib.rs': 'pub const VALUE: &str = "42";\n',
  });
  run(upstream, 'git', 'init', '--quiet', '--initial-branch', 'trunk');
  run(upstream, 'git', 'add', '.');
  run(
    upstream,
    'git',
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.org',
    'commit',
    '--quiet',
    '-m',
    'All',
  );
  writeProject(root, {
    'Cargo.toml': manifest(
      'app',
      `[dependencies]\nanswers = { git = "file://${upstream}", branch = "trunk" }\n`,
    ),
    'src/lib.rs': '',
  });
  run(root, 'cargo', 'fetch');

  const { modules } = await loadTrusted(root, join(temporary, 'store'), environment);
  const report = await buildMacroModules({ modules });
  expect(report.failures).toEqual([]);
  expect(report.built).toHaveLength(1);
  const [crate] = report.ready;
  expect(modules.moduleOf(crate ?? -1)?.macros.map(({ name }) => name)).toEqual(['answer']);
}, 300_000);
