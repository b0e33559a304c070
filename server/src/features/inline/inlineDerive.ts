import { MacroError } from '../../expand/expansion';
import type { DeriveSite } from '../../syntax/invocationSite';
import { outlineAttribute } from '../../syntax/itemOutline';
import { spanOf, type Span, type TokenTree } from '../../syntax/token';
import { isPunct } from '../../syntax/tokenTests';
import { spanBetween } from '../../syntax/invocationSite';
import { removal, type SourceEdit } from './sourceEdit';

/**
 * Takes one path off a derive list, with the attribute when nothing is left in it. `helpers` are the attributes that only this derive
 * understands (`#[builder(…)]`): without it the compiler would not know them, so they go as well. Throws a MacroError under `cfg_attr`.
 */
export function removeDerive(text: string, site: DeriveSite, helpers: ReadonlySet<string>): SourceEdit[] {
  if (site.predicates.length > 0)
    throw new MacroError('not-expandable', 'it is derived under the condition of a `cfg_attr`.');
  const list = site.attribute.arguments?.tokens ?? [];
  const edits = helperSpans(site.parent.slice(site.start, site.end), helpers).map((span) =>
    removal(text, span),
  );
  const others = list.some((token) => !isPunct(token, ',') && !isWithin(spanOf(token), site.span));
  return [others ? removeFromList(text, list, site.span) : removal(text, site.attributeSpan), ...edits];
}

function isWithin(span: Span, outer: Span): boolean {
  return span.start >= outer.start && span.end <= outer.end;
}

/** Removes an element of a list with the comma behind it, or with the one before it when it is the last. */
function removeFromList(text: string, list: readonly TokenTree[], span: Span): SourceEdit {
  const commas = list.filter((token) => isPunct(token, ',')).map(spanOf);
  const after = commas.find((comma) => comma.start >= span.end);
  if (after) {
    const space = /^\s*/.exec(text.slice(after.end))?.[0].length ?? 0;
    return { start: span.start, end: after.end + space, text: '' };
  }
  const before = commas.findLast((comma) => comma.end <= span.start);
  return { start: before?.start ?? span.start, end: span.end, text: '' };
}

/** The attributes of these names in an item, on the item itself, its fields and variants. */
function helperSpans(item: readonly TokenTree[], helpers: ReadonlySet<string>): Span[] {
  if (helpers.size === 0) return [];
  const spans: Span[] = [];
  const pending = [item];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (let index = 0; index < list.length; index++) {
      const attribute = outlineAttribute(list, index);
      const [first, last] = [list[index], attribute && list[attribute.end - 1]];
      const name = attribute?.path.length === 1 ? attribute.path[0]?.text : undefined;
      if (first && last && name !== undefined && helpers.has(name)) spans.push(spanBetween(first, last));
      const token = list[index];
      if (token?.kind === 'group' && !isPunct(list[index - 1], '#')) pending.push(token.tokens);
    }
  }
  return spans;
}
