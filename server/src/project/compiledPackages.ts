/** Which packages of a workspace are compiled once it is known what is on in each. */
import { crateName } from './cargoEnvironment';
import {
  dependencyKey,
  type CargoDependency,
  type CargoNode,
  type CargoNodeDependency,
  type CargoPackage,
} from './cargoMetadata';
import {
  instanceKey,
  isActive,
  runsOnHost,
  type Edge,
  type Instance,
  type ResolverContext,
} from './packageInstance';
import { findTarget, isMacroCrate } from './targetKind';

/** The packages that are compiled, members first, and what is on in each. */
export interface CompiledPackages {
  readonly packages: readonly CargoPackage[];
  readonly nodes: readonly CargoNode[];
}

/** A package that is compiled, and for what. With resolver 1 both have the same features. */
interface Compiled {
  readonly instance: Instance;
  readonly host: boolean;
}

/** Goes from the members over what is on and active. */
export function compiledPackages(members: readonly Instance[], context: ResolverContext): CompiledPackages {
  const reached = new Map<string, Compiled>();
  const reach = (instance: Instance, host: boolean): void => {
    const key = instanceKey(instance.pack, host);
    if (!reached.has(key)) reached.set(key, { instance, host });
  };
  for (const member of members) {
    // A macro crate is compiled for the target only where it has programs or tests beside the macros.
    if (member.host || !isMacroCrate(member.pack) || hasPrograms(member.pack)) reach(member, member.host);
    if (!context.separatesHost && isMacroCrate(member.pack)) reach(member, true);
  }
  for (const compiled of reached.values())
    for (const { dependency, target } of edgesOf(compiled, context))
      reach(target, runsOnHost(compiled.host, dependency, target.pack));

  const packages = new Map([...reached.values()].map(({ instance: { pack } }) => [pack.id, pack]));
  const nodeOf = (pack: CargoPackage, host: boolean): CargoNode | undefined => {
    const compiled = reached.get(instanceKey(pack, host));
    return compiled && describe(compiled, context);
  };
  return {
    packages: [...packages.values()],
    nodes: [...packages.values()].flatMap((pack) => {
      const [forTarget, forHost] = [nodeOf(pack, false), nodeOf(pack, true)];
      return forTarget && forHost ? { ...forTarget, host: forHost } : (forTarget ?? forHost ?? []);
    }),
  };
}

function edgesOf(
  { instance, host }: Compiled,
  context: ResolverContext,
): readonly (Edge & { target: Instance })[] {
  const { pack, edges = [], enabled } = instance;
  const hasBuildScript = findTarget(pack, 'build-script') !== undefined;
  return edges.filter(
    (edge): edge is Edge & { target: Instance } =>
      edge.target !== undefined &&
      isActive(edge.dependency, host, context) &&
      (!edge.dependency.optional || enabled.has(dependencyKey(edge.dependency))) &&
      (edge.dependency.kind !== 'build' || hasBuildScript) &&
      // Only tests have these, and those that are compiled for the machine that compiles are of macros.
      (edge.dependency.kind !== 'dev' || !host || isMacroCrate(pack)),
  );
}

function describe(compiled: Compiled, context: ResolverContext): CargoNode {
  const deps = edgesOf(compiled, context).map(({ dependency, target }): CargoNodeDependency => ({
    name: externName(dependency, target.pack),
    pkg: target.pack.id,
    dep_kinds: [{ kind: dependency.kind, target: dependency.target }],
  }));
  const { pack, features } = compiled.instance;
  return { id: pack.id, deps, features: [...features] };
}

function hasPrograms(pack: CargoPackage): boolean {
  return findTarget(pack, 'bin', 'example', 'test', 'bench') !== undefined;
}

/** The name that code uses: a renamed dependency goes by its key, one that is not goes by the name of the library. */
export function externName(dependency: CargoDependency, pack: CargoPackage): string {
  return crateName(dependency.rename ?? findTarget(pack, 'lib', 'proc-macro')?.name ?? dependency.name);
}
