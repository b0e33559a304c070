import { isInertAttribute } from './builtinAttributes';
import { spanBetween } from './invocationSite';
import { attributeContent } from './itemOutline';
import { wholePath } from './macroCall';
import { isPunct } from './tokenTests';
import type { AttributeSite, DeriveSite, SitePosition } from './invocationSite';
import type { AttributeOutline, ItemOutline, PathOutline } from './itemOutline';
import type { Span, TokenTree } from './token';

/** The item (or statement) that carries attributes: the range of `parent` with all of its attributes. */
export interface AttributedRange {
  readonly parent: readonly TokenTree[];
  readonly start: number;
  readonly end: number;
  readonly position: SitePosition;
  readonly nested: boolean;
}

/**
 * The macros that an item's attributes call, in the order of the text: a site per derived path and per attribute that is not built in. What
 * `cfg_attr` would add is included, together with its condition.
 */
export function attributeSites(
  attributes: readonly AttributeOutline[],
  range: AttributedRange,
): (DeriveSite | AttributeSite)[] {
  const sites: (DeriveSite | AttributeSite)[] = [];
  attributes.forEach((attribute, attributeIndex) => {
    const first = range.parent[attribute.start];
    const last = range.parent[attribute.end - 1];
    if (attribute.doc || attribute.inner || !first || last?.kind !== 'group') return;
    // Most attributes are the compiler's own: no more is made of them than this question.
    if (isInertAttribute(attribute.path) && attribute.path[0]?.text !== 'cfg_attr') return;
    const shared = { ...range, attribute, attributeIndex, attributeSpan: spanBetween(first, last) };
    collect(last.tokens, shared, shared.attributeSpan, [], sites);
  });
  return sites;
}

/** Whether an item has attributes that may be macros. `parent`: the list that its indices point into. */
export function hasAttributeMacros(
  parent: readonly TokenTree[],
  { attributes, start, end }: ItemOutline,
): boolean {
  return attributeSites(attributes, { parent, start, end, position: 'item', nested: false }).length > 0;
}

type SharedPart = AttributedRange & Pick<AttributeSite, 'attribute' | 'attributeIndex' | 'attributeSpan'>;

/** Deeper conditions do not occur; without a bound a crafted file could exhaust the stack. */
const maximumConditions = 32;

function collect(
  content: readonly TokenTree[],
  shared: SharedPart,
  span: Span,
  predicates: readonly (readonly TokenTree[])[],
  sites: (DeriveSite | AttributeSite)[],
): void {
  const { path: segments, arguments: group, value } = attributeContent(content);
  const name = segments.at(-1);
  if (!name) return;
  const only = segments.length === 1 ? name.text : undefined;
  if (only === 'derive' || isStandardDerive(segments.map((segment) => segment.text))) {
    splitAtCommas(group?.tokens ?? []).forEach((tokens, deriveIndex) => {
      const path = wholePath(tokens);
      if (path) sites.push(deriveSite(path, tokens, { ...shared, predicates, deriveIndex }));
    });
  } else if (only === 'cfg_attr') {
    const [predicate, ...added] = splitAtCommas(group?.tokens ?? []);
    if (!predicate || predicates.length >= maximumConditions) return;
    for (const tokens of added) {
      const [first] = tokens;
      const last = tokens.at(-1);
      if (first && last) collect(tokens, shared, spanBetween(first, last), [...predicates, predicate], sites);
    }
  } else if (!isInertAttribute(segments)) {
    sites.push({
      ...shared,
      kind: 'attribute',
      path: { global: isPunct(content[0], '::'), segments },
      nameSpan: name.span,
      span,
      predicates,
      group,
      arguments: group?.tokens ?? value ?? [],
    });
  }
}

function deriveSite(
  path: PathOutline,
  tokens: readonly TokenTree[],
  shared: SharedPart & Pick<DeriveSite, 'predicates' | 'deriveIndex'>,
): DeriveSite {
  const [first] = tokens;
  const last = tokens.at(-1);
  const span = first && last ? spanBetween(first, last) : shared.attributeSpan;
  return { ...shared, kind: 'derive', path, nameSpan: path.segments.at(-1)?.span ?? span, span };
}

/** `#[std::prelude::v1::derive(…)]`, as other macros write it. */
function isStandardDerive(path: readonly string[]): boolean {
  return path.at(-1) === 'derive' && (path[0] === 'std' || path[0] === 'core');
}

/** The parts between commas of the outermost level; a part without tokens (behind a trailing comma) is left out. */
function splitAtCommas(tokens: readonly TokenTree[]): TokenTree[][] {
  const parts: TokenTree[][] = [];
  let part: TokenTree[] = [];
  for (const token of tokens) {
    if (isPunct(token, ',')) {
      if (part.length > 0) parts.push(part);
      part = [];
    } else part.push(token);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
