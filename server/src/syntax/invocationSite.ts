/** Where macros are called: what {@link findInvocations} finds. */
import { spanOf } from './token';
import type { AttributeOutline, PathOutline } from './itemOutline';
import type { Group, Span, TokenTree } from './token';

/** Where a call stands, which decides how its output is parsed and printed. */
export type SitePosition = 'item' | 'statement' | 'expression' | 'pattern' | 'type';

interface SiteBase {
  readonly path: PathOutline;
  /** The last segment of the path. */
  readonly nameSpan: Span;
  /** The whole call: `name!(…)`, the path in the derive list, or the attribute with its `#[…]`. */
  readonly span: Span;
  readonly position: SitePosition;
  /** The list of tokens that `start` and `end` (exclusive) index: replacing that range is expanding the call. */
  readonly parent: readonly TokenTree[];
  readonly start: number;
  readonly end: number;
  /** It stands in the arguments of another call, so it is a call only if that macro passes it on. */
  readonly nested: boolean;
}

/** `path!(…)`. The range is the call without a semicolon after it. */
export interface BangSite extends SiteBase {
  readonly kind: 'bang';
  readonly group: Group;
  /** Whether the token at `end` is a semicolon that ends this call as an item or statement. */
  readonly semicolon: boolean;
}

/** What a call by an attribute of an item has in common. The range is the item with all of its attributes. */
interface ItemSite extends SiteBase {
  /** Index of the attribute among the item's outer attributes, doc comments counted. */
  readonly attributeIndex: number;
  readonly attribute: AttributeOutline;
  /** `#[…]` as a whole, also when the call stands inside of `cfg_attr` or a derive list. */
  readonly attributeSpan: Span;
  /** Conditions of the `cfg_attr` around the call, outermost first: it is a call only if all hold. */
  readonly predicates: readonly (readonly TokenTree[])[];
}

/** One path of `#[derive(…)]`. */
export interface DeriveSite extends ItemSite {
  readonly kind: 'derive';
  /** Index of the path in its derive list. */
  readonly deriveIndex: number;
}

/** `#[path]`, `#[path(…)]` or `#[path = …]`, where the path is no built-in or tool attribute. It may still be a derive's helper. */
export interface AttributeSite extends ItemSite {
  readonly kind: 'attribute';
  /** `(…)`, `[…]` or `{…}` after the path. */
  readonly group: Group | undefined;
  /** The tokens between the delimiters of `group`, or after `=`; empty without either. */
  readonly arguments: readonly TokenTree[];
}

export type InvocationSite = BangSite | DeriveSite | AttributeSite;

/** The tokens that the call's expansion replaces: for a derive or an attribute the item with all of its attributes. */
export function siteTokens(site: InvocationSite): readonly TokenTree[] {
  return site.parent.slice(site.start, site.end);
}

/** The span from one token to another of the same source; the first one's own when their sources differ. */
export function spanBetween(first: TokenTree, last: TokenTree): Span {
  const from = spanOf(first);
  const to = spanOf(last);
  return from.source === to.source ? { ...from, end: Math.max(from.end, to.end) } : from;
}
