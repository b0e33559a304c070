import type { SourceId } from './token';

/** One immutable text. A new version of a document is a new source. */
export interface Source {
  readonly id: SourceId;
  /** Absolute path of the file, or undefined for text that no file holds (a macro's `"…".parse()`). */
  readonly path: string | undefined;
  readonly text: string;
}

/** Gives every text that tokens may point into a number, so that a span costs four numbers. */
export class SourceMap {
  private readonly sources: Source[] = [];

  add(path: string | undefined, text: string): Source {
    const source = { id: this.sources.length, path, text };
    this.sources.push(source);
    return source;
  }

  /** Throws a RangeError for an id that this map did not give out: that is a fault of ours, not of the input. */
  get(id: SourceId): Source {
    const source = this.sources[id];
    if (!source) throw new RangeError(`unknown source ${id}`);
    return source;
  }
}
