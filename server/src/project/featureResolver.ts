/**
 * Which optional dependencies and features are on (Cargo Book, "Features"), with features of one package unified over the whole build.
 * cargo's newer resolver keeps apart what build scripts, procedural macros and tests switch on; we unify, as `cargo metadata` does.
 */
import { matchesPlatform } from './cfgExpression';
import type { CargoNode, CargoNodeDependency } from './cargoMetadata';
import type { ProjectSettings } from './loadOptions';
import type { CfgSet } from './model';
import type { ManifestDependency, PackageManifest } from './packageManifest';

export interface ResolverContext {
  readonly cfg: CfgSet;
  readonly triple: string;
  /** The package that a dependency means; undefined when its sources are missing. */
  find(user: PackageManifest, dependency: ManifestDependency): PackageManifest | undefined;
}

interface Activation {
  readonly manifest: PackageManifest;
  readonly member: boolean;
  readonly features: Set<string>;
  /** The dependencies that are on, with the package that each one means. */
  readonly enabled: Map<ManifestDependency, Activation | undefined>;
  /** By dependency key: features that others ask of it, which count once it is on (`dependency?/feature`). */
  readonly asked: Map<string, Set<string>>;
}

export class FeatureResolver {
  private readonly activations = new Map<string, Activation>();
  private readonly work: (() => void)[] = [];

  constructor(private readonly context: ResolverContext) {}

  addMember(manifest: PackageManifest, settings: ProjectSettings): void {
    const activation = this.activate(manifest, true);
    const wanted = settings.features === 'all' ? [...manifest.features.keys()] : settings.features;
    if (settings.features === 'all')
      for (const dependency of manifest.dependencies)
        if (dependency.optional) this.enable(activation, dependency.key);
    for (const feature of wanted) this.askMember(activation, feature);
    if (!settings.noDefaultFeatures) this.feature(activation, 'default');
  }

  resolve(): { readonly packages: readonly PackageManifest[]; readonly nodes: readonly CargoNode[] } {
    for (let next = this.work.pop(); next; next = this.work.pop()) next();
    const activations = [...this.activations.values()];
    return { packages: activations.map(({ manifest }) => manifest), nodes: activations.map(nodeOf) };
  }

  /** `package/feature` and `feature`: a workspace setting reaches the members that it fits. */
  private askMember(activation: Activation, feature: string): void {
    const [first = '', second] = feature.split('/');
    if (second === undefined) this.feature(activation, first);
    else if (first === activation.manifest.pack.name) this.feature(activation, second);
    else this.value(activation, feature);
  }

  private activate(manifest: PackageManifest, member: boolean): Activation {
    const known = this.activations.get(manifest.pack.id);
    if (known) return known;
    const activation: Activation = {
      manifest,
      member,
      features: new Set(),
      enabled: new Map(),
      asked: new Map(),
    };
    this.activations.set(manifest.pack.id, activation);
    for (const dependency of manifest.dependencies)
      if (!dependency.optional)
        this.work.push(() => {
          this.enableOne(activation, dependency);
        });
    return activation;
  }

  private feature(activation: Activation, name: string): void {
    if (activation.features.has(name)) return;
    const values = activation.manifest.features.get(name);
    if (values) {
      activation.features.add(name);
      for (const value of values)
        this.work.push(() => {
          this.value(activation, value);
        });
    } else if (activation.manifest.dependencies.some(({ key, optional }) => optional && key === name)) {
      activation.features.add(name);
      this.enable(activation, name);
    }
  }

  private value(activation: Activation, value: string): void {
    if (value.startsWith('dep:')) {
      this.enable(activation, value.slice('dep:'.length));
      return;
    }
    const slash = value.indexOf('/');
    if (slash < 0) {
      this.feature(activation, value);
      return;
    }
    const weak = value[slash - 1] === '?';
    const key = value.slice(0, weak ? slash - 1 : slash);
    const feature = value.slice(slash + 1);
    const asked = activation.asked.get(key) ?? new Set();
    activation.asked.set(key, asked.add(feature));
    for (const [dependency, target] of activation.enabled)
      if (target && dependency.key === key) this.feature(target, feature);
    if (weak) return;
    // `dependency/feature` also switches on the feature of that name, where the manifest has one.
    if (hasImplicitFeature(activation.manifest, key)) this.feature(activation, key);
    else this.enable(activation, key);
  }

  private enable(activation: Activation, key: string): void {
    for (const dependency of activation.manifest.dependencies)
      if (dependency.key === key) this.enableOne(activation, dependency);
  }

  private enableOne(activation: Activation, dependency: ManifestDependency): void {
    if (activation.enabled.has(dependency) || (dependency.kind === 'dev' && !activation.member)) return;
    const { platform } = dependency;
    if (platform !== undefined && !matchesPlatform(platform, this.context.cfg, this.context.triple)) return;
    const found = this.context.find(activation.manifest, dependency);
    const target = found && this.activate(found, false);
    activation.enabled.set(dependency, target);
    if (!target) return;
    const wanted = [
      ...(dependency.defaultFeatures ? ['default'] : []),
      ...dependency.features,
      ...(activation.asked.get(dependency.key) ?? []),
    ];
    // Later, not here: a chain of dependencies may be longer than the stack is deep.
    this.work.push(() => {
      for (const feature of wanted) this.feature(target, feature);
    });
  }
}

/** An optional dependency is a feature of the same name unless a feature mentions it with `dep:`. */
function hasImplicitFeature({ features, dependencies }: PackageManifest, key: string): boolean {
  if (!dependencies.some((dependency) => dependency.optional && dependency.key === key)) return false;
  return features.has(key) || ![...features.values()].some((values) => values.includes(`dep:${key}`));
}

function nodeOf({ manifest, features, enabled }: Activation): CargoNode {
  const deps: CargoNodeDependency[] = [];
  for (const [dependency, target] of enabled) {
    if (!target) continue;
    deps.push({
      name: externName(dependency, target.manifest),
      pkg: target.manifest.pack.id,
      dep_kinds: [{ kind: dependency.kind }],
    });
  }
  return { id: manifest.pack.id, deps, features: [...features] };
}

/** A renamed dependency goes by its key; one that is not goes by the name of the library. */
function externName({ key, packageName }: ManifestDependency, { pack }: PackageManifest): string {
  const library = pack.targets.find(({ kind }) => kind.includes('lib') || kind.includes('proc-macro'));
  return (key === packageName ? (library?.name ?? key) : key).replaceAll('-', '_');
}
