/** The crates whose module tree contains a file. */
import { dirname } from 'node:path';
import { isInside } from '../project/isInside';
import { targetOrder } from '../project/targetOrder';
import type { Crate, CrateId } from '../project/model';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import { loadAllModules, modulesOf } from './fileModules';
import type { ItemExpansion } from './itemExpansion';
import { phases } from './moduleLookup';

export class CratesOfFile {
  private readonly known = new Map<
    string,
    { candidates: readonly CrateState[]; found: readonly CrateId[] }
  >();

  constructor(
    private readonly crates: Crates,
    private readonly expansion: ItemExpansion,
  ) {}

  /** Workspace crates before dependencies, and a library before its binaries and tests. */
  find(file: string): readonly CrateId[] {
    const known = this.known.get(file);
    if (known?.candidates.every((state) => state === this.crates.state(state.crate.id))) return known.found;
    const candidates = this.crates.graph.crates
      .filter((crate) => mayHold(crate, file))
      .map(({ id }) => this.crates.state(id));
    const quick = candidates.filter((state) => this.hasInPlace(state, file));
    // Only a file that no crate has where its name suggests can be worth reading whole crates for.
    const states = quick.length > 0 ? quick : candidates.filter((state) => this.hasAnywhere(state, file));
    const found = states
      .map(({ crate }) => crate)
      .sort((a, b) => rank(a) - rank(b))
      .map(({ id }) => id);
    this.known.set(file, { candidates, found });
    return found;
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
