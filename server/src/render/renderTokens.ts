import { LayoutBuilder } from './buildLayout';
import { LayoutPrinter } from './layoutPrinter';
import { Writer } from './writer';
import { outlineItems } from '../syntax/itemOutline';
import { flattenTokens } from './flattenTokens';
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
}

export interface RenderedTokens {
  readonly text: string;
  /** One entry per printed token, in the order of the text. */
  readonly spans: readonly SpanMapEntry[];
}

/**
 * Token trees as readable Rust, laid out close to rustfmt's defaults. Reading the text again gives the same tokens, except that invisible groups vanish,
 * `#[doc = "…"]` becomes a doc comment where one can hold the text, and `$crate` may be replaced. The text has no newline at its end.
 */
export function renderTokens(tokens: readonly TokenTree[], options: RenderOptions = {}): RenderedTokens {
  const { position = readsAsItems(tokens) ? 'item' : 'statement', width = 100, crateName } = options;
  const builder = new LayoutBuilder(
    (crate) => (crate === undefined ? undefined : crateName?.(crate)) ?? '$crate',
  );
  const form =
    position === 'item' ? 'items' : position === 'pattern' || position === 'type' ? 'pattern' : 'body';
  const writer = new Writer();
  new LayoutPrinter(writer, width).lines(builder.lines(tokens, form), form, 0);
  return { text: writer.text, spans: writer.spans };
}

/** A macro call alone may be an item as well as the beginning of an expression: then nothing is lost by taking it for the latter. */
function readsAsItems(tokens: readonly TokenTree[]): boolean {
  return outlineItems(flattenTokens(tokens)).every(
    ({ keyword }) => keyword !== 'unknown' && keyword !== 'macro call',
  );
}
