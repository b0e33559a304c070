/** Visibility (rustc_parse/src/parser/mod.rs: `parse_visibility`; Reference, "Visibility and privacy"). */
import { fragmentOf } from './beginnings';
import type { Parser } from './parser';
import { parsePath } from './paths';
import { isWord } from './words';

/**
 * `pub`, `pub(crate)`, `pub(in path)`, a `vis` fragment, or nothing. Before a type, parentheses with anything else in them are the type.
 * Returns whether there is one; an empty fragment is none.
 */
export function parseVisibility(p: Parser, beforeType: boolean): boolean {
  const token = p.peek();
  if (token?.kind === 'group' && fragmentOf(token) === 'vis') {
    p.bump();
    return token.tokens.length > 0;
  }
  if (!p.eatWord('pub')) return false;
  const group = p.peek();
  if (group?.kind !== 'group' || group.delimiter !== 'paren') return true;
  const [first] = group.tokens;
  if (isWord(first, 'in'))
    p.inside(group, () => {
      p.bump();
      parsePath(p, 'module');
    });
  else if (
    group.tokens.length === 1 &&
    (isWord(first, 'crate') || isWord(first, 'self') || isWord(first, 'super'))
  )
    p.bump();
  else if (!beforeType) p.fail('incorrect visibility restriction');
  return true;
}
