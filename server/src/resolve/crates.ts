/** The states of all crates, made when a crate is first looked into. */
import { crateWithId } from '../project/crateWithId';
import { isInside } from '../project/isInside';
import type { CfgSet, Crate, CrateGraph, CrateId } from '../project/model';
import type { TokenTree } from '../syntax/token';
import { CrateState } from './crateState';
import { itemChanges } from './itemChanges';
import type { ParsedFile, ParsedFiles } from './parsedFiles';

/** When so many files change at once, as another branch is checked out, they are not read for what can be kept of each. */
const maximalChanges = 8;

export class Crates {
  /** Grows whenever a name may mean something else now, or the same macro may be defined otherwise. */
  namesRevision = 0;
  /** How often a definition has come to stand elsewhere and is the same otherwise. */
  private moves = 0;
  private readonly states = new Map<CrateId, CrateState>();
  /** Files that have changed since {@link settle} was called. */
  private readonly changed = new Set<string>();
  /** Versions of files that nothing is known by any more. */
  private readonly forgotten = new WeakSet<ParsedFile>();

  constructor(
    readonly graph: CrateGraph,
    readonly files: ParsedFiles,
    private readonly evaluateCfg: (predicate: readonly TokenTree[], cfg: CfgSet) => boolean,
  ) {}

  /** Grows whenever something that was found out may be otherwise now. */
  get revision(): number {
    return this.namesRevision + this.moves;
  }

  crate(id: CrateId): Crate {
    return crateWithId(this.graph, id);
  }

  state(id: CrateId): CrateState {
    let state = this.states.get(id);
    if (!state) {
      const crate = this.crate(id);
      state = new CrateState(crate, this.files, (predicate) => this.holds(predicate, crate.cfg));
      this.states.set(id, state);
    }
    return state;
  }

  /** Whether what is known of a crate is still this. */
  isCurrent(state: CrateState): boolean {
    return this.states.get(state.crate.id) === state;
  }

  /** The crate that code of `crate` calls by this name (Reference, "Extern prelude"). */
  dependency(crate: Crate, name: string): CrateState | undefined {
    const id = crate.dependencies.get(name) ?? this.graph.sysroot.get(name);
    return id === undefined || !this.graph.crates[id] ? undefined : this.state(id);
  }

  /** Notes that a file may have changed. What is known of crates that it concerns is looked at by {@link settle}. */
  fileChanged(file: string): void {
    if (this.files.forgetChanged(file)) this.changed.add(file);
  }

  /** Makes what is known hold for the files as they are now. To be called before anything is looked up. */
  settle(): void {
    if (this.changed.size === 0) return;
    const changed = [...this.changed];
    this.changed.clear();
    const dropped =
      changed.length > maximalChanges ? changed : changed.filter((file) => !this.keepNames(file));
    if (dropped.length === 0) return;
    for (const file of dropped) {
      const version = this.files.outdatedVersion(file);
      if (version) this.forgotten.add(version);
    }
    this.namesRevision++;
    const isStale = (state: CrateState): boolean => dropped.some((file) => state.concerns(file));
    this.forgetNames([...this.states].filter(([, state]) => isStale(state)).map(([id]) => id));
  }

  /** Goes over to a version of a file that has the same items as the one before. False when that is not certain: then nothing is known any more that concerns it. */
  private keepNames(file: string): boolean {
    const before = this.files.outdatedVersion(file);
    // A macro of the file may have been called in any crate.
    const states = [...this.states.values()];
    if (!before || this.forgotten.has(before)) return false;
    if (!states.some((state) => state.concerns(file))) return false;
    const after = this.files.get(file, before.edition);
    const changes = after && itemChanges(before, after);
    if (!changes || !states.every((state) => state.keepsNames(file, changes))) return false;
    for (const state of states) state.renew(file, after.tokens);
    // What was made of a macro that the file defines says where it stands.
    if (states.some((state) => state.definesMacros(file))) this.moves++;
    return true;
  }

  /** The files below a folder that were read or looked for, and the root files of crates there. Asked for each file that goes, so most often there are none. */
  filesBelow(folder: string): string[] {
    const found = new Set(this.files.pathsBelow(folder));
    const add = (file: string): void => {
      if (isInside(folder, file)) found.add(file);
    };
    for (const { rootFile } of this.graph.crates) add(rootFile);
    for (const { modulesOfFile } of this.states.values()) for (const file of modulesOfFile.keys()) add(file);
    return [...found];
  }

  /** Drops what is known of these crates, and of those that build upon them. */
  forgetNames(crates: Iterable<CrateId>): void {
    const stale = new Set(crates);
    if (stale.size === 0) return;
    this.namesRevision++;
    for (let grew = true; grew;) {
      grew = false;
      for (const id of this.states.keys()) {
        if (stale.has(id)) continue;
        if ([...this.crate(id).dependencies.values()].some((dependency) => stale.has(dependency))) {
          stale.add(id);
          grew = true;
        }
      }
    }
    for (const id of stale) this.states.delete(id);
  }

  /** A predicate that is no valid one does not hold: whoever expands the item will report it. */
  private holds(predicate: readonly TokenTree[], cfg: CfgSet): boolean {
    try {
      return this.evaluateCfg(predicate, cfg);
    } catch {
      return false;
    }
  }
}
