import type { DerivedSpan } from '../expand/procedural/spanTable';
import type { SpanArithmetic } from './spanArithmetic';

/** The sites of one call, by the protocol's numbers. */
export interface FlatSites {
  readonly call: number;
  readonly mixed: number;
  readonly definition: number;
}

/**
 * What the span numbers of a module's input and output (docs/wire-format.md) are in the protocol. A module's numbers count the tokens, so that its
 * input is the same wherever the call stands.
 */
export class CallSpans {
  /**
   * `spans`: the protocol's numbers by those of the module. `joined`: of which two spans one consists that nobody has asked for yet, since few are asked
   * for.
   */
  private constructor(
    private readonly spans: number[],
    private readonly joined: Map<number, readonly [first: number, last: number]>,
    readonly arithmetic: SpanArithmetic,
  ) {}

  static ofSites({ call, mixed, definition }: FlatSites, arithmetic: SpanArithmetic): CallSpans {
    return new CallSpans(
      [call, mixed, definition].map((site) => arithmetic.known(site)),
      new Map(),
      arithmetic,
    );
  }

  copy(): CallSpans {
    return new CallSpans([...this.spans], new Map(this.joined), this.arithmetic);
  }

  get size(): number {
    return this.spans.length;
  }

  /** The module's number for the next span of the input. */
  add(span: number): number {
    return this.spans.push(this.arithmetic.known(span)) - 1;
  }

  /** The module's number for the whole of two that it has numbers for. */
  addJoined(first: number, last: number): number {
    const whole = this.spans.push(first) - 1;
    this.joined.set(whole, [first, last]);
    return whole;
  }

  /** The protocol's number for one of the module's, which exists. */
  flat(span: number): number {
    return this.known(span) ?? 0;
  }

  private known(span: number): number | undefined {
    const parts = this.joined.get(span);
    if (parts) {
      this.joined.delete(span);
      this.spans[span] = this.arithmetic.join(this.flat(parts[0]), this.flat(parts[1]));
    }
    return this.spans[span];
  }

  /** Adds a span that a macro computed. Returns false when it refers to spans that do not exist. */
  derive(derived: DerivedSpan): boolean {
    const span = this.computed(derived);
    if (span === undefined) return false;
    this.spans.push(span);
    return true;
  }

  private computed(derived: DerivedSpan): number | undefined {
    const { arithmetic } = this;
    switch (derived.operation) {
      case 'resolvedAt': {
        const [located, resolved] = [this.known(derived.located), this.known(derived.resolved)];
        if (located === undefined || resolved === undefined) return undefined;
        return arithmetic.resolvedAt(located, resolved);
      }
      case 'join': {
        const [first, last] = [this.known(derived.first), this.known(derived.last)];
        return first === undefined || last === undefined ? undefined : arithmetic.join(first, last);
      }
      default: {
        const of = this.known(derived.of);
        if (of === undefined) return undefined;
        if (derived.operation === 'start') return arithmetic.start(of);
        if (derived.operation === 'end') return arithmetic.end(of);
        if (derived.operation === 'subspan') return arithmetic.subspan(of, derived.start, derived.length);
        // Only the client could tell where the outermost call stands.
        return of;
      }
    }
  }
}
