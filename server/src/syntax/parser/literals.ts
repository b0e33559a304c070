/** Literals with an optional minus (rustc_parse/src/parser/expr.rs: `parse_literal_maybe_minus`). */
import { isExpressionFragment, isLiteralFragment, fragmentOf } from './beginnings';
import type { Parser } from './parser';
import { isBoolean } from './words';

/** A literal, `-` and a literal, or a fragment that was one. `place` decides the words of the message. */
export function parseLiteral(p: Parser, place: 'literal' | 'expression' | 'pattern'): void {
  const first = p.peek();
  if (isExpressionFragment(first) || fragmentOf(first) === 'literal') {
    p.bump();
    return;
  }
  p.eatPunct('-');
  const token = p.peek();
  if (token?.kind === 'literal' || isBoolean(token) || isLiteralFragment(token, false)) p.bump();
  else if (place === 'literal') p.fail(`unexpected token: ${p.describe(token)}`);
  else p.expected(place);
}
