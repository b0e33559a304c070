import { join } from 'node:path';
import type { Edition } from '../syntax/token';
import type { CfgOptions } from './cfgSet';
import { exists, readTextFile } from './files';
import type { Crate, CrateId } from './model';

export interface SysrootCrates {
  readonly crates: readonly Crate[];
  readonly byName: ReadonlyMap<string, CrateId>;
  readonly kind: 'rust-src' | 'bundled';
}

/** The crates of the sysroot that macros come from, and which of them each one uses. */
const sysrootDependencies = {
  core: [],
  cfg_if: ['core'],
  alloc: ['core'],
  std_detect: ['core', 'alloc', 'cfg_if'],
  std: ['core', 'alloc', 'cfg_if', 'std_detect'],
  proc_macro: ['core', 'alloc', 'std'],
  test: ['core', 'alloc', 'std', 'proc_macro'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Crates that the standard library uses and that other code does not see. */
const hiddenCrates: ReadonlySet<string> = new Set(['cfg_if', 'std_detect']);

/** Where distributions and rustup put rust-src when rustc may not be asked. */
const usualSysroots = ['/usr', '/usr/local'];

/**
 * The standard library as crates, numbered from 0: from rust-src below one of `sysroots` (or below a usual place, or in the folder `source`
 * before all), else our own definitions in the folder `bundled` (`core.rs`, `std.rs` …). Sysroot crates are built without `debug_assertions` and `test`.
 */
export function loadSysroot(
  sysroots: readonly string[],
  bundled: string | undefined,
  targetCfg: CfgOptions,
  source?: string,
): SysrootCrates {
  const folders = [...sysroots, ...usualSysroots].map((sysroot) =>
    join(sysroot, 'lib/rustlib/src/rust/library'),
  );
  const library = [...(source === undefined ? [] : [source]), ...folders].find((folder) =>
    exists(join(folder, 'core/src/lib.rs')),
  );
  const sources = Object.keys(sysrootDependencies).flatMap((name) => {
    // rust-src lacks the crates from elsewhere that std depends on.
    const isOurs = library === undefined || name === 'cfg_if';
    const folder = name === 'std_detect' ? 'stdarch/crates/std_detect' : name;
    const manifestDir = isOurs ? bundled : join(library, folder);
    if (manifestDir === undefined) return [];
    const rootFile = join(manifestDir, isOurs ? `${name}.rs` : 'src/lib.rs');
    return exists(rootFile) ? [{ name, manifestDir, rootFile }] : [];
  });
  const byName = new Map(sources.map(({ name }, index) => [name, index]));
  const cfg = withThreadLocals(targetCfg.without('debug_assertions', 'test'));
  const crates = sources.map(({ name, manifestDir, rootFile }, index): Crate => {
    const uses: readonly string[] = sysrootDependencies[name as keyof typeof sysrootDependencies];
    const manifest = library === undefined ? '' : (readTextFile(join(manifestDir, 'Cargo.toml')) ?? '');
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
  const visible = new Map([...byName].filter(([name]) => !hiddenCrates.has(name)));
  return { crates, byName: visible, kind: library === undefined ? 'bundled' : 'rust-src' };
}

/**
 * `target_thread_local`, by which std chooses how `thread_local!` works, is unstable, so that a stable rustc does not print it. The targets with
 * `has_thread_local` in rustc_target are in practice those of the unix family and of MSVC.
 */
function withThreadLocals(cfg: CfgOptions): CfgOptions {
  const has = cfg.has('unix', null) || cfg.has('target_env', 'msvc');
  return has ? cfg.with([{ key: 'target_thread_local', value: null }]) : cfg;
}

function sysrootEdition(manifest: string): Edition {
  // Our own definitions are written in the edition of the standard library that they stand for.
  return manifest === '' || /^edition\s*=\s*"2021"/m.test(manifest) ? 2021 : 2024;
}
