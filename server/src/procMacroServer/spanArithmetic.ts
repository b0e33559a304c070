/** Where a span lies, for a macro that asks. */
export interface SpanPlace {
  /** Spans of one source can be compared. Any number that is the same for all of them. */
  readonly source: number | string;
  /** In bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * What a macro can compute from the spans of its input, which the protocol knows by numbers. Every function takes such numbers that exist and gives
 * one.
 */
export interface SpanArithmetic {
  /** The number for one that a request names: itself, where it exists. */
  known(span: number): number;
  /** A place of the one, names looked up as from the other. */
  resolvedAt(located: number, resolved: number): number;
  start(span: number): number;
  end(span: number): number;
  join(first: number, last: number): number;
  /** `start` and `length` in bytes, inside of the span. */
  subspan(span: number, start: number, length: number): number;
  placeOf(span: number): SpanPlace;
}
