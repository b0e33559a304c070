import type { SourceId } from './token';

/** One immutable text. A new version of a document is a new source. */
export interface Source {
  readonly id: SourceId;
  /** Absolute path of the file, or undefined for text that no file holds (a macro's `"…".parse()`). */
  readonly path: string | undefined;
  readonly text: string;
}

/** How many versions of a file keep their text: those that answers which are under way may still point into. */
const keptVersions = 8;

/**
 * Gives every text that tokens may point into a number, so that a span costs four numbers. Of a file that is edited only the newest versions keep
 * their text: an editing session is long, and each keystroke makes a version.
 */
export class SourceMap {
  private readonly sources: Source[] = [];
  private readonly versions = new Map<string, SourceId[]>();

  add(path: string | undefined, text: string): Source {
    const source = { id: this.sources.length, path, text };
    this.sources.push(source);
    if (path !== undefined) this.dropOldVersion(path, source.id);
    return source;
  }

  /** Throws a RangeError for an id that this map did not give out: that is a fault of ours, not of the input. */
  get(id: SourceId): Source {
    const source = this.sources[id];
    if (!source) throw new RangeError(`unknown source ${id}`);
    return source;
  }

  private dropOldVersion(path: string, newest: SourceId): void {
    const versions = this.versions.get(path);
    if (!versions) {
      this.versions.set(path, [newest]);
      return;
    }
    versions.push(newest);
    if (versions.length <= keptVersions) return;
    const old = versions.shift();
    if (old !== undefined) this.sources[old] = { id: old, path, text: '' };
  }
}
