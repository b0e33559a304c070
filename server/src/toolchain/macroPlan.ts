/** What has to be compiled for each procedural-macro crate of a workspace, and the key that a finished module is found by. */
import type { CargoMetadata, CargoNode, CargoPackage, CargoTarget } from '../project/cargoMetadata';
import type { Workspace } from '../project/loadWorkspace';
import type { CrateId } from '../project/model';
import { findTarget, isMacroCrate } from '../project/targetKind';
import { hashOf } from './contentHash';
import { sourceHashOf, sourceKeysOf } from './sourceKeys';

export interface MacroPlan {
  readonly crate: CrateId;
  readonly pack: CargoPackage;
  readonly node: CargoNode;
  readonly target: CargoTarget;
  /**
   * Hash of all that the module depends on: compiler, our support crates, the macro crate with its features and everything that it is
   * compiled from.
   */
  readonly key: string;
  /**
   * Hashes of the crate alone (name, version, content or origin), first with its features and then without. A module found by the latter
   * was built from the same source with perhaps other features, one found by either with perhaps other dependencies.
   */
  readonly sourceKeys: readonly string[];
}

/** Raised when the way in which modules are built changes, so that old ones are not used any more. */
const recipeVersion = '9';

/** The packages of a build by id, as they are compiled for macros, with hashes that cover what they are compiled from. */
export class PackageGraph {
  private readonly packages: ReadonlyMap<string, CargoPackage>;
  private readonly nodes: ReadonlyMap<string, CargoNode>;
  private readonly targetNodes: ReadonlyMap<string, CargoNode>;
  private readonly hashes = new Map<string, string>();

  constructor(metadata: CargoMetadata) {
    this.packages = new Map(metadata.packages.map((pack) => [pack.id, pack]));
    this.nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node.host ?? node]));
    this.targetNodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  }

  package(id: string): CargoPackage | undefined {
    return this.packages.get(id);
  }

  node(id: string): CargoNode | undefined {
    return this.nodes.get(id);
  }

  /** A package and all that it is compiled from: its normal and build dependencies, theirs, and so on. */
  closure(id: string): ReadonlySet<string> {
    const reached = new Set([id]);
    for (const next of reached)
      for (const dependency of this.buildDependencies(next)) reached.add(dependency);
    return reached;
  }

  /**
   * Of what modules are compiled from, the packages that are (perhaps also) compiled for this machine: what build scripts use, and
   * procedural macros that rustc loads, with what these use.
   */
  usedByCompiler(modules: readonly string[]): ReadonlySet<string> {
    const forWasm = new Set(modules);
    const forCompiler = new Set<string>();
    for (const id of forWasm)
      for (const { pkg, dep_kinds } of this.nodes.get(id)?.deps ?? []) {
        if (dep_kinds.some(({ kind }) => kind === 'build')) forCompiler.add(pkg);
        if (dep_kinds.some(({ kind }) => kind === null))
          (this.isMacroCrate(pkg) ? forCompiler : forWasm).add(pkg);
      }
    for (const id of forCompiler)
      for (const dependency of this.buildDependencies(id)) forCompiler.add(dependency);
    return forCompiler;
  }

  isMacroCrate(id: string): boolean {
    const pack = this.packages.get(id);
    return pack !== undefined && isMacroCrate(pack);
  }

  /**
   * Packages whose macros code of `members` can name: reached over dependencies of any kind, without going on behind a procedural-macro
   * crate, since what that uses serves it alone.
   */
  reachableByCode(members: readonly string[]): ReadonlySet<string> {
    const reached = new Set(members);
    for (const id of reached) {
      const isMember = members.includes(id);
      if (this.isMacroCrate(id) && !isMember) continue;
      for (const { pkg, dep_kinds } of this.targetNodes.get(id)?.deps ?? [])
        if (isMember || dep_kinds.some(({ kind }) => kind === null)) reached.add(pkg);
    }
    return reached;
  }

  /** Hash over the closure of a package: sources and features. */
  closureHash(id: string): string {
    return hashOf(...[...this.closure(id)].map((each) => this.ownHash(each)).sort());
  }

  sourceHash(id: string): string {
    const pack = this.packages.get(id);
    if (!pack) return 'unknown';
    const known = this.hashes.get(id);
    if (known !== undefined) return known;
    const hash = sourceHashOf(pack);
    this.hashes.set(id, hash);
    return hash;
  }

  private ownHash(id: string): string {
    const node = this.nodes.get(id);
    const dependencies = (node?.deps ?? []).map(
      ({ name, pkg, dep_kinds }) =>
        `${name} ${this.packages.get(pkg)?.name ?? ''} ${this.packages.get(pkg)?.version ?? ''} ${JSON.stringify(dep_kinds)}`,
    );
    return hashOf(this.sourceHash(id), ...[...(node?.features ?? [])].sort(), '', ...dependencies.sort());
  }

  private buildDependencies(id: string): string[] {
    const deps = this.nodes.get(id)?.deps ?? [];
    return deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind !== 'dev')).map(({ pkg }) => pkg);
  }
}

/** The plans for all procedural-macro crates of a workspace. `recipe` identifies compiler and support crates; undefined: not known. */
export function planMacros(
  workspace: Workspace,
  graph: PackageGraph,
  recipe: string | undefined,
): MacroPlan[] {
  return workspace.crates
    .filter(({ target }) => target === 'proc-macro')
    .flatMap((crate) => {
      const id = workspace.packageOf.get(crate.id) ?? '';
      const [pack, node] = [graph.package(id), graph.node(id)];
      const target = pack && findTarget(pack, 'proc-macro');
      if (!pack || !node || !target) return [];
      const source = graph.sourceHash(id);
      const sourceKeys = sourceKeysOf(source, node.features);
      // Without a compiler there is nothing to build: only modules that were built from the same source can be found.
      const key = recipe === undefined ? source : hashOf(recipeVersion, recipe, graph.closureHash(id));
      return [{ crate: crate.id, pack, node, target, key, sourceKeys }];
    });
}
