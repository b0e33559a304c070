/**
 * Inputs as macros get them from a `macro_rules!` that makes the call: types, expressions and visibilities are fragments then, which arrive in
 * invisible groups.
 */
import { outlineItems } from '../../server/src/syntax/itemOutline';
import { parseFragment } from '../../server/src/syntax/parser/parseFragment';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { TokenCursor } from '../../server/src/syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../server/src/syntax/tokenTests';
import { spanOf, type FragmentKind, type TokenTree } from '../../server/src/syntax/token';
import type { Fragment, MacroInput } from './callsTypes';

interface Place {
  readonly kind: FragmentKind;
  readonly start: number;
  readonly end: number;
}

/** The same input with its parts passed as fragments; undefined when it has no such parts. */
export function throughMacro(input: MacroInput): MacroInput | undefined {
  const { text, edition, kind } = input;
  if (text.includes('$')) return undefined;
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text }, { edition });
  const finder = new PlaceFinder(edition);
  if (kind === 'bang') finder.arguments(tokens);
  else finder.item(tokens);
  const places = finder.places.sort((a, b) => a.start - b.start);
  if (places.length === 0) return undefined;
  let changed = '';
  let at = 0;
  const fragments: Fragment[] = [];
  for (const { kind: fragment, start, end } of places) {
    changed += `${text.slice(at, start)}$f${fragments.length} `;
    fragments.push({ kind: fragment, text: text.slice(start, end) });
    at = end;
  }
  return { ...input, text: changed + text.slice(at), fragments };
}

class PlaceFinder {
  readonly places: Place[] = [];

  constructor(private readonly edition: MacroInput['edition']) {}

  /**
   * Arguments between commas, if all of them are expressions. Those with attributes are left alone: with them rustc takes the comma behind an expression
   * for a part of the fragment.
   */
  arguments(tokens: readonly TokenTree[]): void {
    if (tokens.some((token) => isPunct(token, '#'))) return;
    for (let at = 0; at < tokens.length;) {
      const end = this.fragment('expr', tokens, at);
      if (end === undefined || (end < tokens.length && !isPunct(tokens[end], ','))) {
        this.places.length = 0;
        return;
      }
      at = end + 1;
    }
  }

  item(tokens: readonly TokenTree[]): void {
    const [item] = outlineItems(tokens);
    if (!item?.body || item.body.delimiter === 'invisible') return;
    const { start, end } = item.visibility;
    const [first, last] = [tokens[start], tokens[end - 1]];
    if (end > start && first && last)
      this.places.push({ kind: 'vis', start: spanOf(first).start, end: spanOf(last).end });
    if (item.keyword === 'struct' || item.keyword === 'union') this.fields(item.body.tokens);
    else if (item.keyword === 'enum') this.variants(item.body.tokens);
    else if (item.keyword === 'fn')
      for (const token of tokens.slice(item.keywordIndex, tokens.indexOf(item.body)))
        if (isGroup(token, 'paren')) this.fields(token.tokens);
  }

  private variants(tokens: readonly TokenTree[]): void {
    tokens.forEach((token, index) => {
      if (token.kind === 'group' && tokens[index - 1]?.kind === 'ident') this.fields(token.tokens);
      if (isPunct(token, '=')) this.fragment('expr', tokens, index + 1);
    });
  }

  /** Named fields and parameters, or the types of a tuple. */
  private fields(tokens: readonly TokenTree[]): void {
    const named = tokens.some((token) => isPunct(token, ':'));
    let begins = true;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      const attribute = isPunct(token, '#') || token?.kind === 'docComment' || isGroup(token, 'bracket');
      const isVisibility =
        isWord(token, 'pub') || (isWord(tokens[index - 1], 'pub') && isGroup(token, 'paren'));
      const from = isPunct(token, ':')
        ? index + 1
        : named || !begins || attribute || isVisibility
          ? undefined
          : index;
      if (isPunct(token, ',')) begins = true;
      else if (from !== undefined) {
        begins = false;
        index = (this.fragment('ty', tokens, from) ?? from + 1) - 1;
      }
    }
  }

  /** Adds what parses as a fragment, and gives the index behind it. */
  private fragment(kind: FragmentKind, tokens: readonly TokenTree[], from: number): number | undefined {
    const cursor = new TokenCursor(tokens, from);
    if (!parseFragment(kind, cursor, this.edition).ok || cursor.index === from) return undefined;
    const [first, last] = [tokens[from], tokens[cursor.index - 1]];
    if (first && last) this.places.push({ kind, start: spanOf(first).start, end: spanOf(last).end });
    return cursor.index;
  }
}
