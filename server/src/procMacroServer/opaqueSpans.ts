import type { SpanArithmetic, SpanPlace } from './spanArithmetic';

const nowhere: SpanPlace = { source: 0, start: 0, end: 0 };

/** Spans of the mode `Id`, which are known to the client alone (rust-analyzer's proc-macro-srv/src/server_impl/token_id.rs). */
export class OpaqueSpans implements SpanArithmetic {
  constructor(private readonly callSite: number) {}

  known(span: number): number {
    return span;
  }

  resolvedAt(): number {
    return this.callSite;
  }

  start(): number {
    return this.callSite;
  }

  end(): number {
    return this.callSite;
  }

  join(first: number): number {
    return first;
  }

  subspan(span: number): number {
    return span;
  }

  placeOf(): SpanPlace {
    return nowhere;
  }
}
