/** The packages of a build as the resolution of features sees them. */
import type { CargoDependency, CargoPackage } from './cargoMetadata';
import { isMacroCrate } from './targetKind';

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
export interface Instance {
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

export interface Edge {
  readonly dependency: CargoDependency;
  /** Undefined when its sources are missing: its name is a feature nevertheless. */
  readonly target: Instance | undefined;
}

export function instanceKey({ id }: CargoPackage, host: boolean): string {
  return `${host ? 'host' : 'target'} ${id}`;
}

/**
 * Whether a dependency is there for a package that is compiled for the machine that compiles (`host`), or for the target. What a build script
 * uses runs on the machine that compiles.
 */
export function isActive(
  { kind, target }: CargoDependency,
  host: boolean,
  context: Pick<ResolverContext, 'isActive'>,
): boolean {
  return target === null || context.isActive(target, host || kind === 'build');
}

/** Whether what a package depends on is compiled for the machine that compiles. `host`: the package is. */
export function runsOnHost(host: boolean, dependency: CargoDependency, pack: CargoPackage): boolean {
  return host || dependency.kind === 'build' || isMacroCrate(pack);
}
