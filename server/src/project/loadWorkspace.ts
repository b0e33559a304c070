import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { withBuildFeatures } from './buildFeatures';
import { BuildScriptOutputs, readBuildScriptResults } from './buildScriptOutput';
import { CargoConfiguration, cfgOfRustflags } from './cargoConfiguration';
import type { CargoMetadata } from './cargoMetadata';
import { matchesPlatform } from './cfgExpression';
import type { CfgOption } from './cfgSet';
import { CfgOptions, parseCfgLines, parseCfgOption } from './cfgSet';
import { cratesOfPackages } from './crateGraph';
import { readManifestMetadata } from './manifestMetadata';
import type { CrateGraph, CrateId, ProjectProblem } from './model';
import type { CargoAnswer, RustcFacts } from './askCargo';
import { askCargoMetadata, askRustc } from './askCargo';
import type { LoadOptions, ProjectSettings } from './loadOptions';
import type { Environment } from './runProgram';
import { loadSysroot } from './sysroot';
import { builtInTargetCfg, hostTriple } from './targetCfg';
import { findManifest } from './workspaceManifest';

/** A crate graph, and what the module builder needs to know of where it came from. */
export interface Workspace extends CrateGraph {
  /** Packages and their resolved dependencies; undefined for a file without a manifest. */
  readonly metadata: CargoMetadata | undefined;
  /** Whether cargo itself gave the metadata. Only then do versions and features hold for certain. */
  readonly resolvedByCargo: boolean;
  /** The id of the package that a crate belongs to. Sysroot crates have none. */
  readonly packageOf: ReadonlyMap<CrateId, string>;
  /** The compiler in charge; undefined when it was not asked or there is none. */
  readonly rustc: RustcFacts | undefined;
  /** Target triple that the configuration options belong to. */
  readonly triple: string;
}

/**
 * Loads the project around a file or folder. Never rejects: what could not be loaded is told in `problems`, and there is always a
 * graph, in the worst case one crate for the single file.
 */
export async function loadWorkspace(options: LoadOptions): Promise<Workspace> {
  const root = resolve(options.root);
  const manifest = findManifest(root);
  const folder = manifest === undefined ? folderOf(root) : dirname(manifest);
  const configuration = new CargoConfiguration(folder, options.env);
  const target = options.settings.target ?? configuration.target;
  const host = hostTriple(process.platform, process.arch);
  const guess = target ?? host;
  const rustflags = configuration.rustflags(guess, new CfgOptions(builtInTargetCfg(guess)));
  const [rustc, guessed] = await Promise.all([
    options.trusted ? askRustc(options, folder, target, rustflags) : undefined,
    manifest === undefined ? undefined : metadataByCargo(options, manifest, guess),
  ]);
  const triple = target ?? rustc?.host ?? guess;
  // cargo is asked beside rustc, since both take a tenth of a second; it is asked again for a host that the table does not know.
  const cargo =
    manifest === undefined || triple === guess ? guessed : await metadataByCargo(options, manifest, triple);
  const problems: ProjectProblem[] = [...(cargo?.problems ?? [])];
  const targetCfg = new CfgOptions(rustc?.cfg ?? [...builtInTargetCfg(triple), ...cfgOfRustflags(rustflags)]);
  // Without a target of its own a build is for the machine that compiles, and its flags reach macros and build scripts too.
  const hostCfg = target === undefined ? targetCfg : new CfgOptions(builtInTargetCfg(host));
  const isActive = (platform: string, forHost: boolean): boolean =>
    forHost
      ? matchesPlatform(platform, hostCfg, target === undefined ? triple : host)
      : matchesPlatform(platform, targetCfg, triple);
  const { settings, env } = options;
  const metadata = cargo?.metadata
    ? withBuildFeatures(cargo.metadata, { settings, isActive, env })
    : manifest === undefined
      ? undefined
      : readManifestMetadata(manifest, { settings, isActive, env, problems });

  const sysroot = loadSysroot(sysrootFolders(rustc, options), options.bundledStd, targetCfg);
  const { added, removed } = extraCfg(options.settings.cfgs);
  const results = readBuildScriptResults(options.buildScriptResults ?? '');
  const outputs = metadata && new BuildScriptOutputs(metadata.target_directory, target);
  const graph =
    metadata &&
    cratesOfPackages(metadata, {
      targetCfg: withoutOptions(targetCfg, removed),
      hostCfg: withoutOptions(hostCfg, removed),
      workspaceCfg: new CfgOptions(added),
      setTest: options.settings.setTest,
      cargo: options.trusted ? findProgram(options.cargoPath ?? 'cargo', options.env) : undefined,
      buildScriptOutput: (pack) => results.get(pack.id) ?? outputs?.of(pack),
      firstId: sysroot.crates.length,
      sysroot: sysroot.byName,
    });
  const crates = [...sysroot.crates, ...(graph?.crates ?? [])];
  if (manifest === undefined)
    problems.push({
      code: 'no-manifest',
      message: `There is no Cargo.toml in ${folder} or above: the file is taken for a crate of its own, with the standard library only.`,
    });
  if (!graph || graph.crates.length === 0) {
    const file = singleFile(root);
    if (file !== undefined)
      crates.push(
        singleFileCrate(file, crates.length, sysroot.byName, targetCfg.with(added), options.settings),
      );
  }
  return {
    crates,
    sysroot: sysroot.byName,
    sysrootKind: sysroot.kind,
    workspaceRoot: metadata?.workspace_root,
    problems,
    metadata,
    resolvedByCargo: cargo?.metadata !== undefined,
    packageOf: graph?.packageOf ?? new Map<CrateId, string>(),
    rustc,
    triple,
  };
}

async function metadataByCargo(options: LoadOptions, manifest: string, triple: string): Promise<CargoAnswer> {
  if (!options.trusted) return { metadata: undefined, problems: [untrusted] };
  options.onProgress?.('cargo metadata');
  return askCargoMetadata(options, manifest, triple);
}

const untrusted: ProjectProblem = {
  code: 'no-cargo',
  message:
    'The workspace is not trusted, so cargo does not run: crates are taken from the manifests and Cargo.lock, ' +
    'and procedural macros work only where they were built before.',
};

function extraCfg(cfgs: readonly string[]): { added: CfgOption[]; removed: CfgOption[] } {
  const parse = (text: string): CfgOption[] => parseCfgLines(text);
  return {
    added: cfgs.filter((text) => !text.startsWith('!')).flatMap(parse),
    removed: cfgs.flatMap((text) => (text.startsWith('!') ? (parseCfgOption(text.slice(1)) ?? []) : [])),
  };
}

function withoutOptions(cfg: CfgOptions, removed: readonly CfgOption[]): CfgOptions {
  const gone = (option: CfgOption): boolean =>
    removed.some(({ key, value }) => key === option.key && value === option.value);
  return new CfgOptions(cfg.options.filter((option) => !gone(option)));
}

/** Where a sysroot may lie: where rustc says, else rustup's toolchains (the default one first). No program runs for the latter. */
function sysrootFolders(rustc: RustcFacts | undefined, options: LoadOptions): string[] {
  if (rustc) return [rustc.sysroot];
  const rustup =
    options.env['RUSTUP_HOME'] ?? join(options.env['HOME'] ?? options.env['USERPROFILE'] ?? '/', '.rustup');
  return ['stable', 'beta', 'nightly'].map((channel) =>
    join(rustup, 'toolchains', `${channel}-${hostTriple(process.platform, process.arch)}`),
  );
}

function findProgram(program: string, env: Environment): string | undefined {
  if (isAbsolute(program)) return program;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

function singleFile(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() && path.endsWith('.rs') ? path : undefined;
}

function singleFileCrate(
  file: string,
  id: CrateId,
  sysroot: ReadonlyMap<string, CrateId>,
  cfg: CfgOptions,
  settings: ProjectSettings,
): CrateGraph['crates'][number] {
  const name = file.replace(/^.*[\\/]|\.rs$/g, '').replace(/\W/g, '_');
  return {
    id,
    name,
    packageName: name,
    version: '0.0.0',
    edition: 2021,
    rootFile: file,
    manifestDir: dirname(file),
    target: 'bin',
    origin: 'workspace',
    features: [],
    cfg: settings.setTest ? cfg.with([{ key: 'test', value: null }]) : cfg,
    dependencies: sysroot,
    env: new Map(),
  };
}
