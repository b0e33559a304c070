import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from '../syntax/token';
import type { CfgOptions } from './cfgSet';
import type { Crate, CrateId } from './model';

export interface SysrootCrates {
  readonly crates: readonly Crate[];
  readonly byName: ReadonlyMap<string, CrateId>;
  readonly kind: 'rust-src' | 'bundled';
}

/** The crates of the sysroot that macros come from, and which of them each one uses. */
const sysrootDependencies = {
  core: [],
  alloc: ['core'],
  std: ['core', 'alloc'],
  proc_macro: ['core', 'alloc', 'std'],
  test: ['core', 'alloc', 'std', 'proc_macro'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Where distributions and rustup put rust-src when rustc may not be asked. */
const usualSysroots = ['/usr', '/usr/local'];

/**
 * The standard library as crates, numbered from 0: from rust-src below one of `sysroots` (or below a usual place), else our own
 * definitions in the folder `bundled` (`core.rs`, `std.rs` …). Sysroot crates are built without `debug_assertions` and `test`.
 */
export function loadSysroot(
  sysroots: readonly string[],
  bundled: string | undefined,
  targetCfg: CfgOptions,
): SysrootCrates {
  const library = [...sysroots, ...usualSysroots]
    .map((sysroot) => join(sysroot, 'lib/rustlib/src/rust/library'))
    .find((folder) => existsSync(join(folder, 'core/src/lib.rs')));
  const sources = Object.keys(sysrootDependencies).flatMap((name) => {
    const manifestDir = library === undefined ? bundled : join(library, name);
    if (manifestDir === undefined) return [];
    const rootFile = join(manifestDir, library === undefined ? `${name}.rs` : 'src/lib.rs');
    return existsSync(rootFile) ? [{ name, manifestDir, rootFile }] : [];
  });
  const byName = new Map(sources.map(({ name }, index) => [name, index]));
  const cfg = targetCfg.without('debug_assertions', 'test');
  const crates = sources.map(({ name, manifestDir, rootFile }, index): Crate => {
    const uses: readonly string[] = sysrootDependencies[name as keyof typeof sysrootDependencies];
    const manifest = library === undefined ? '' : readManifest(manifestDir);
    return {
      id: index,
      name,
      packageName: name,
      version: /^version\s*=\s*"([^"]*)"/m.exec(manifest)?.[1] ?? '0.0.0',
      edition: sysrootEdition(manifest),
      rootFile,
      manifestDir,
      target: 'lib',
      origin: 'sysroot',
      features: [],
      cfg,
      dependencies: new Map(
        uses.flatMap((dependency) => {
          const id = byName.get(dependency);
          return id === undefined ? [] : [[dependency, id] as const];
        }),
      ),
      env: new Map(),
    };
  });
  return { crates, byName, kind: library === undefined ? 'bundled' : 'rust-src' };
}

function readManifest(folder: string): string {
  try {
    return readFileSync(join(folder, 'Cargo.toml'), 'utf8');
  } catch {
    return '';
  }
}

function sysrootEdition(manifest: string): Edition {
  return /^edition\s*=\s*"2021"/m.test(manifest) ? 2021 : 2024;
}
