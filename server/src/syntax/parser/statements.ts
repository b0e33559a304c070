/** Statements and blocks (rustc_parse/src/parser/stmt.rs; Reference, "Statements"). */
import { skipInnerAttributes, skipOuterAttributes } from './attributes';
import { fragmentOf, isPathStart, isQualifiedPathStart } from './beginnings';
import {
  parseExpression,
  parseOperatorsAfter,
  parseSuffixes,
  refuseAttributedRange,
  type ExpressionShape,
} from './expressions';
import { beginsPathLikeItem, parseItemAfterAttributes } from './items';
import { Restriction, type Parser } from './parser';
import { parsePath } from './paths';
import { parsePattern, refuseComma } from './patterns';
import { isBuiltinSyntax, parseStructFields } from './primaryExpressions';
import { parseType } from './types';
import { endsWithBrace } from '../tokenTests';

/** What a statement needs behind it: `closed`: nothing; `let`: a semicolon; an expression: as its shape says. */
type StatementShape = 'closed' | 'let' | 'macro' | ExpressionShape;

/** `{ … }` or a `block` fragment. */
export function parseBlock(p: Parser, innerAttributes: boolean): void {
  const token = p.peek();
  if (fragmentOf(token) === 'block') {
    p.bump();
    return;
  }
  if (!p.isGroup('brace')) p.expected('`{`');
  p.expectGroup('brace', () => {
    if (skipInnerAttributes(p) && !innerAttributes)
      p.fail('an inner attribute is not permitted in this context');
    while (!p.atEnd) parseFullStatement(p);
  });
}

/** A statement together with the semicolon that it takes. */
export function parseFullStatement(p: Parser): void {
  if (fragmentOf(p.peek()) === 'stmt') {
    p.bump();
    return;
  }
  // Unstable, since rustc 1.88: `super let`. As a fragment it is only the path `super` to earlier ones.
  if (p.isWord('super') && p.isWord('let', 1)) p.bump();
  const shape = parseStatement(p);
  switch (shape) {
    case undefined:
      p.expected('statement');
      break;
    case 'closed':
      break;
    case 'let':
      p.expectPunct(';');
      break;
    case 'macro':
    case 'complete':
    case 'bracedMacro':
      p.eatPunct(';');
      break;
    default:
      if (!p.eatPunct(';') && !p.atEnd) p.expectedOneOf('`}`');
  }
}

/** A statement without the semicolon of an expression or a `let`. Undefined, if none begins here. */
export function parseStatement(p: Parser): StatementShape | undefined {
  const start = p.index;
  const attributes = skipOuterAttributes(p);
  const token = p.peek();
  if (fragmentOf(token) === 'stmt') {
    p.bump();
    return 'closed';
  }
  if (p.eatWord('let')) {
    parseLocal(p);
    return 'let';
  }
  if (
    isPathStart(token, p.edition) &&
    !isQualifiedPathStart(token) &&
    !beginsPathLikeItem(p) &&
    !isBuiltinSyntax(p)
  )
    return parsePathStatement(p);
  if (parseItemAfterAttributes(p, start, { place: 'block', namesRequired: true })) return 'closed';
  if (p.eatPunct(';')) {
    if (attributes) p.fail('expected statement after outer attribute');
    return 'closed';
  }
  if (p.atEnd) {
    if (attributes) p.fail('expected statement after outer attribute');
    return undefined;
  }
  if (attributes) refuseAttributedRange(p);
  return parseExpression(p, Restriction.statement);
}

/** A statement that begins with a path: a macro call or an expression. */
function parsePathStatement(p: Parser): StatementShape {
  const start = p.index;
  const shape = parsePath(p, 'expression');
  if (p.eatPunct('!')) return parseMacroStatement(p, start);
  let expression: ExpressionShape = shape === 'name' ? 'name' : 'other';
  const { restrictions } = p;
  const token = p.peek();
  if (token?.kind === 'group' && token.delimiter === 'brace') {
    p.inside(token, parseStructFields);
    expression = 'other';
  } else p.miss('`{`');
  p.restrictions = Restriction.statement;
  expression = parseOperatorsAfter(p, 0, parseSuffixes(p, expression));
  p.restrictions = restrictions;
  return expression;
}

function parseMacroStatement(p: Parser, start: number): StatementShape {
  const argument = p.macroArgument(start, 'statement');
  const braced = argument.delimiter === 'brace';
  if (braced && !p.isPunct('.') && !p.isPunct('?')) return 'macro';
  if (p.isPunct(';') || p.atEndOfInput) return 'macro';
  return parseOperatorsAfter(p, 0, parseSuffixes(p, braced ? 'bracedMacro' : 'other'));
}

/** After `let`. */
function parseLocal(p: Parser): void {
  if (parsePattern(p, { guard: false }) === 'alternatives')
    p.fail('top-level or-patterns are not allowed in `let` bindings');
  refuseComma(p);
  if (p.eatPunct(':')) parseType(p, { plus: true });
  if (!p.eatPunct('=')) {
    const token = p.peek();
    if (token?.kind === 'punct' && compoundAssignment.test(token.text))
      p.fail("can't reassign to an uninitialized variable");
    return;
  }
  const start = p.index;
  let shape = parseExpression(p);
  if (!p.isWord('else')) {
    p.miss('`else`');
    return;
  }
  const last = p.tokens[p.index - 1];
  if (p.index === start + 1 && last?.kind === 'group' && last.fragment !== undefined)
    shape = p.parseApart(last.tokens, parseExpression, shape);
  if (shape === 'lazyAnd' || shape === 'lazyOr')
    p.fail(
      `a \`${shape === 'lazyAnd' ? '&&' : '||'}\` expression cannot be directly assigned in \`let...else\``,
    );
  // What ends so is told from other expressions as rustc_ast::util::classify does it.
  if (endsWithBrace(last))
    p.fail('right curly brace `}` before `else` in a `let...else` statement not allowed');
  p.bump();
  parseBlock(p, false);
}

const compoundAssignment = /^([-+*/%^&|]|<<|>>)=$/;
