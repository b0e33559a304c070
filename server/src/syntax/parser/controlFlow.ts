/** `if`, loops, `match`, closures, `let` in conditions (rustc_parse/src/parser/expr.rs). */
import { skipInnerAttributes, skipOuterAttributes } from './attributes';
import { isBlock } from './beginnings';
import { lazyAnd, parseExpression, parseOperation, type ExpressionShape } from './expressions';
import { Restriction, type Parser } from './parser';
import { parsePattern, parseSinglePattern, refuseComma } from './patterns';
import { parseBlockExpression } from './primaryExpressions';
import { parseBlock } from './statements';
import { parseBinder, parseReturnType, parseType } from './types';
import { isReserved } from './words';

const condition = Restriction.noStruct | Restriction.allowLet;

/** After `if`. A long chain of `else if` takes no stack. */
export function parseIf(p: Parser): void {
  for (;;) {
    parseExpression(p, condition);
    refuseAttributes(p);
    parseBlock(p, false);
    if (!p.eatWord('else')) return;
    refuseAttributes(p);
    if (p.eatWord('if')) continue;
    parseBlock(p, false);
    return;
  }
}

function refuseAttributes(p: Parser): void {
  if (p.isPunct('#')) p.fail('outer attributes are not allowed on `if` and `else` branches');
}

/** After `while`. */
export function parseWhile(p: Parser): ExpressionShape {
  parseExpression(p, condition);
  parseBlock(p, true);
  return 'complete';
}

/** After `for`. */
export function parseFor(p: Parser): ExpressionShape {
  if (p.edition >= 2018) p.eatWord('await');
  parsePattern(p);
  if (!p.eatWord('in')) p.fail('missing `in` in `for` loop');
  parseExpression(p, Restriction.noStruct);
  parseBlock(p, true);
  return 'complete';
}

const afterLabel = 'expected `while`, `for`, `loop` or `{` after a label';

/** `'label: loop {}`, at the label. */
export function parseLabeled(p: Parser): ExpressionShape {
  p.bump();
  if (!p.eatPunct(':')) {
    const word = ['while', 'for', 'loop'].some((each) => p.isWord(each)) || isBlock(p.peek());
    p.fail(word ? 'labeled expression must be followed by `:`' : afterLabel);
  }
  if (p.eatWord('while')) return parseWhile(p);
  if (p.eatWord('for')) return parseFor(p);
  if (p.eatWord('loop')) {
    parseBlock(p, true);
    return 'complete';
  }
  if (!isBlock(p.peek())) p.fail(afterLabel);
  return parseBlockExpression(p);
}

/** `PATTERN = EXPRESSION` of a condition, after `let`. */
export function parseLet(p: Parser): void {
  parsePattern(p, { guard: false });
  p.expectPunct('=');
  skipOuterAttributes(p);
  parseOperation(p, lazyAnd + 1);
}

/** The braces of a `match`. */
export function parseMatchBlock(p: Parser): void {
  p.expectGroup('brace', () => {
    skipInnerAttributes(p);
    while (!p.atEnd) parseArm(p);
  });
}

function parseArm(p: Parser): void {
  skipOuterAttributes(p);
  const never = p.isPunct('!') || p.isPunct('!', 1);
  parsePattern(p, { guard: false });
  if (!never) refuseComma(p);
  if (p.eatWord('if')) parseExpression(p, Restriction.allowLet);
  // Arms without body are for patterns that cannot match (`!`).
  if (p.isPunct(',') || p.atEnd) {
    p.eatPunct(',');
    return;
  }
  p.expectPunct('=>');
  const shape = parseExpression(p, Restriction.statement);
  if (p.eatPunct(',') || p.atEnd || shape === 'complete') return;
  p.fail('expected `,` following `match` arm');
}

/** A closure from its first word or bar on. */
export function parseClosure(p: Parser): ExpressionShape {
  parseBinder(p);
  p.eatWord('const');
  p.eatWord('static');
  if (p.edition >= 2018) {
    const async = p.eatWord('async');
    if (isReserved('gen', p.edition)) p.eatWord('gen');
    if (async && p.isWord('static')) p.expected('one of `move`, `|`, or `||`');
  }
  if (p.eatWord('move')) {
    if (p.isWord('async') && p.edition >= 2018) p.fail('the order of `move` and `async` is incorrect');
    p.miss('`async`');
  }
  if (!p.eatPunct('||')) {
    p.expectPunct('|');
    parseClosureParameters(p);
    p.expectSplit('|');
  }
  if (parseReturnType(p, true)) parseBlockExpression(p);
  else parseExpression(p, p.restrictions & ~(Restriction.statement | Restriction.allowLet));
  return 'other';
}

function parseClosureParameters(p: Parser): void {
  while (!p.isPunct('|') && !p.isPunct('||')) {
    skipOuterAttributes(p);
    parseSinglePattern(p, true);
    if (p.eatPunct(':')) parseType(p, { plus: true });
    if (!p.eatPunct(',')) return;
  }
}
