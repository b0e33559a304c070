/** The states of all crates, made when a crate is first looked into. */
import { crateWithId } from '../project/crateWithId';
import { isInside } from '../project/isInside';
import type { CfgSet, Crate, CrateGraph, CrateId } from '../project/model';
import type { TokenTree } from '../syntax/token';
import { CrateState } from './crateState';
import type { ParsedFiles } from './parsedFiles';

export class Crates {
  /** Grows whenever something that was found out may be otherwise now. */
  revision = 0;
  private readonly states = new Map<CrateId, CrateState>();

  constructor(
    readonly graph: CrateGraph,
    readonly files: ParsedFiles,
    private readonly evaluateCfg: (predicate: readonly TokenTree[], cfg: CfgSet) => boolean,
  ) {}

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

  /** Drops what is known of crates that the file concerns, and of those that build upon them, unless its text is still the same. */
  fileChanged(file: string): void {
    if (!this.files.forgetChanged(file)) return;
    this.revision++;
    this.forgetNames([...this.states].filter(([, state]) => state.concerns(file)).map(([id]) => id));
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
    this.revision++;
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
