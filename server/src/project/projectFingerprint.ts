/** Everything that decides what cargo and rustc say about a project, in one hash. No program runs. */
import { dirname, join } from 'node:path';
import { disk } from '#platform/disk';
import { sha256 } from '#platform/hash';
import type { CargoConfiguration } from './cargoConfiguration';
import { exists, readTextFile } from './files';
import { foldersUpwards } from './folders';
import type { ProjectSettings } from './loadOptions';
import { readToml } from './manifest';
import type { Environment } from '../platform/program';
import type { ToolAnswers } from './toolAnswers';
import { rustupHome } from './toolHomes';
import { memberFolders, workspaceRootOf } from './workspaceManifest';

export interface FingerprintInput extends ToolAnswers {
  /** The manifest that was asked about. */
  readonly manifest: string;
  readonly configuration: CargoConfiguration;
  /** Absolute paths of cargo and rustc. */
  readonly programs: readonly string[];
  readonly settings: ProjectSettings;
  readonly env: Environment;
}

/** Raised when the shape of what is kept changes. */
const format = '1';

/** Folders that cargo looks for targets in. */
const targetFolders = ['src', 'src/bin', 'examples', 'tests', 'benches'];

/**
 * Contents of the manifests, of the lock file, of cargo's and rustup's configuration; the names of files that are targets because of where they lie;
 * which packages are there; the programs themselves. The answers name the packages, so that old answers are checked by what they say.
 */
export function fingerprintOf(input: FingerprintInput): string {
  const { cargo, rustc, manifest, configuration, programs, settings, env } = input;
  const hash = sha256().update(JSON.stringify([format, manifest, settings]));
  const add = (...parts: readonly (string | undefined)[]): void => {
    hash.update(JSON.stringify(parts.map((part) => part ?? null)));
  };
  const { metadata } = cargo;
  const root = metadata?.workspace_root ?? dirname(manifest);

  for (const [name, value] of Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (/^(?:CARGO|RUST|PATH$|HOME$)/.test(name)) add(name, value);
  for (const program of [...programs, ...(rustc ? [join(rustc.sysroot, 'bin/rustc')] : [])])
    add(program, stampOf(program));
  for (const path of configuration.paths) add(path, readTextFile(path));
  const choices = foldersUpwards(dirname(manifest)).flatMap((folder) =>
    ['rust-toolchain', 'rust-toolchain.toml'].map((name) => join(folder, name)),
  );
  for (const path of [join(rustupHome(env), 'settings.toml'), ...choices]) add(readTextFile(path));

  const rootManifest = readToml(join(root, 'Cargo.toml'));
  add(workspaceRootOf(manifest));
  add(readTextFile(join(root, 'Cargo.toml')), readTextFile(join(root, 'Cargo.lock')));
  if (rootManifest.ok) add(...memberFolders(root, rootManifest.table));
  for (const { source, manifest_path } of metadata?.packages ?? [])
    if (source !== null) add(manifest_path, stampOf(manifest_path));
    else {
      add(manifest_path, readTextFile(manifest_path));
      for (const folder of ['.', ...targetFolders]) add(...targetNames(join(dirname(manifest_path), folder)));
    }
  return hash.hex();
}

/** Names of Rust files, and of folders that hold a `main.rs`. */
function targetNames(folder: string): string[] {
  return (disk.entriesOf(folder) ?? [])
    .filter(({ name, kind }) =>
      kind === 'file' ? name.endsWith('.rs') : exists(join(folder, name, 'main.rs')),
    )
    .map(({ name }) => name)
    .sort();
}

function stampOf(path: string): string | undefined {
  const real = disk.realPathOf(path);
  const status = real === undefined ? undefined : disk.statusOf(real);
  return status && `${real} ${status.stamp}`;
}
