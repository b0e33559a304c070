import type { CfgSet } from '../../project/model';
import type { Group, TokenTree } from '../../syntax/token';
import { isGroup, isPunct } from '../../syntax/tokenTests';
import { attributeAt, configureAttributes } from './configuredAttributes';
import { angleDelta } from './angles';
import { elementEnd } from './elementEnd';
import { isMacroArgument } from './macroArgument';
import type { ListKind } from './elementEnd';

/** Groups nested deeper than this are passed on as they are: no code is that deep, but hostile input is. */
const maximumDepth = 600;

/**
 * Removes everything that `#[cfg(…)]` disables and unfolds `#[cfg_attr(…)]`, at every level: items, fields, variants, arms, statements,
 * parameters, generic parameters, elements of lists. For the input of derives (rustc's `cfg_eval`) and for what macros
 * made (rustc's `StripUnconfigured`). An element goes with its separator. What stands inside of a macro call, of a
 * `macro_rules!` or of another attribute is not looked at, as in rustc.
 * Gives back the same list when it has no such attribute. Does not throw.
 */
export function stripCfg(tokens: readonly TokenTree[], cfg: CfgSet): readonly TokenTree[] {
  return mentionsCfg(tokens) ? stripList(tokens, 'code', cfg, 0) : tokens;
}

/** Whether `cfg` or `cfg_attr` stands directly inside of some brackets. */
function mentionsCfg(tokens: readonly TokenTree[]): boolean {
  const lists: (readonly TokenTree[])[] = [tokens];
  for (let list = lists.pop(); list; list = lists.pop()) {
    for (const token of list) {
      if (token.kind === 'group') lists.push(token.tokens);
      else if (token.kind === 'ident' && (token.text === 'cfg' || token.text === 'cfg_attr')) return true;
    }
  }
  return false;
}

function stripList(
  tokens: readonly TokenTree[],
  kind: ListKind,
  cfg: CfgSet,
  depth: number,
): readonly TokenTree[] {
  const kept: TokenTree[] = [];
  // What the next group at this level holds when a keyword has told it: fields after `struct`, variants after `enum`.
  let expected: ListKind | undefined;
  let angles = 0;
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index];
    if (!token) break;
    if (attributeAt(tokens, index)) {
      const attributes = configureAttributes(tokens, index, cfg);
      if (!attributes.surroundingsEnabled) return [];
      if (attributes.enabled) {
        kept.push(...attributes.tokens);
        index = attributes.end;
      } else index = elementEnd(tokens, attributes.end, angles > 0 ? 'typed' : kind);
      continue;
    }
    if (token.kind === 'group') {
      if (isMacroArgument(tokens, index) || depth >= maximumDepth) kept.push(token);
      else kept.push(stripGroup(token, groupKind(token, kind, expected), cfg, depth));
      if (angles <= 0 && (isGroup(token, 'brace') || expected === 'typed')) expected = undefined;
    } else {
      kept.push(token);
      if (kind === 'code') {
        if (token.kind === 'ident' && !token.raw)
          expected = keywordKind(token.text, tokens[index + 1]) ?? expected;
        // Inside of an item's header angle brackets hold generic parameters; elsewhere `<` may be a comparison.
        if (expected) angles = Math.max(0, angles + angleDelta(token));
        if (isPunct(token, ';')) {
          expected = undefined;
          angles = 0;
        }
      }
    }
    index++;
  }
  return kept;
}

function keywordKind(keyword: string, next: TokenTree | undefined): ListKind | undefined {
  switch (keyword) {
    case 'struct':
    case 'fn':
      return 'typed';
    case 'union':
      return next?.kind === 'ident' ? 'typed' : undefined;
    case 'enum':
      return 'variants';
    default:
      return undefined;
  }
}

function groupKind(group: Group, outside: ListKind, expected: ListKind | undefined): ListKind {
  if (group.delimiter === 'invisible') return outside;
  if (expected) return expected;
  if (group.delimiter === 'brace') {
    if (outside === 'variants') return 'typed';
    return group.tokens.some((token) => isPunct(token, '=>')) ? 'arms' : 'code';
  }
  if (group.delimiter === 'paren' && (outside === 'typed' || outside === 'variants')) return 'typed';
  return 'list';
}

function stripGroup(group: Group, kind: ListKind, cfg: CfgSet, depth: number): Group {
  const tokens = stripList(group.tokens, kind, cfg, depth + 1);
  return tokens.length === group.tokens.length &&
    tokens.every((token, index) => token === group.tokens[index])
    ? group
    : { ...group, tokens };
}
