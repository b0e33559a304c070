import type { Group, Span, TokenTree } from '../syntax/token';
import { isPunct, isWord } from '../syntax/tokenTests';

/**
 * Puts a cast to a type that a macro was given in parentheses where `<` or `<<` follows, as rustc's printer does (rustc_ast_pretty,
 * print_expr_binary): `1 as $t << 8` is a shift, but `1 as u32 << 8` begins the arguments of `u32`. Other lists are returned as they are.
 */
export function showCastBorders(tokens: readonly TokenTree[]): readonly TokenTree[] {
  let shown: TokenTree[] | undefined;
  for (let index = tokens.length - 2; index > 0; index--) {
    const [word, type, operator] = [tokens[index - 1], tokens[index], tokens[index + 1]];
    if (!isType(type) || !isWord(word, 'as') || !(isPunct(operator, '<') || isPunct(operator, '<<')))
      continue;
    shown ??= [...tokens];
    const start = operandStart(shown, index - 1) ?? index;
    shown.splice(start, index + 1 - start, inParentheses(shown.slice(start, index + 1), type.open));
  }
  return shown ?? tokens;
}

function isType(token: TokenTree | undefined): token is Group {
  return token?.kind === 'group' && (token.fragment === 'ty' || token.fragment === 'path');
}

function inParentheses(tokens: readonly TokenTree[], span: Span): Group {
  return {
    kind: 'group',
    delimiter: 'paren',
    tokens,
    open: span,
    close: span,
    openSpacing: 'alone',
    spacing: 'alone',
  };
}

/**
 * Where the operand begins that ends before `end`: names, literals, calls, fields, casts and the operators before them. Undefined for what
 * is written in another way, such as with generic arguments; then the type alone gets the parentheses, which is as clear.
 */
function operandStart(tokens: readonly TokenTree[], end: number): number | undefined {
  let start = end;
  for (;;) {
    const last = tokens[start - 1];
    const before = tokens[start - 2];
    if (isPunct(last, '?')) start--;
    else if (last?.kind !== 'ident' && last?.kind !== 'literal' && last?.kind !== 'group') return undefined;
    else if (last.kind === 'group' && last.delimiter === 'brace') return undefined;
    else if (isPunct(before, '.') || isPunct(before, '::') || isWord(before, 'as')) start -= 2;
    else if (isPunct(before, '!') && last.kind === 'group' && tokens[start - 3]?.kind === 'ident') start -= 2;
    else if (last.kind === 'group' && last.delimiter !== 'invisible' && endsCallee(before)) start--;
    else return isPunct(before, '>') ? undefined : prefixStart(tokens, start - 1);
  }
}

/** Whether brackets behind this token are the arguments of a call or an index. */
function endsCallee(token: TokenTree | undefined): boolean {
  return (
    (token?.kind === 'ident' && !/^(return|in|if|match|while)$/.test(token.text)) ||
    token?.kind === 'group' ||
    isPunct(token, '?')
  );
}

/** The first of the operators that stand before an operand. What follows an operand is no such operator. */
function prefixStart(tokens: readonly TokenTree[], from: number): number {
  let start = from;
  if (isWord(tokens[start - 1], 'mut')) start--;
  while (['-', '!', '*', '&', '&&'].some((operator) => isPunct(tokens[start - 1], operator))) {
    const before = tokens[start - 2];
    if (before && (before.kind !== 'punct' || isPunct(before, '?')) && !isWord(before, 'return')) break;
    start--;
  }
  return start;
}
