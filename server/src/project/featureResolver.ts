/**
 * Which optional dependencies and features are on in a build of everything (`cargo check --workspace --all-targets`): what rustc gets to see.
 * The rules are those of cargo's second resolution (cargo/core/resolver/features.rs; Cargo Book, "Feature resolver version 2"), which works
 * on packages whose versions are fixed. `cargo metadata` itself tells more than is built: its features come from the first resolution,
 * which takes `dependency?/feature` for `dependency/feature` and keeps neither platforms nor build scripts apart.
 */
import {
  dependencyKey,
  type CargoDependency,
  type CargoNode,
  type CargoNodeDependency,
  type CargoPackage,
} from './cargoMetadata';
import type { ProjectSettings } from './loadOptions';

export interface ResolverContext {
  /** False for resolver 1: what build scripts, macros and other platforms ask for counts for all. */
  readonly separatesHost: boolean;
  /** The manifest of the only member that the settings are for; undefined: they are for all. */
  readonly settingsFor: string | undefined;
  /** Whether a dependency of this `[target.…]` table is there when compiling for the target, or for the machine that compiles. */
  readonly isActive: (platform: string, host: boolean) => boolean;
  /** The package that a dependency means; undefined when its sources are missing. `active`: the build cannot do without it. */
  find(user: CargoPackage, dependency: CargoDependency, active: boolean): CargoPackage | undefined;
}

/** A package as it is compiled for the target, or for the machine that compiles: for build scripts and macros. */
interface Instance {
  readonly pack: CargoPackage;
  readonly host: boolean;
  /** What each feature stands for, with the implicit features of optional dependencies. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  readonly features: Set<string>;
  /** The names of optional dependencies that are on. */
  readonly enabled: Set<string>;
  /** By the name of a dependency: features that `dependency?/feature` asks of it once it is on. */
  readonly deferred: Map<string, Set<string>>;
  edges: readonly Edge[] | undefined;
  /** Whether something that is compiled depends on it. */
  needed: boolean;
}

interface Edge {
  readonly dependency: CargoDependency;
  /** Undefined when its sources are missing: its name is a feature nevertheless. */
  readonly target: Instance | undefined;
}

/** A package that is compiled, and for what. With resolver 1 both have the same features. */
interface Compiled {
  readonly instance: Instance;
  readonly host: boolean;
}

/** The packages that are compiled, members first, and what is on in each. */
export interface CompiledPackages {
  readonly packages: readonly CargoPackage[];
  readonly nodes: readonly CargoNode[];
}

/** Resolves the features of a workspace. Packages that only other platforms use, or that no feature that is on asks for, are left out. */
export function resolveFeatures(
  members: readonly CargoPackage[],
  settings: ProjectSettings,
  context: ResolverContext,
): CompiledPackages {
  return new FeatureResolver(members, context).resolve(settings);
}

class FeatureResolver {
  private readonly instances = new Map<string, Instance>();
  private readonly memberIds: ReadonlySet<string>;
  /** Steps that are still to be made: a chain of dependencies may be longer than the stack is deep. */
  private readonly work: (() => void)[] = [];

  constructor(
    private readonly members: readonly CargoPackage[],
    private readonly context: ResolverContext,
  ) {
    this.memberIds = new Set(members.map(({ id }) => id));
  }

  resolve(settings: ProjectSettings): CompiledPackages {
    const asked = this.members.flatMap((member) =>
      // The tests of a macro crate are compiled for the target, the macros themselves are not.
      [...new Set([false, this.context.separatesHost && isMacroCrate(member)])].map((host) =>
        this.instance(member, host),
      ),
    );
    for (const instance of asked) {
      this.need(instance, []);
      this.askMember(instance, settings);
    }
    for (let next = this.work.pop(); next; next = this.work.pop()) next();
    return this.compiledPackages(asked);
  }

  private askMember(instance: Instance, settings: ProjectSettings): void {
    const declared = (name: string): void => {
      if (instance.declared.has(name)) this.feature(instance, name);
    };
    // Other members are named: `package/feature`.
    const isMeant = [undefined, instance.pack.manifest_path].includes(this.context.settingsFor);
    if (settings.features === 'all')
      for (const name of instance.declared.keys()) this.feature(instance, name);
    else
      for (const value of settings.features) {
        const [first = '', second] = value.split('/');
        if (second !== undefined && first === instance.pack.name) declared(second);
        else if (isMeant && second === undefined) declared(first);
        else if (isMeant) this.value(instance, value);
      }
    if (!settings.noDefaultFeatures || !isMeant) declared('default');
  }

  private instance(pack: CargoPackage, host: boolean): Instance {
    const key = `${host ? 'host' : 'target'} ${pack.id}`;
    const known = this.instances.get(key);
    if (known) return known;
    const instance: Instance = {
      pack,
      host,
      declared: declaredFeatures(pack),
      features: new Set(),
      enabled: new Set(),
      deferred: new Map(),
      edges: undefined,
      needed: false,
    };
    this.instances.set(key, instance);
    return instance;
  }

  private edgesOf(instance: Instance): readonly Edge[] {
    instance.edges ??= instance.pack.dependencies.flatMap((dependency): Edge[] => {
      if (dependency.kind === 'dev' && !this.memberIds.has(instance.pack.id)) return [];
      const { separatesHost } = this.context;
      // What a build script uses runs on the machine that compiles. With resolver 1 one instance is compiled for both.
      const active =
        this.isActive(dependency, instance.host || dependency.kind === 'build') ||
        (!separatesHost && this.isActive(dependency, true));
      if (!active && separatesHost) return [];
      const found = this.context.find(instance.pack, dependency, active);
      if (!found) return [{ dependency, target: undefined }];
      const host = separatesHost && runsOnHost(instance.host, dependency, found);
      return [{ dependency, target: this.instance(found, host) }];
    });
    return instance.edges;
  }

  private isActive({ target }: CargoDependency, host: boolean): boolean {
    return target === null || this.context.isActive(target, host);
  }

  /** Something that is compiled depends on the package, and asks for these features. */
  private need(instance: Instance, features: readonly string[]): void {
    if (!instance.needed) {
      instance.needed = true;
      for (const edge of this.edgesOf(instance)) if (!edge.dependency.optional) this.follow(edge);
    }
    for (const feature of features) this.feature(instance, feature);
  }

  private follow({ dependency, target }: Edge): void {
    if (!target) return;
    this.work.push(() => {
      const byDefault = dependency.uses_default_features && target.declared.has('default');
      this.need(target, [...dependency.features, ...(byDefault ? ['default'] : [])]);
    });
  }

  private feature(instance: Instance, name: string): void {
    if (instance.features.has(name)) return;
    instance.features.add(name);
    for (const value of instance.declared.get(name) ?? [])
      this.work.push(() => {
        this.value(instance, value);
      });
  }

  private value(instance: Instance, value: string): void {
    const slash = value.indexOf('/');
    if (value.startsWith('dep:')) this.enable(instance, value.slice('dep:'.length));
    else if (slash < 0) this.feature(instance, value);
    else {
      const weak = value[slash - 1] === '?';
      const name = value.slice(0, weak ? slash - 1 : slash);
      this.dependencyFeature(instance, name, value.slice(slash + 1), weak);
    }
  }

  private dependencyFeature(instance: Instance, name: string, feature: string, weak: boolean): void {
    for (const { dependency, target } of this.edgesOf(instance)) {
      if (dependencyKey(dependency) !== name) continue;
      if (dependency.optional && weak && !instance.enabled.has(name)) {
        const deferred = instance.deferred.get(name) ?? new Set();
        instance.deferred.set(name, deferred.add(feature));
        continue;
      }
      if (dependency.optional) {
        this.enable(instance, name);
        // `dependency/feature` asks for the package's own feature of that name too, where there is one.
        if (!weak && instance.declared.has(name)) this.feature(instance, name);
      }
      this.later(target, feature);
    }
  }

  private enable(instance: Instance, name: string): void {
    if (instance.enabled.has(name)) return;
    instance.enabled.add(name);
    for (const edge of this.edgesOf(instance)) {
      if (dependencyKey(edge.dependency) !== name) continue;
      this.follow(edge);
      for (const feature of instance.deferred.get(name) ?? []) this.later(edge.target, feature);
    }
  }

  private later(instance: Instance | undefined, feature: string): void {
    if (instance)
      this.work.push(() => {
        this.feature(instance, feature);
      });
  }

  /** Goes from the members over what is on and active. */
  private compiledPackages(members: readonly Instance[]): CompiledPackages {
    const reached = new Map<string, Compiled>();
    const reach = (instance: Instance, host: boolean): void => {
      const key = `${host ? 'host' : 'target'} ${instance.pack.id}`;
      if (!reached.has(key)) reached.set(key, { instance, host });
    };
    for (const member of members) {
      // A macro crate is compiled for the target only where it has programs or tests beside the macros.
      if (member.host || !isMacroCrate(member.pack) || hasPrograms(member.pack)) reach(member, member.host);
      if (!this.context.separatesHost && isMacroCrate(member.pack)) reach(member, true);
    }
    for (const compiled of reached.values())
      for (const { dependency, target } of this.compiledEdges(compiled))
        reach(target, runsOnHost(compiled.host, dependency, target.pack));
    const byPackage = new Map<string, Compiled[]>();
    for (const compiled of reached.values()) {
      const { id } = compiled.instance.pack;
      byPackage.set(id, [...(byPackage.get(id) ?? []), compiled]);
    }
    const both = [...byPackage.values()];
    return {
      packages: both.flatMap(([first]) => first?.instance.pack ?? []),
      nodes: both.flatMap((each) => {
        const [node, other] = each
          .sort((a, b) => Number(a.host) - Number(b.host))
          .map((compiled) => this.nodeOf(compiled));
        return node ? [other ? { ...node, host: other } : node] : [];
      }),
    };
  }

  private compiledEdges({ instance, host }: Compiled): readonly (Edge & { target: Instance })[] {
    const { pack, edges = [], enabled } = instance;
    const hasBuildScript = pack.targets.some(({ kind }) => kind.includes('custom-build'));
    return edges.filter(
      (edge): edge is Edge & { target: Instance } =>
        edge.target !== undefined &&
        // A build script is compiled for the machine that compiles.
        this.isActive(edge.dependency, host || edge.dependency.kind === 'build') &&
        (!edge.dependency.optional || enabled.has(dependencyKey(edge.dependency))) &&
        (edge.dependency.kind !== 'build' || hasBuildScript) &&
        // Only tests have these, and those that are compiled for the machine that compiles are of macros.
        (edge.dependency.kind !== 'dev' || !host || isMacroCrate(pack)),
    );
  }

  private nodeOf(compiled: Compiled): CargoNode {
    const deps = this.compiledEdges(compiled).map(({ dependency, target }): CargoNodeDependency => ({
      name: externName(dependency, target.pack),
      pkg: target.pack.id,
      dep_kinds: [{ kind: dependency.kind, target: dependency.target }],
    }));
    const { pack, features } = compiled.instance;
    return { id: pack.id, deps, features: [...features] };
  }
}

/** Whether what a package depends on is compiled for the machine that compiles. `host`: the package is. */
function runsOnHost(host: boolean, dependency: CargoDependency, pack: CargoPackage): boolean {
  return host || dependency.kind === 'build' || isMacroCrate(pack);
}

function isMacroCrate({ targets }: CargoPackage): boolean {
  return targets.some(({ kind }) => kind.includes('proc-macro'));
}

function hasPrograms({ targets }: CargoPackage): boolean {
  return targets.some(({ kind }) => kind.some((each) => notLibraries.has(each) && each !== 'custom-build'));
}

/** The features of a manifest: an optional dependency is one of the same name unless a feature mentions it with `dep:`. */
function declaredFeatures({ features, dependencies }: CargoPackage): ReadonlyMap<string, readonly string[]> {
  const declared = new Map<string, readonly string[]>(Object.entries(features));
  const mentioned = new Set(Object.values(features).flat());
  for (const dependency of dependencies) {
    const key = dependencyKey(dependency);
    if (dependency.optional && !declared.has(key) && !mentioned.has(`dep:${key}`))
      declared.set(key, [`dep:${key}`]);
  }
  return declared;
}

/** The name that code uses: a renamed dependency goes by its key, one that is not goes by the name of the library. */
export function externName(dependency: CargoDependency, { targets }: CargoPackage): string {
  const library = targets.find(({ kind }) => !kind.some((each) => notLibraries.has(each)));
  return (dependency.rename ?? library?.name ?? dependency.name).replaceAll('-', '_');
}

const notLibraries: ReadonlySet<string> = new Set(['bin', 'example', 'test', 'bench', 'custom-build']);
