/** What a process of the sandbox's benchmark measured. All times in milliseconds. */

/** By module: calls in fresh instances. `best` is the second percentile. */
export type WarmFigures = Readonly<Record<string, { readonly best: number; readonly median: number }>>;

export interface ProcessFigures {
  readonly warm?: WarmFigures;
  /** Compiling and the first call. */
  readonly cold?: number;
  readonly rewrite?: { readonly first: number; readonly best: number };
}
