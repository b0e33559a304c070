/**
 * Which optional dependencies and features are on in a build of everything (`cargo check --workspace --all-targets`): what rustc gets to see.
 * The rules are those of cargo's second resolution (cargo/core/resolver/features.rs; Cargo Book, "Feature resolver version 2"), which works
 * on packages whose versions are fixed. `cargo metadata` itself tells more than is built: its features come from the first resolution,
 * which takes `dependency?/feature` for `dependency/feature` and keeps neither platforms nor build scripts apart.
 */
import { dependencyKey, type CargoPackage } from './cargoMetadata';
import { compiledPackages, type CompiledPackages } from './compiledPackages';
import type { ProjectSettings } from './loadOptions';
import {
  instanceKey,
  isActive,
  runsOnHost,
  type Edge,
  type Instance,
  type ResolverContext,
} from './packageInstance';
import { isMacroCrate } from './targetKind';

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
    return compiledPackages(asked, this.context);
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
    const key = instanceKey(pack, host);
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
      // With resolver 1 one instance is compiled for both.
      const active =
        isActive(dependency, instance.host, this.context) ||
        (!separatesHost && isActive(dependency, true, this.context));
      if (!active && separatesHost) return [];
      const found = this.context.find(instance.pack, dependency, active);
      if (!found) return [{ dependency, target: undefined }];
      const host = separatesHost && runsOnHost(instance.host, dependency, found);
      return [{ dependency, target: this.instance(found, host) }];
    });
    return instance.edges;
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
