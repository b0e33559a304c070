/** The crate whose module tree contains a file. */
import { isInside } from '../project/isInside';
import { targetOrder } from '../project/targetOrder';
import { dirname } from 'node:path';
import type { Crate, CrateId } from '../project/model';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import { loadAllModules, modulesOf } from './fileModules';
import type { ItemExpansion } from './itemExpansion';
import { phases } from './moduleLookup';
import { sourceFilesOf } from './sourceFiles';

/** An answer, which holds while what is known of the crates that were looked into is the same. */
interface KnownCrate {
  readonly looked: ReadonlySet<CrateState>;
  readonly found: CrateId | undefined;
}

export class CrateOfFile {
  private readonly known = new Map<string, KnownCrate>();
  /** The crates that a file may belong to, in the order in which they are asked. */
  private readonly candidates = new Map<string, readonly CrateId[]>();
  /** Whether a crate has a file that may give a module a path. A change of one of its files makes another state of the crate. */
  private readonly pathGivers = new WeakMap<CrateState, boolean>();

  constructor(
    private readonly crates: Crates,
    private readonly expansion: ItemExpansion,
  ) {}

  /** The first crate that has the file: workspace crates before dependencies, and a library before its binaries and tests. */
  find(file: string): CrateId | undefined {
    const known = this.known.get(file);
    if (known && [...known.looked].every((state) => this.crates.isCurrent(state))) return known.found;
    const candidates = this.candidatesOf(file);
    const looked = new Set<CrateState>();
    const first = (has: (state: CrateState) => boolean): CrateId | undefined =>
      candidates.find((id) => {
        const state = this.crates.state(id);
        looked.add(state);
        return has(state);
      });
    // Only a file that no crate has where its name suggests can be worth reading whole crates for.
    const found =
      first((state) => this.hasInPlace(state, file)) ??
      first((state) => this.hasAnywhere(state, file)) ??
      this.crateFromOutside(file, looked);
    this.known.set(file, { looked, found });
    return found;
  }

  private candidatesOf(file: string): readonly CrateId[] {
    let candidates = this.candidates.get(file);
    if (!candidates) {
      candidates = this.crates.graph.crates
        .filter((crate) => mayHold(crate, file))
        .sort((a, b) => rank(a) - rank(b))
        .map(({ id }) => id);
      this.candidates.set(file, candidates);
    }
    return candidates;
  }

  /** The crate of the workspace that has a file of another package, or of none, because `#[path]` leads out of its own package. */
  private crateFromOutside(file: string, looked: Set<CrateState>): CrateId | undefined {
    const { workspaceRoot, crates } = this.crates.graph;
    if (workspaceRoot === undefined || !isInside(workspaceRoot, file)) return undefined;
    const others = crates.filter((crate) => crate.origin === 'workspace' && !mayHold(crate, file));
    return others
      .sort((a, b) => rank(a) - rank(b))
      .find(({ id }) => {
        const state = this.crates.state(id);
        looked.add(state);
        return this.givesPaths(state) && this.hasAnywhere(state, file);
      })?.id;
  }

  private givesPaths(state: CrateState): boolean {
    let gives = this.pathGivers.get(state);
    if (gives === undefined) {
      const { files } = this.crates;
      gives = sourceFilesOf(state, files).some((each) => files.mayGivePaths(each));
      this.pathGivers.set(state, gives);
    }
    return gives;
  }

  private hasInPlace(state: CrateState, file: string): boolean {
    return phases.some((phase) => modulesOf(state, file, this.expansion, phase).length > 0);
  }

  private hasAnywhere(state: CrateState, file: string): boolean {
    loadAllModules(state, this.expansion, 'expanded');
    return (state.modulesOfFile.get(file)?.length ?? 0) > 0 || state.includedAt(file) !== undefined;
  }
}

function mayHold(crate: Crate, file: string): boolean {
  if (crate.rootFile === file || isInside(dirname(crate.rootFile), file)) return true;
  if (crate.origin === 'sysroot') return false;
  // What a build script wrote is included from there.
  const written = crate.env.get('OUT_DIR');
  return isInside(crate.manifestDir, file) || (written !== undefined && isInside(written, file));
}

function rank(crate: Crate): number {
  return targetOrder.indexOf(crate.target) + (crate.origin === 'workspace' ? 0 : targetOrder.length);
}
