import { dirname, resolve } from 'node:path';
import type { CargoPackage, CargoTarget } from './cargoMetadata';

export interface TargetEnvironmentOptions {
  /** A workspace member: cargo sets CARGO_PRIMARY_PACKAGE for what the user asked to build. */
  readonly primary: boolean;
  /** Absolute path of cargo, or undefined when there is none. */
  readonly cargo: string | undefined;
  readonly outDir: string | undefined;
  readonly targetDirectory: string;
  readonly buildDirectory: string;
  /** Variables of cargo's configuration (`[env]`), which come after cargo's own. */
  readonly configured?: ReadonlyMap<string, string>;
  /** Variables that the build script set with `cargo::rustc-env`. */
  readonly fromBuildScript: readonly (readonly [name: string, value: string])[];
}

/**
 * The environment that cargo gives rustc for one target (Cargo Book, "Environment variables Cargo sets for crates"), sorted by
 * name. It is what `env!` and procedural macros see.
 */
export function cargoEnvironment(
  pack: CargoPackage,
  target: CargoTarget,
  options: TargetEnvironmentOptions,
): ReadonlyMap<string, string> {
  const manifestDir = dirname(pack.manifest_path);
  const [, major = '', minor = '', patch = '', pre = ''] =
    /^(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+.*)?$/.exec(pack.version) ?? [];
  const env = new Map<string, string>([
    ...(options.configured ?? []),
    ['CARGO_MANIFEST_DIR', manifestDir],
    ['CARGO_MANIFEST_PATH', pack.manifest_path],
    ['CARGO_CRATE_NAME', crateName(target.name)],
    ['CARGO_PKG_NAME', pack.name],
    ['CARGO_PKG_VERSION', pack.version],
    ['CARGO_PKG_VERSION_MAJOR', major],
    ['CARGO_PKG_VERSION_MINOR', minor],
    ['CARGO_PKG_VERSION_PATCH', patch],
    ['CARGO_PKG_VERSION_PRE', pre],
    ['CARGO_PKG_AUTHORS', pack.authors.join(':')],
    ['CARGO_PKG_DESCRIPTION', pack.description ?? ''],
    ['CARGO_PKG_HOMEPAGE', pack.homepage ?? ''],
    ['CARGO_PKG_REPOSITORY', pack.repository ?? ''],
    ['CARGO_PKG_LICENSE', pack.license ?? ''],
    ['CARGO_PKG_LICENSE_FILE', pack.license_file ?? ''],
    ['CARGO_PKG_README', pack.readme ?? ''],
    ['CARGO_PKG_RUST_VERSION', pack.rust_version ?? ''],
  ]);
  if (options.cargo !== undefined) env.set('CARGO', options.cargo);
  if (options.primary) env.set('CARGO_PRIMARY_PACKAGE', '1');
  if (target.kind.some((kind) => kind === 'bin' || kind === 'example'))
    env.set('CARGO_BIN_NAME', target.name);
  if (target.kind.some((kind) => kind === 'test' || kind === 'bench')) {
    env.set('CARGO_TARGET_TMPDIR', resolve(options.buildDirectory, 'tmp'));
    for (const binary of pack.targets.filter(({ kind }) => kind.includes('bin')))
      env.set(`CARGO_BIN_EXE_${binary.name}`, resolve(options.targetDirectory, 'debug', binary.name));
  }
  if (options.outDir !== undefined) env.set('OUT_DIR', options.outDir);
  for (const [name, value] of options.fromBuildScript) env.set(name, value);
  return new Map([...env].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The name of a target as code writes it. */
export function crateName(targetName: string): string {
  return targetName.replaceAll('-', '_');
}
