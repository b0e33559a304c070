import type { Hygiene } from '../../syntax/hygiene';
import { rootContext } from '../../syntax/hygiene';
import type { SourceMap } from '../../syntax/sourceMap';
import type { Edition, SourceId, Span } from '../../syntax/token';
import { NormalizedText } from './normalizedText';

/** The three spans that a macro can name without having a token. */
export interface CallSites {
  readonly call: Span;
  readonly mixed: Span;
  readonly definition: Span;
}

/**
 * The sites of one expansion: call_site resolves where the call stands, mixed_site like `macro_rules!`, def_site at the definition
 * (rustc_expand::proc_macro_server: Rustc::new). `edition`: of the macro's crate, by which what has one of these sites is read
 * (rustc_metadata's `load_proc_macro`).
 */
export function callSites(call: Span, definition: Span, edition: Edition, hygiene: Hygiene): CallSites {
  const expansion = hygiene.freshExpansion({ edition, panicEdition: edition, span: undefined });
  return {
    call: { ...call, context: hygiene.applyMark(call.context, expansion, 'transparent') },
    mixed: { ...call, context: hygiene.applyMark(call.context, expansion, 'semiTransparent') },
    definition: { ...definition, context: hygiene.applyMark(rootContext, expansion, 'opaque') },
  };
}

/** How a macro computed a span from earlier ones. Lengths are UTF-8 bytes. */
export type DerivedSpan =
  | { readonly operation: 'resolvedAt'; readonly located: number; readonly resolved: number }
  | { readonly operation: 'start' | 'end' | 'source'; readonly of: number }
  | { readonly operation: 'join'; readonly first: number; readonly last: number }
  | {
      readonly operation: 'subspan';
      readonly of: number;
      readonly start: number;
      readonly length: number;
    };

/** What the span numbers of one call stand for. 0, 1 and 2 are the sites. */
export class SpanTable {
  private readonly spans: Span[];
  /** For spans of `$crate` tokens: the crate they stand for. */
  private readonly crates = new Map<number, number>();
  private firstCrate: number | undefined;
  private readonly texts = new Map<SourceId, NormalizedText>();

  constructor(sites: CallSites) {
    this.spans = [sites.call, sites.mixed, sites.definition];
  }

  /** A table of its own with the same spans. */
  copy(): SpanTable {
    const [call, mixed, definition, ...others] = this.spans;
    if (!call || !mixed || !definition) throw new RangeError('the sites are missing');
    const copied = new SpanTable({ call, mixed, definition });
    for (const [index, span] of others.entries()) copied.add(span, this.crates.get(index + 3));
    return copied;
  }

  get size(): number {
    return this.spans.length;
  }

  add(span: Span, crate?: number): number {
    const id = this.spans.push(span) - 1;
    if (crate !== undefined) {
      this.crates.set(id, crate);
      this.firstCrate ??= crate;
    }
    return id;
  }

  get(id: number): Span | undefined {
    return this.spans[id];
  }

  all(): readonly Span[] {
    return this.spans;
  }

  /**
   * The crate that an identifier `$crate` with this span means. A macro that gave the identifier a span of its own loses it, and then the
   * first one of its input is taken.
   */
  crateOf(id: number): number | undefined {
    return this.crates.get(id) ?? this.firstCrate;
  }

  /** Adds a computed span. Returns false when it refers to spans that do not exist. */
  derive(derived: DerivedSpan, sources: SourceMap): boolean {
    const made = this.computed(derived, sources);
    if (!made) return false;
    const inherited = derived.operation === 'resolvedAt' ? derived.resolved : undefined;
    this.add(made, inherited === undefined ? undefined : this.crates.get(inherited));
    return true;
  }

  /** A text that spans point into, made once. */
  textOf(source: SourceId, sources: SourceMap): NormalizedText {
    let text = this.texts.get(source);
    if (!text) this.texts.set(source, (text = new NormalizedText(sources.get(source).text)));
    return text;
  }

  private subspan(of: Span, startByte: number, byteLength: number, sources: SourceMap): Span {
    const text = this.textOf(of.source, sources);
    const first = text.byteOffset(of.start) + startByte;
    const start = Math.min(text.unitOffset(first), of.end);
    return { ...of, start, end: Math.min(text.unitOffset(first + byteLength), of.end) };
  }

  private computed(derived: DerivedSpan, sources: SourceMap): Span | undefined {
    switch (derived.operation) {
      case 'resolvedAt': {
        const located = this.spans[derived.located];
        const resolved = this.spans[derived.resolved];
        return located && resolved && { ...located, context: resolved.context };
      }
      case 'join': {
        const first = this.spans[derived.first];
        const last = this.spans[derived.last];
        return first && last && joinSpans(first, last);
      }
      case 'subspan': {
        const of = this.spans[derived.of];
        return of && this.subspan(of, derived.start, derived.length, sources);
      }
      default: {
        const of = this.spans[derived.of];
        if (!of) return undefined;
        if (derived.operation === 'start') return { ...of, end: of.start };
        if (derived.operation === 'end') return { ...of, start: of.end };
        return { ...of, context: rootContext };
      }
    }
  }
}

/** From the start of the one to the end of the other; the first when they are of different sources (rustc_span: Span::to). */
export function joinSpans(first: Span, last: Span): Span {
  if (first.source !== last.source) return first;
  if (first.start === last.start && first.end === last.end) return first;
  return { ...first, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}
