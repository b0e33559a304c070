import type { CfgOptions } from '../../../server/src/project/cfgSet';
import type { LoadOptions } from '../../../server/src/project/loadOptions';
import { loadWorkspace, type Workspace } from '../../../server/src/project/loadWorkspace';
import type { Crate } from '../../../server/src/project/model';
import { dependencyLines, differencesFromUnits, keyOf } from './unitGraph';

/**
 * Loads a project once with cargo's help and once from its manifests alone, and tells every difference in what the crates are, and every one
 * from the calls of rustc that cargo plans: a line for each. Throws when cargo itself cannot load the project: there is nothing to compare with.
 */
export async function graphDifferences(options: Omit<LoadOptions, 'trusted'>): Promise<string[]> {
  const byCargo = await loadWorkspace({ ...options, trusted: true });
  if (!byCargo.resolvedByCargo) throw new Error(byCargo.problems.map(({ message }) => message).join('\n'));
  const byManifests = await loadWorkspace({ ...options, trusted: false });
  const [expected, actual] = [describeCrates(byCargo), describeCrates(byManifests)];
  const fromPlan = differencesFromUnits(byCargo, options).map((line) => `units: ${line}`);
  const differences = [...expected.keys()].filter((key) => !actual.has(key)).map((key) => `- ${key}`);
  for (const [key, facts] of actual) {
    const wanted = expected.get(key);
    if (!wanted) differences.push(`+ ${key}`);
    else
      for (const fact of new Set([...Object.keys(facts), ...Object.keys(wanted)]))
        if (facts[fact] !== wanted[fact])
          differences.push(`${key}: ${fact}: ${wanted[fact] ?? 'none'} ≠ ${facts[fact] ?? 'none'}`);
  }
  return [...fromPlan, ...differences];
}

type Facts = Readonly<Record<string, string>>;

/** By package, version, kind and name: everything about a crate that does not depend on its number. */
function describeCrates(workspace: Workspace): ReadonlyMap<string, Facts> {
  const described = new Map<string, Facts>();
  for (const crate of workspace.crates) {
    if (crate.origin === 'sysroot') continue;
    described.set(keyOf(crate), {
      'package id': workspace.packageOf.get(crate.id) ?? '',
      edition: String(crate.edition),
      'root file': crate.rootFile,
      origin: crate.origin,
      features: crate.features.join(' '),
      dependencies: dependencyLines(workspace, crate).sort().join(', '),
      cfg: cfgOf(crate),
      // Where cargo lies is not asked when no program runs.
      ...Object.fromEntries([...crate.env].filter(([name]) => name !== 'CARGO')),
    });
  }
  return described;
}

/** Without what belongs to the target: the options of a compiler and of our table are compared by another test. */
function cfgOf({ cfg }: Crate): string {
  return (cfg as CfgOptions).options
    .map(({ key, value }) => (value === null ? key : `${key}="${value}"`))
    .filter((option) => !/^(target_|panic|unix|windows|debug_assertions)/.test(option))
    .sort()
    .join(' ');
}
