/** From packages and their resolved dependencies, as cargo tells them, to the crates of the graph. */
import { targetOrder } from './targetOrder';
import { dirname, resolve } from 'node:path';
import type { Edition } from '../syntax/token';
import type { BuildScriptOutput } from './buildScriptOutput';
import { cargoEnvironment, crateName } from './cargoEnvironment';
import { buildDirectoryOf } from './cargoMetadata';
import type { CargoMetadata, CargoNode, CargoPackage, CargoTarget, DependencyKind } from './cargoMetadata';
import type { CfgOptions } from './cfgSet';
import type { Crate, CrateId } from './model';
import { findTarget, kindOf } from './targetKind';

export interface CrateGraphOptions {
  /** The options of the target, with `debug_assertions` and `panic` as the dev profile has them. */
  readonly targetCfg: CfgOptions;
  /** The same for the machine that compiles: build scripts and macros run there. */
  readonly hostCfg: CfgOptions;
  /** Further options for the workspace's own crates. */
  readonly workspaceCfg: CfgOptions;
  readonly setTest: boolean;
  readonly cargo: string | undefined;
  /** Variables of cargo's configuration. */
  readonly configuredEnvironment: ReadonlyMap<string, string>;
  buildScriptOutput(pack: CargoPackage): BuildScriptOutput | undefined;
  /** The first crate gets this id. */
  readonly firstId: CrateId;
  /** Sysroot crates by name. */
  readonly sysroot: ReadonlyMap<string, CrateId>;
}

export interface PackageCrates {
  readonly crates: readonly Crate[];
  /** The id of the package that each crate belongs to. */
  readonly packageOf: ReadonlyMap<CrateId, string>;
}

interface PlannedCrate {
  readonly id: CrateId;
  readonly pack: CargoPackage;
  readonly node: CargoNode;
  readonly target: CargoTarget;
  readonly kind: Crate['target'];
  readonly member: boolean;
}

/** Crates of the workspace come first, libraries before what uses them, then the dependencies' libraries. */
export function cratesOfPackages(metadata: CargoMetadata, options: CrateGraphOptions): PackageCrates {
  const planned = planCrates(metadata, options.firstId);
  const libraries = new Map<string, CrateId>();
  for (const { pack, kind, id } of planned)
    if (kind === 'lib' || kind === 'proc-macro') libraries.set(pack.id, id);
  const outputs = new Map<string, BuildScriptOutput | undefined>();
  const outputOf = (pack: CargoPackage): BuildScriptOutput | undefined => {
    if (!outputs.has(pack.id)) outputs.set(pack.id, options.buildScriptOutput(pack));
    return outputs.get(pack.id);
  };

  const crates = planned.map((plan): Crate => {
    const { pack, target, kind, member } = plan;
    // A build script is compiled before it runs, so nothing of its output reaches it.
    const output = kind === 'build-script' ? undefined : outputOf(pack);
    const features = [...plan.node.features].sort();
    const runsOnHost = kind === 'build-script' || kind === 'proc-macro';
    const featureCfg = features.map((value) => ({ key: 'feature', value }));
    const cfg = (runsOnHost ? options.hostCfg : options.targetCfg)
      .with(member ? options.workspaceCfg.options : [])
      .with(member && options.setTest && kind !== 'build-script' ? [{ key: 'test', value: null }] : [])
      .with(kind === 'proc-macro' ? [{ key: 'proc_macro', value: null }] : [])
      .with(featureCfg)
      .with(output?.cfg ?? []);
    return {
      id: plan.id,
      name: crateName(target.name),
      packageName: pack.name,
      version: pack.version,
      edition: editionOf(target.edition),
      // cargo leaves `..` in paths, editors do not.
      rootFile: resolve(target.src_path),
      manifestDir: dirname(pack.manifest_path),
      target: kind,
      origin: member ? 'workspace' : 'dependency',
      features,
      cfg,
      dependencies: dependenciesOf(plan, libraries, options.sysroot),
      env: cargoEnvironment(pack, target, {
        primary: member,
        cargo: options.cargo,
        configured: options.configuredEnvironment,
        outDir: output?.outDir,
        targetDirectory: metadata.target_directory,
        buildDirectory: buildDirectoryOf(metadata),
        fromBuildScript: output?.env ?? [],
      }),
    };
  });
  return { crates, packageOf: new Map(planned.map(({ id, pack }) => [id, pack.id])) };
}

function planCrates(metadata: CargoMetadata, firstId: CrateId): PlannedCrate[] {
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const members = new Set(metadata.workspace_members);
  const packages = [
    ...metadata.packages.filter(({ id }) => members.has(id)),
    ...metadata.packages.filter(({ id }) => !members.has(id)),
  ];
  const planned: PlannedCrate[] = [];
  for (const pack of packages) {
    // A package without a node is not part of this build (another platform, a feature that is off).
    const node = nodes.get(pack.id);
    if (!node) continue;
    const member = members.has(pack.id);
    const targets = pack.targets
      .map((target) => ({ target, kind: kindOf(target) }))
      .filter(({ kind }) => member || kind === 'lib' || kind === 'proc-macro')
      .sort((a, b) => targetOrder.indexOf(a.kind) - targetOrder.indexOf(b.kind));
    for (const { target, kind } of targets) {
      const compiled = kind === 'proc-macro' ? (node.host ?? node) : node;
      planned.push({ id: firstId + planned.length, pack, node: compiled, target, kind, member });
    }
  }
  return planned;
}

/**
 * Development dependencies reach every target of a workspace member, its library included: the library's own tests use them. Cargo
 * allows cycles through them, so the graph may have cycles.
 */
function dependenciesOf(
  { pack, node, kind, member, id }: PlannedCrate,
  libraries: ReadonlyMap<string, CrateId>,
  sysroot: ReadonlyMap<string, CrateId>,
): ReadonlyMap<string, CrateId> {
  const dependencies = new Map(sysroot);
  const reaching: readonly DependencyKind[] =
    kind === 'build-script' ? ['build'] : member ? ['dev', null] : [null];
  for (const wanted of reaching) {
    for (const dependency of node.deps) {
      const library = libraries.get(dependency.pkg);
      if (library === undefined || !dependency.dep_kinds.some((each) => each.kind === wanted)) continue;
      dependencies.set(dependency.name, library);
    }
  }
  const own = libraries.get(pack.id);
  if (own !== undefined && own !== id && kind !== 'build-script') {
    const library = findTarget(pack, 'lib', 'proc-macro');
    if (library) dependencies.set(crateName(library.name), own);
  }
  return dependencies;
}

/** The edition of a manifest; the first one where it names none, or none that we know. */
export function editionOf(text: string): Edition {
  return text === '2018' ? 2018 : text === '2021' ? 2021 : text === '2024' ? 2024 : 2015;
}
