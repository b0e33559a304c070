import { LayoutBuilder } from './buildLayout';
import { LayoutPrinter } from './layoutPrinter';
import { Writer } from './writer';
import { outlineItems } from '../syntax/itemOutline';
import { Pauses } from '../expand/pauses';
import { flattenTokens } from './flattenTokens';
import type { Line } from './layoutNode';
import type { SpanMapEntry } from './writer';
import type { SitePosition } from '../syntax/invocationSite';
import type { TokenTree } from '../syntax/token';

export interface RenderOptions {
  /** What the tokens are. By default items if they read as such from the first to the last, else statements or an expression. */
  readonly position?: SitePosition;
  /** Characters per line. Default 100. */
  readonly width?: number;
  /**
   * How the identifier `$crate` of a crate is printed: `crate`, `::name`; undefined leaves `$crate`.
   */
  readonly crateName?: (crate: number) => string | undefined;
  /** Default: the text comes with the place of each token. */
  readonly textOnly?: boolean;
}

export interface RenderedTokens {
  readonly text: string;
  /** One entry per printed token, in the order of the text; none with `textOnly`. */
  readonly spans: readonly SpanMapEntry[];
}

/**
 * Token trees as readable Rust, laid out close to rustfmt's defaults. Reading the text again gives the same tokens, except that invisible groups vanish,
 * `#[doc = "…"]` becomes a doc comment where one can hold the text, and `$crate` may be replaced. The text has no newline at its end.
 */
export function renderTokens(tokens: readonly TokenTree[], options: RenderOptions = {}): RenderedTokens {
  const lines = renderLines(tokens, options);
  for (;;) {
    const { done, value } = lines.next();
    if (done) return value;
  }
}

/** As {@link renderTokens}, with pauses in which the main thread can do other things: between items and statements. */
export async function renderTokensInTurns(
  tokens: readonly TokenTree[],
  options: RenderOptions = {},
): Promise<RenderedTokens> {
  const lines = renderLines(tokens, options);
  const pauses = new Pauses();
  for (;;) {
    const { done, value } = lines.next();
    if (done) return value;
    if (pauses.due) await pauses.take();
  }
}

/** Lays out one line after the other; between them there may be a pause. */
function* renderLines(
  tokens: readonly TokenTree[],
  options: RenderOptions,
): Generator<undefined, RenderedTokens> {
  const {
    position = readsAsItems(tokens) ? 'item' : 'statement',
    width = 100,
    crateName,
    textOnly = false,
  } = options;
  const builder = new LayoutBuilder(
    (crate) => (crate === undefined ? undefined : crateName?.(crate)) ?? '$crate',
  );
  const form =
    position === 'item' ? 'items' : position === 'pattern' || position === 'type' ? 'pattern' : 'body';
  const writer = new Writer(!textOnly);
  const printer = new LayoutPrinter(writer, width);
  let previous: Line | undefined;
  for (const line of builder.lineByLine(tokens, form)) {
    yield;
    if (!line) continue;
    yield* printer.nextLineInTurns(previous, line, form, 0);
    previous = line;
    yield;
  }
  return { text: writer.text, spans: writer.spans };
}

/** A macro call alone may be an item as well as the beginning of an expression: then nothing is lost by taking it for the latter. */
function readsAsItems(tokens: readonly TokenTree[]): boolean {
  return outlineItems(flattenTokens(tokens)).every(
    ({ keyword }) => keyword !== 'unknown' && keyword !== 'macro call',
  );
}
