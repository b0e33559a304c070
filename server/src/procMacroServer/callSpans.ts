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
  /** `spans`: the protocol's numbers by those of the module. */
  private constructor(
    private readonly spans: number[],
    readonly arithmetic: SpanArithmetic,
  ) {}

  static ofSites({ call, mixed, definition }: FlatSites, arithmetic: SpanArithmetic): CallSpans {
    return new CallSpans(
      [call, mixed, definition].map((site) => arithmetic.known(site)),
      arithmetic,
    );
  }

  copy(): CallSpans {
    return new CallSpans([...this.spans], this.arithmetic);
  }

  get size(): number {
    return this.spans.length;
  }

  /** The module's number for the next span of the input. */
  add(span: number): number {
    return this.spans.push(this.arithmetic.known(span)) - 1;
  }

  /** The protocol's number for one of the module's, which exists. */
  flat(span: number): number {
    return this.spans[span] ?? 0;
  }

  /** Adds a span that a macro computed. Returns false when it refers to spans that do not exist. */
  derive(derived: DerivedSpan): boolean {
    const span = this.computed(derived);
    if (span === undefined) return false;
    this.spans.push(span);
    return true;
  }

  private computed(derived: DerivedSpan): number | undefined {
    const { arithmetic, spans } = this;
    switch (derived.operation) {
      case 'resolvedAt': {
        const [located, resolved] = [spans[derived.located], spans[derived.resolved]];
        if (located === undefined || resolved === undefined) return undefined;
        return arithmetic.resolvedAt(located, resolved);
      }
      case 'join': {
        const [first, last] = [spans[derived.first], spans[derived.last]];
        return first === undefined || last === undefined ? undefined : arithmetic.join(first, last);
      }
      default: {
        const of = spans[derived.of];
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
