import { spawnSync } from 'node:child_process';
import { featureArguments } from '../../../server/src/project/askCargo';
import type { LoadOptions } from '../../../server/src/project/loadOptions';
import type { Workspace } from '../../../server/src/project/loadWorkspace';
import type { Crate } from '../../../server/src/project/model';

/** What `cargo --unit-graph` prints (Cargo Book, "Unstable features"), as far as we compare it. */
interface Unit {
  readonly pkg_id: string;
  readonly target: { readonly kind: readonly string[]; readonly name: string; readonly edition: string };
  /** `build` for what a check of everything has to run: build scripts, macros and what they use. */
  readonly mode: string;
  /** The target that was asked for; null for the machine that compiles. */
  readonly platform: string | null;
  readonly features: readonly string[];
  readonly dependencies: readonly { readonly index: number; readonly extern_crate_name: string }[];
}

type PlanOptions = Pick<LoadOptions, 'root' | 'settings' | 'env'>;

/**
 * Compares features and dependencies of a workspace's crates with the calls of rustc that cargo itself plans for a check of everything. A line
 * for each difference. Throws when cargo makes no plan.
 */
export function differencesFromUnits(workspace: Workspace, { root, settings, env }: PlanOptions): string[] {
  const planned = plannedCrates(readUnits({ root, settings, env }));
  const described = new Map(workspace.crates.map((crate) => [keyOf(crate), crate]));
  const differences: string[] = [];
  for (const [key, calls] of planned) {
    const crate = described.get(key);
    if (!crate) {
      // Build scripts of dependencies are no crates of ours: nobody edits them.
      if (!key.includes(' build-script ')) differences.push(`- ${key}`);
      continue;
    }
    const features = crate.features.join(' ');
    const dependencies = calls.get(features);
    if (!dependencies) {
      differences.push(`${key}: features: ${[...calls.keys()].join(' or ')} ≠ ${features}`);
      continue;
    }
    const named = new Set(dependencyLines(workspace, crate));
    const less = [...dependencies].filter((each) => !named.has(each));
    const more = [...named].filter((each) => !dependencies.has(each));
    if (less.length + more.length > 0)
      differences.push(`${key}: dependencies: without ${less.join(', ')}; too many ${more.join(', ')}`);
  }
  const libraries = workspace.crates.filter(({ origin }) => origin === 'dependency').map(keyOf);
  return [...differences, ...libraries.filter((key) => !planned.has(key)).map((key) => `+ ${key}`)];
}

/** By features, sorted: the dependencies of the calls of rustc with these, as `name = package version`. */
type PlannedCalls = Map<string, Set<string>>;

function readUnits({ root, settings, env }: PlanOptions): readonly Unit[] {
  const further = [
    ...['--workspace', '--all-targets', '--offline'],
    ...featureArguments(settings),
    ...(settings.target === undefined ? [] : ['--target', settings.target]),
  ];
  const { stdout, stderr, status } = spawnSync(
    'cargo',
    ['check', '--unit-graph', '-Z', 'unstable-options', ...further],
    { cwd: root, env: { ...env, RUSTC_BOOTSTRAP: '1' }, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { readonly units: readonly Unit[] }).units;
}

/**
 * What is compiled for the target comes before what serves build scripts and macros. With all targets asked for, cargo checks a package more
 * than once with different features when tests of macro crates use it: each of them counts.
 */
function plannedCrates(units: readonly Unit[]): ReadonlyMap<string, PlannedCalls> {
  // With a target of its own the plan tells for what each unit is. Else only how it is compiled tells it.
  const isCross = units.some(({ platform }) => platform !== null);
  const isForHost = ({ mode, platform }: Unit): boolean => (isCross ? platform === null : mode === 'build');
  const forTarget = new Set(units.filter((unit) => !isForHost(unit)).map(keyOfUnit));
  const planned = new Map<string, PlannedCalls>();
  for (const unit of units) {
    const key = keyOfUnit(unit);
    const isMacroCrate = unit.target.kind.includes('proc-macro');
    if (unit.mode === 'run-custom-build' || (isForHost(unit) && forTarget.has(key) && !isMacroCrate))
      continue;
    const calls: PlannedCalls = planned.get(key) ?? new Map<string, Set<string>>();
    planned.set(key, calls);
    const features = [...unit.features].sort().join(' ');
    const dependencies = calls.get(features) ?? new Set();
    calls.set(features, dependencies);
    for (const { index, extern_crate_name } of unit.dependencies) {
      const used = units[index];
      if (used && !used.target.kind.some((kind) => kind === 'custom-build' || kind === 'bin'))
        dependencies.add(`${extern_crate_name} = ${packageOf(used)}`);
    }
  }
  return planned;
}

/** A crate's dependencies, as `name = package version`. Those on the standard library are left out: every crate has them. */
export function dependencyLines(workspace: Workspace, crate: Crate): string[] {
  return [...crate.dependencies].flatMap(([name, id]) => {
    const used = workspace.crates[id];
    return !used || used.origin === 'sysroot' ? [] : [`${name} = ${used.packageName} ${used.version}`];
  });
}

/** Package, version, kind and name of a crate: its number is another one in each graph. */
export function keyOf({ packageName, version, target, name }: Crate): string {
  return `${packageName} ${version} ${target} ${name}`;
}

function keyOfUnit(unit: Unit): string {
  const { kind, name } = unit.target;
  const programs = ['bin', 'example', 'test', 'bench', 'proc-macro'] as const;
  const target = kind.includes('custom-build')
    ? 'build-script'
    : (programs.find((each) => kind.includes(each)) ?? 'lib');
  return `${packageOf(unit)} ${target} ${name.replaceAll('-', '_')}`;
}

/** Name and version, from the two ways in which cargo has written the id of a package. */
function packageOf({ pkg_id }: Unit): string {
  const older = /^(\S+) (\S+) \(/.exec(pkg_id);
  if (older) return `${older[1] ?? ''} ${older[2] ?? ''}`;
  const [, path = '', name, version = ''] = /^(.*)#(?:([^@#]*)@)?([^@#]*)$/.exec(pkg_id) ?? [];
  return `${name ?? path.replace(/^.*\//, '')} ${version}`;
}
