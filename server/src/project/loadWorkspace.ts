import { dirname, join, resolve } from 'node:path';
import { machine } from '#platform/machine';
import type { CargoAnswer, RustcFacts } from './askCargo';
import { withBuildFeatures } from './buildFeatures';
import { BuildScriptOutputs, KeptBuildScriptResults } from './buildScriptOutput';
import { knownTarget, planTarget } from './buildTarget';
import { CargoConfiguration } from './cargoConfiguration';
import { buildDirectoryOf, type CargoMetadata } from './cargoMetadata';
import type { CfgOption } from './cfgSet';
import { CfgOptions, parseCfgLines, parseCfgOption } from './cfgSet';
import { cratesOfPackages } from './crateGraph';
import { configuredEnvironment } from './extraEnvironment';
import { folderOf, isFile } from './files';
import type { LoadOptions } from './loadOptions';
import type { ManifestOptions } from './manifestMetadata';
import { readManifestMetadata } from './manifestMetadata';
import type { CrateGraph, CrateId, ProjectProblem } from './model';
import { findProject, type ProjectRoot } from './projectRoot';
import { cratesOfRustProject, readRustProject } from './rustProject';
import { loadSysroot } from './sysroot';
import { builtInTargetCfg, hostTriple } from './targetCfg';
import { findProgram, toolAnswers } from './toolAnswers';
import { rustupHome } from './toolHomes';

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
  /** The files of cargo's configuration that it was loaded with, as absolute paths. */
  readonly configurationFiles: readonly string[];
  /** Target triple that the configuration options belong to. */
  readonly triple: string;
}

/**
 * Loads the project around a file or folder. Never rejects: what could not be loaded is told in `problems`, and there is always a
 * graph, in the worst case one crate for the single file.
 */
export async function loadWorkspace(options: LoadOptions): Promise<Workspace> {
  const root = resolve(options.root);
  const project = findProject(root);
  const folder = project === undefined ? folderOf(root) : dirname(project.manifest);
  const configuration = new CargoConfiguration(folder, options.env);
  const planned = planTarget(options.settings, configuration);
  const { rustc, cargo } = await toolAnswers(options, project, folder, { planned, configuration });
  const target = knownTarget(planned, rustc);
  const problems: ProjectProblem[] = [...cargo.problems];
  const description = project?.kind === 'json' ? readRustProject(project.manifest) : undefined;
  if (description?.ok === false) problems.push({ code: 'manifest-invalid', message: description.message });
  const described = description?.ok ? description.project : undefined;
  const metadata = metadataOf(project, cargo, {
    settings: options.settings,
    isActive: target.isActive,
    configuration,
    problems,
  });

  const sysroots = described?.sysroot === undefined ? sysrootFolders(rustc, options) : [described.sysroot];
  const sysroot = loadSysroot(sysroots, options.bundledStd, target.cfg, described?.sysrootSource);
  const firstId = sysroot.crates.length;
  const { added, without } = extraCfg(options.settings.cfgs);
  const results = new KeptBuildScriptResults(options.buildScriptResults ?? '');
  const outputs = metadata && new BuildScriptOutputs(buildDirectoryOf(metadata), target.explicit);
  const graph =
    metadata &&
    cratesOfPackages(metadata, {
      firstId,
      sysroot: sysroot.byName,
      targetCfg: without(target.cfg),
      hostCfg: without(target.hostCfg),
      workspaceCfg: new CfgOptions(added),
      setTest: options.settings.setTest,
      cargo: options.trusted ? findProgram(options.cargoPath ?? 'cargo', options.env) : undefined,
      configuredEnvironment: configuredEnvironment(configuration.variables, options.settings.extraEnv),
      buildScriptOutput: (pack) =>
        (pack.links === null ? undefined : configuration.buildScriptOverride(target.triple, pack.links)) ??
        results.of(pack) ??
        outputs?.of(pack),
    });
  const ownCfg = options.settings.setTest ? [...added, { key: 'test', value: null }] : added;
  const otherCrates = described
    ? cratesOfRustProject(described, {
        firstId,
        sysroot,
        cfgOf: (triple) =>
          without(
            triple === undefined || triple === target.triple
              ? target.cfg
              : new CfgOptions(builtInTargetCfg(triple)),
          ),
        ownCfg,
      })
    : [];
  const crates = [...sysroot.crates, ...(graph?.crates ?? otherCrates)];
  if (project === undefined)
    problems.push({
      code: 'no-manifest',
      message: `There is no Cargo.toml in ${folder} or above: the file is taken for a crate of its own, with the standard library only.`,
    });
  const file = crates.length === sysroot.crates.length ? singleFile(root) : undefined;
  if (file !== undefined)
    crates.push(singleFileCrate(file, crates.length, sysroot.byName, without(target.cfg).with(ownCfg)));
  return {
    crates,
    sysroot: sysroot.byName,
    sysrootKind: sysroot.kind,
    workspaceRoot: metadata?.workspace_root ?? described?.folder,
    problems,
    metadata,
    resolvedByCargo: cargo.metadata !== undefined,
    packageOf: graph?.packageOf ?? new Map<CrateId, string>(),
    rustc,
    configurationFiles: configuration.paths,
    triple: target.triple,
  };
}

function metadataOf(
  project: ProjectRoot | undefined,
  cargo: CargoAnswer,
  options: ManifestOptions,
): CargoMetadata | undefined {
  if (project === undefined || project.kind === 'json') return undefined;
  return cargo.metadata
    ? withBuildFeatures(cargo.metadata, project.manifest, options)
    : readManifestMetadata(project.manifest, options);
}

/** What the user adds, and a function that takes away what the user takes away. */
function extraCfg(cfgs: readonly string[]): { added: CfgOption[]; without: (cfg: CfgOptions) => CfgOptions } {
  const removed = cfgs.flatMap((text) => (text.startsWith('!') ? (parseCfgOption(text.slice(1)) ?? []) : []));
  const isRemoved = (option: CfgOption): boolean =>
    removed.some(({ key, value }) => key === option.key && value === option.value);
  return {
    added: cfgs.filter((text) => !text.startsWith('!')).flatMap((text) => parseCfgLines(text)),
    without: (cfg) =>
      removed.length === 0 ? cfg : new CfgOptions(cfg.options.filter((option) => !isRemoved(option))),
  };
}

/** Where a sysroot may lie: where rustc says, else rustup's toolchains (the default one first). No program runs for the latter. */
function sysrootFolders(rustc: RustcFacts | undefined, options: LoadOptions): string[] {
  if (rustc) return [rustc.sysroot];
  return ['stable', 'beta', 'nightly'].map((channel) =>
    join(
      rustupHome(options.env),
      'toolchains',
      `${channel}-${hostTriple(machine.platform, machine.architecture)}`,
    ),
  );
}

function singleFile(path: string): string | undefined {
  return isFile(path) && path.endsWith('.rs') ? path : undefined;
}

function singleFileCrate(
  file: string,
  id: CrateId,
  sysroot: ReadonlyMap<string, CrateId>,
  cfg: CfgOptions,
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
    cfg,
    dependencies: sysroot,
    env: new Map(),
  };
}
