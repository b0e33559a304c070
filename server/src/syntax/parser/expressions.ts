/** Operators, prefixes and suffixes of expressions (rustc_parse/src/parser/expr.rs; Reference, "Expressions"). */
import type { Punct, TokenTree } from '../token';
import { skipOuterAttributes } from './attributes';
import { canBeginExpression, isDelimited, isRangeOperator } from './beginnings';
import { parseMatchBlock } from './controlFlow';
import { Restriction, type Parser, type Restrictions } from './parser';
import { parsePathSegment } from './paths';
import { checkTupleIndex, parsePrimary } from './primaryExpressions';
import { parseType } from './types';
import { isWord } from './words';

/**
 * What of an expression decides how what follows is read.
 * `complete`: block-like, so that it is a statement without semicolon. `bracedMacro`: `m! { … }`. `name`: a lone identifier.
 * `let`: a condition that has `let` in it, which may only be joined by `&&`.
 */
export type ExpressionShape =
  | 'complete'
  | 'bracedMacro'
  | 'literal'
  | 'negatedLiteral'
  | 'name'
  | 'comparison'
  | 'assignment'
  | 'lazyAnd'
  | 'lazyOr'
  | 'let'
  | 'other';

type Operator = 'comparison' | 'assignment' | 'compoundAssignment' | 'range' | 'other';

/** Precedences, higher ones bind stronger (rustc_ast::util::parser::ExprPrecedence). */
const assignment = 1;
const range = 2;
const lazyOr = 3;
export const lazyAnd = 4;
const comparison = 5;
const cast = 12;

const operators: ReadonlyMap<string, readonly [precedence: number, kind: Operator]> = new Map([
  ...entries(assignment, 'assignment', '='),
  ...entries(assignment, 'compoundAssignment', '+= -= *= /= %= ^= &= |= <<= >>='),
  ...entries(range, 'range', '.. ..= ...'),
  ...entries(lazyOr, 'other', '||'),
  ...entries(lazyAnd, 'other', '&&'),
  ...entries(comparison, 'comparison', '== != < > <= >= <-'),
  ...entries(6, 'other', '|'),
  ...entries(7, 'other', '^'),
  ...entries(8, 'other', '&'),
  ...entries(9, 'other', '<< >>'),
  ...entries(10, 'other', '+ -'),
  ...entries(11, 'other', '* / %'),
]);

function entries(precedence: number, kind: Operator, texts: string): [string, readonly [number, Operator]][] {
  return texts.split(' ').map((text) => [text, [precedence, kind]]);
}

/** An expression with its attributes. Restrictions of the place around do not reach into it. */
export function parseExpression(p: Parser, restrictions: Restrictions = Restriction.none): ExpressionShape {
  const outer = p.restrictions;
  skipOperandAttributes(p);
  p.restrictions = restrictions;
  const shape = parseOperation(p, 0);
  p.restrictions = outer;
  return shape;
}

/** Attributes of an operand. An open range has none. */
function skipOperandAttributes(p: Parser): void {
  if (skipOuterAttributes(p)) refuseAttributedRange(p);
}

/** After attributes. */
export function refuseAttributedRange(p: Parser): void {
  if (isRangeOperator(p.peek())) p.fail('attributes are not allowed on range expressions starting with `..`');
}

/** An expression if one begins here (after `return`, `break` …). */
export function parseOptionalExpression(p: Parser): void {
  if (canBeginExpression(p.peek(), p.edition)) parseExpression(p);
}

/** The argument of a const parameter without braces. */
export function parseConstArgumentExpression(p: Parser): ExpressionShape {
  return parseExpression(p, Restriction.constArgument);
}

export function isValidConstArgument(shape: ExpressionShape): boolean {
  return shape === 'literal' || shape === 'negatedLiteral' || shape === 'name' || shape === 'complete';
}

/** Whether the expression ends here as a statement: `if x {} else {}` in front of `-1`. */
function endsStatement(p: Parser, shape: ExpressionShape): boolean {
  return shape === 'complete' && (p.restrictions & Restriction.statement) !== 0;
}

/** Operands and operators that bind at least as strongly as `minimum`. Attributes come before. */
export function parseOperation(p: Parser, minimum: number): ExpressionShape {
  p.enter();
  const shape = isRangeOperator(p.peek())
    ? parsePrefixRange(p)
    : parseOperatorsAfter(p, minimum, parsePrefix(p));
  p.leave();
  return shape;
}

export function parseOperatorsAfter(p: Parser, minimum: number, first: ExpressionShape): ExpressionShape {
  if (endsStatement(p, first)) {
    refuseLeadingOperator(p);
    return first;
  }
  let left = first;
  for (;;) {
    const token = p.peek();
    if (isWord(token, 'as')) {
      if (cast < minimum) return left;
      p.bump();
      if (left === 'let') p.fail(misplacedLet);
      parseCast(p);
      left = 'other';
      continue;
    }
    const operator = token?.kind === 'punct' ? operatorOf(p, token.text) : undefined;
    if (!operator || token?.kind !== 'punct') {
      p.miss('an operator');
      return left;
    }
    const [precedence, kind] = operator;
    if (precedence < minimum) return left;
    if (token.text === '...' || token.text === '<-') p.fail(`unexpected token: \`${token.text}\``);
    p.bump();
    if (left === 'let' && token.text !== '&&') p.fail(misplacedLet);
    refuseIncrement(p, token);
    if (kind === 'range') {
      parseRangeEnd(p, token.text);
      return 'other';
    }
    if (kind === 'comparison' && left === 'comparison') p.fail('comparison operators cannot be chained');
    const assigns = precedence === assignment;
    const { restrictions } = p;
    p.restrictions &= assigns ? Restriction.noStruct : ~Restriction.statement;
    skipOperandAttributes(p);
    const right = parseOperation(p, assigns ? precedence : precedence + 1);
    if (right === 'let' && token.text !== '&&') p.fail(misplacedLet);
    p.restrictions = restrictions;
    if (left === 'let' || right === 'let') left = 'let';
    else if (token.text === '&&' || token.text === '||') left = token.text === '&&' ? 'lazyAnd' : 'lazyOr';
    else left = kind === 'comparison' || kind === 'assignment' ? kind : 'other';
  }
}

/** `a++` and, where no operand follows, `a--`. */
function refuseIncrement(p: Parser, { text, spacing }: Punct): void {
  if ((text !== '+' && text !== '-') || spacing === 'alone' || !p.isPunct(text)) return;
  if (text === '+') p.fail('Rust has no postfix increment operator');
  if (!canBeginExpression(p.peek(1), p.edition)) p.fail('Rust has no postfix decrement operator');
}

const misplacedLet = 'expected expression, found `let` statement';

export function isComparison(token: TokenTree | undefined): boolean {
  return token?.kind === 'punct' && operators.get(token.text)?.[1] === 'comparison';
}

function operatorOf(p: Parser, text: string): readonly [number, Operator] | undefined {
  if (
    p.restrictions & Restriction.constArgument &&
    (text === '>' || text === '>>' || text === '>=' || text === '>>=')
  )
    return undefined;
  return operators.get(text);
}

/** Operators that cannot begin an expression: rustc takes them after a block-like expression for a mistake. */
const neverLeading = new Set('^ = / % >> <= > >= += -= *= /= %= ^= &= |= <<= >>='.split(' '));

/** After a block-like expression at the beginning of a statement an operator belongs to the next statement. */
function refuseLeadingOperator(p: Parser): void {
  const token = p.peek();
  if (isWord(token, 'as')) p.fail('expected expression, found `as`');
  if (token?.kind === 'punct' && neverLeading.has(token.text)) p.expected('expression');
}

/** What the `.` at the cursor begins. */
function memberAccess(p: Parser): string {
  if (p.isWord('await', 1)) return '`.await`';
  return p.isGroup('paren', 2) ? 'a method call' : 'a field access';
}

function parseCast(p: Parser): void {
  parseType(p, { plus: false });
  const token = p.peek();
  if (token?.kind === 'punct' && (token.text === '?' || token.text === '.'))
    p.fail(`cast cannot be followed by ${token.text === '?' ? '`?`' : memberAccess(p)}`);
  if (isDelimited(token, 'paren')) p.fail('cast cannot be followed by a function call');
  if (isDelimited(token, 'bracket')) p.fail('cast cannot be followed by indexing');
}

/** The right side of `a..`, which may be missing. */
function parseRangeEnd(p: Parser, operator: string): void {
  const token = p.peek();
  if (
    canBeginExpression(token, p.edition) &&
    !(isDelimited(token, 'brace') && p.restrictions & Restriction.noStruct)
  ) {
    skipOperandAttributes(p);
    if (parseOperation(p, range + 1) === 'let') p.fail(misplacedLet);
  } else if (operator !== '..') p.fail('inclusive range with no end');
}

function parsePrefixRange(p: Parser): ExpressionShape {
  const token = p.bump();
  const operator = token?.kind === 'punct' ? token.text : '';
  if (operator === '...') p.fail('unexpected token: `...`');
  parseRangeEnd(p, operator);
  return 'other';
}

/** Prefix operators and their operand. Attributes come before. */
function parsePrefix(p: Parser): ExpressionShape {
  let negated = false;
  let prefixed = false;
  for (;;) {
    const token = p.peek();
    if (token?.kind === 'punct') {
      const { text } = token;
      if (text === '!' || text === '-' || text === '*') {
        p.bump();
        negated = text === '-' && !prefixed;
        prefixed = true;
        skipOuterAttributes(p);
        if (!isRangeOperator(p.peek())) continue;
        parsePrefixRange(p);
        return 'other';
      }
      if (text === '&' || text === '&&') {
        parseBorrow(p);
        prefixed = true;
        negated = false;
        if (!isRangeOperator(p.peek())) continue;
        parsePrefixRange(p);
        return 'other';
      }
      if (text === '~') p.fail('`~` cannot be used as a unary operator');
      if (text === '+' && p.peek(1)?.kind === 'literal') p.fail('leading `+` is not supported');
    } else if (isWord(token, 'box')) p.fail('`box_syntax` has been removed');
    const shape = parseSuffixes(p, parsePrimary(p));
    if (!prefixed) return shape;
    if (shape === 'let') p.fail(misplacedLet);
    return negated && shape === 'literal' ? 'negatedLiteral' : 'other';
  }
}

/** `&`, `&mut`, `&raw const`. */
function parseBorrow(p: Parser): void {
  p.expectSplit('&');
  if (p.peek()?.kind === 'lifetime' && !p.isPunct(':', 1))
    p.fail('borrow expressions cannot be annotated with lifetimes');
  if (p.isWord('raw') && (p.isWord('mut', 1) || p.isWord('const', 1))) {
    p.bump();
    p.bump();
  } else p.eatWord('mut');
  skipOuterAttributes(p);
}

/** `?`, `.field`, `.method()`, calls and indexing. */
export function parseSuffixes(p: Parser, first: ExpressionShape): ExpressionShape {
  let shape = first;
  for (;;) {
    const token = p.peek();
    if (token?.kind === 'punct') {
      if (token.text === '?') {
        p.bump();
        shape = 'other';
      } else if (token.text === '.') {
        p.bump();
        shape = parseAfterDot(p);
      } else break;
    } else if (token?.kind !== 'group' || endsStatement(p, shape)) {
      break;
    } else if (token.delimiter === 'paren') {
      parseArguments(p, token);
      shape = 'other';
    } else if (token.delimiter === 'bracket') {
      p.inside(token, () => parseExpression(p));
      shape = 'other';
    } else break;
  }
  p.miss('`.`', '`?`');
  return shape;
}

/** `(a, b)`. */
function parseArguments(p: Parser, group: TokenTree & { kind: 'group' }): void {
  p.inside(group, () => p.commaSeparated(() => parseExpression(p)));
}

function parseAfterDot(p: Parser): ExpressionShape {
  const token = p.peek();
  if (token?.kind === 'literal' && (token.literal === 'integer' || token.literal === 'float')) {
    const number = token.text.slice(0, token.text.length - token.suffix.length);
    if (token.literal === 'float' && /[+-]/.test(number)) p.fail(`unexpected token: \`${token.text}\``);
    checkTupleIndex(p, token);
    p.bump();
    // `t.0.` and `field`: the lexer read `0.` as a number.
    return token.literal === 'float' && number.endsWith('.') ? parseAfterDot(p) : 'other';
  }
  if (token?.kind !== 'ident') p.fail(`unexpected token: ${p.describe(token)}`);
  if (p.edition >= 2018 && p.eatWord('await')) {
    const next = p.peek();
    if (next?.kind === 'group' && next.delimiter === 'paren' && next.tokens.length === 0)
      p.fail('incorrect use of `await`');
    return 'other';
  }
  if (p.eatWord('match')) {
    parseMatchBlock(p);
    return 'complete';
  }
  // Unstable, since rustc 1.87: https://github.com/rust-lang/rust/issues/132290 and /43122.
  if (p.eatWord('use') || p.eatWord('yield')) return 'other';
  const generic = parsePathSegment(p, 'expression');
  const next = p.peek();
  if (next?.kind === 'group' && next.delimiter === 'paren') parseArguments(p, next);
  else if (generic) p.fail('field expressions cannot have generic arguments');
  return 'other';
}
