/** The crate whose module tree contains a file. */
import { isInside } from '../project/isInside';
import { targetOrder } from '../project/targetOrder';
import { dirname } from 'node:path';
import type { Crate, CrateId } from '../project/model';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import { loadModulesInSteps, modulesOf } from './fileModules';
import type { ItemExpansion } from './itemExpansion';
import { phases } from './moduleLookup';
import { sourceFilesOf } from './sourceFiles';
import { finish } from './steps';
import type { Steps } from './steps';

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
    return finish(this.findInSteps(file));
  }

  /** The same in steps: a file that stands in no expected place costs a look into whole crates. */
  *findInSteps(file: string): Steps<CrateId | undefined> {
    const known = this.known.get(file);
    if (known && [...known.looked].every((state) => this.crates.isCurrent(state))) return known.found;
    const looked = new Set<CrateState>();
    const lookInto = (id: CrateId): CrateState => {
      const state = this.crates.state(id);
      looked.add(state);
      return state;
    };
    const found = yield* this.search(file, lookInto);
    this.known.set(file, { looked, found });
    return found;
  }

  private *search(file: string, lookInto: (id: CrateId) => CrateState): Steps<CrateId | undefined> {
    const candidates = this.candidatesOf(file);
    for (const id of candidates) {
      if (this.hasInPlace(lookInto(id), file)) return id;
      yield;
    }
    // Only a file that no crate has where its name suggests can be worth reading whole crates for.
    for (const id of candidates) if (yield* this.hasAnywhere(lookInto(id), file)) return id;
    return yield* this.crateFromOutside(file, lookInto);
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
  private *crateFromOutside(file: string, lookInto: (id: CrateId) => CrateState): Steps<CrateId | undefined> {
    const { workspaceRoot, crates } = this.crates.graph;
    if (workspaceRoot === undefined || !isInside(workspaceRoot, file)) return undefined;
    if (this.isOfOtherWorkspace(file, workspaceRoot)) return undefined;
    const others = crates.filter((crate) => crate.origin === 'workspace' && !mayHold(crate, file));
    for (const { id } of others.sort((a, b) => rank(a) - rank(b))) {
      const state = lookInto(id);
      if ((yield* this.givesPaths(state)) && (yield* this.hasAnywhere(state, file))) return id;
    }
    return undefined;
  }

  /**
   * Whether the package around a file is no member of this workspace: it is a project by itself, and has the file. All crates would be read in vain, as of the
   * compiler for a file of the standard library.
   */
  private isOfOtherWorkspace(file: string, workspaceRoot: string): boolean {
    const { files, graph } = this.crates;
    for (let folder = dirname(file); folder !== workspaceRoot; folder = dirname(folder)) {
      if (folder === dirname(folder)) return false;
      if (files.list(folder)?.includes('Cargo.toml'))
        return !graph.crates.some(({ manifestDir }) => manifestDir === folder);
    }
    return false;
  }

  private *givesPaths(state: CrateState): Steps<boolean> {
    const known = this.pathGivers.get(state);
    if (known !== undefined) return known;
    const { files } = this.crates;
    let gives = false;
    for (const each of sourceFilesOf(state, files)) {
      gives ||= files.mayGivePaths(each);
      yield;
    }
    this.pathGivers.set(state, gives);
    return gives;
  }

  private hasInPlace(state: CrateState, file: string): boolean {
    return phases.some((phase) => modulesOf(state, file, this.expansion, phase).length > 0);
  }

  private *hasAnywhere(state: CrateState, file: string): Steps<boolean> {
    yield* loadModulesInSteps(state, this.expansion, 'expanded');
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
