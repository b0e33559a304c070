/**
 * Memory for questions that may lead back to themselves: imports and globs form cycles, and whether a module has a name can depend
 * on the expansion of a macro that is looked up in the same module.
 *
 * A question that is being answered has no answer when it is asked again. A "no" that came about in this way may be wrong for others,
 * so it is kept only until the outermost question has been answered; that keeps the work linear without keeping the error.
 */
export class QueryMemo {
  private depth = 0;
  /** Depth of the outermost running question that a "no" of the current one relied upon. */
  private lowest = Infinity;
  private provisional: (() => void)[] = [];

  constructor(private readonly maximalDepth = 120) {}

  /**
   * The answer of `compute`, once per cache and key; undefined means "no". `isSettled` tells of an answer whether it would be the same if
   * more were known: else it is kept as a "no" is kept.
   */
  ask<Key, Value>(
    cache: AnswerCache<Key, Value>,
    key: Key,
    compute: () => Value | undefined,
    isSettled: (value: Value) => boolean = () => true,
  ): Value | undefined {
    const known = cache.get(key);
    if (known) {
      this.lowest = Math.min(this.lowest, known.reliesOn);
      return known.value;
    }
    if (this.depth >= this.maximalDepth) {
      this.lowest = -1;
      return undefined;
    }
    const depth = this.depth++;
    const outer = this.lowest;
    this.lowest = Infinity;
    cache.set(key, { value: undefined, reliesOn: depth });
    try {
      const value = compute();
      const settled = value !== undefined && isSettled(value);
      const relies = !settled && this.lowest < depth ? this.lowest : Infinity;
      cache.set(key, { value, reliesOn: relies });
      if (relies !== Infinity) this.provisional.push(() => cache.delete(key));
      this.lowest = Math.min(outer, relies);
      return value;
    } catch (error) {
      cache.delete(key);
      throw error;
    } finally {
      this.depth = depth;
      if (depth === 0) {
        this.forgetProvisional();
        this.lowest = Infinity;
      }
    }
  }

  /** Lets what has been answered provisionally be asked again, because something was found that it may rely upon. */
  forgetProvisional(): void {
    for (const forget of this.provisional) forget();
    this.provisional = [];
  }
}

export interface Answer<Value> {
  readonly value: Value | undefined;
  /** Depth of a running question that this answer relies upon; Infinity for an answer that stands by itself. */
  readonly reliesOn: number;
}

/** A Map, or a WeakMap: blocks in expansions are modules too, and are asked about only as long as the expansion lives. */
export interface AnswerCache<Key, Value> {
  get(key: Key): Answer<Value> | undefined;
  set(key: Key, answer: Answer<Value>): unknown;
  delete(key: Key): boolean;
}

/** The cache that belongs to one key of a map of caches. */
export function cacheOf<Owner extends object, Key, Value>(
  caches: WeakMap<Owner, Map<Key, Answer<Value>>>,
  owner: Owner,
): Map<Key, Answer<Value>> {
  let cache = caches.get(owner);
  if (!cache) {
    cache = new Map();
    caches.set(owner, cache);
  }
  return cache;
}
