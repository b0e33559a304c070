import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { wasmCapableEnvironment } from './rustEnvironment';
import { loadTrusted } from './trustedModules';

/** As rustup's stand-ins choose a toolchain: by the nearest `rust-toolchain.toml`, once for a program and those that it starts. */
function standIn(program: string): string {
  return `#!/bin/sh
folder=$PWD
while [ -z "$CHOSEN" ] && [ ! -e "$folder/rust-toolchain.toml" ]; do
  if [ "$folder" = / ]; then echo "no toolchain is chosen for $PWD" >&2; exit 1; fi
  folder=$(dirname "$folder")
done
CHOSEN=yes exec ${program} "$@"
`;
}

test('the toolchain that a file above the project chooses compiles its macros', async () => {
  const base = wasmCapableEnvironment();
  const real = (name: string): string =>
    execFileSync('sh', ['-c', `command -v ${name}`], {
      env: base as NodeJS.ProcessEnv,
      encoding: 'utf8',
    }).trim();
  const folder = fixtureProject({
    'bin/cargo': standIn(real('cargo')),
    'bin/rustc': standIn(real('rustc')),
    'chosen/rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n',
    'chosen/project/Cargo.toml':
      '[package]\nname = "answers"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
    'chosen/project/src/lib.rs':
      'extern crate proc_macro;\n#[proc_macro]\npub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "42".parse().unwrap() }\n',
  });
  for (const name of ['cargo', 'rustc']) chmodSync(join(folder, 'bin', name), 0o755);
  const environment = { ...base, PATH: `${join(folder, 'bin')}:${base['PATH'] ?? ''}` };
  const { workspace, modules } = await loadTrusted(
    join(folder, 'chosen/project'),
    join(folder, 'store'),
    environment,
  );
  expect(workspace.problems).toEqual([]);
  const { built, failures, problem } = await buildMacroModules({ modules });
  expect({ built: built.length, failures, problem }).toEqual({ built: 1, failures: [], problem: undefined });
}, 300_000);
