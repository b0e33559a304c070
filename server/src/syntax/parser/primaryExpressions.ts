/** Expressions that are no operation (rustc_parse/src/parser/expr.rs: `parse_expr_bottom`). */
import type { Edition, Group, Literal, TokenTree } from '../token';
import { skipOuterAttributes } from './attributes';
import {
  canBeginType,
  fragmentOf,
  isBlock,
  isDelimited,
  isExpressionFragment,
  isPathStart,
} from './beginnings';
import {
  parseClosure,
  parseFor,
  parseIf,
  parseLabeled,
  parseLet,
  parseMatchBlock,
  parseWhile,
} from './controlFlow';
import { isComparison, parseExpression, parseOptionalExpression, type ExpressionShape } from './expressions';
import { choosesGenerics } from './generics';
import { Restriction, type Parser } from './parser';
import { parsePath, parseQualifiedPath, type PathShape } from './paths';
import { parseBlock } from './statements';
import { isBoolean, isPunct, isReserved, isWord } from './words';

export function parsePrimary(p: Parser): ExpressionShape {
  const token = p.peek();
  if (token?.kind === 'group' && token.delimiter === 'invisible') return parseFragment(p, token);
  const { restrictions } = p;
  p.restrictions &= ~Restriction.allowLet;
  const shape = parseVisible(p, token, restrictions & Restriction.allowLet);
  p.restrictions = restrictions;
  return shape;
}

/** A fragment that a macro matched and passes on. */
function parseFragment(p: Parser, group: Group): ExpressionShape {
  switch (group.fragment) {
    case 'expr':
    case 'expr_2021':
    case 'literal':
      p.bump();
      return shapeOfFragment(p, group);
    case 'path':
      p.bump();
      return group.tokens.length === 1 ? 'name' : 'other';
    case 'block':
      p.bump();
      return 'complete';
    default:
      return p.expected('expression');
  }
}

/**
 * The shape of an expression that was matched before. It is parsed again only where the shape may matter: when it may be block-like, or a
 * comparison in front of another.
 */
function shapeOfFragment(p: Parser, group: Group): ExpressionShape {
  let inner: TokenTree | undefined = group;
  while (inner?.kind === 'group' && inner.delimiter === 'invisible' && inner.tokens.length === 1) {
    if (inner.fragment === 'block') return 'complete';
    if (!isExpressionFragment(inner) && inner.fragment !== 'literal' && inner.fragment !== 'path') break;
    inner = inner.tokens[0];
  }
  if (inner?.kind === 'literal' || isBoolean(inner)) return 'literal';
  if (inner?.kind === 'ident') return 'name';
  if (inner?.kind !== 'group') return 'other';
  if (inner.delimiter === 'brace' || inner.fragment === 'block') return 'complete';
  if (inner.delimiter !== 'invisible') return 'other';
  const compares = isComparison(p.peek()) && inner.tokens.some(isComparison);
  const mattersHere = (p.restrictions & (Restriction.statement | Restriction.constArgument)) !== 0;
  const blockLike = beginsBlockLike(inner.tokens[0]) || isDelimited(inner.tokens.at(-1), 'brace');
  return compares || (mattersHere && blockLike)
    ? p.parseApart(inner.tokens, parseExpression, 'other')
    : 'other';
}

/** Whether what begins so may be block-like as a whole, or a negative literal. */
function beginsBlockLike(token: TokenTree | undefined): boolean {
  return (
    isDelimited(token, 'brace') || isPunct(token, '-') || token?.kind === 'lifetime' || isWord(token, 'const')
  );
}

function parseVisible(p: Parser, token: TokenTree | undefined, allowLet: number): ExpressionShape {
  switch (token?.kind) {
    case 'literal':
      p.bump();
      return 'literal';
    case 'lifetime':
      return parseLabeled(p);
    case 'group':
      return parseDelimited(p, token, allowLet);
    case 'punct':
      if (token.text === '|' || token.text === '||') return parseClosure(p);
      break;
    case 'ident':
      if (isBoolean(token)) {
        p.bump();
        return 'literal';
      }
      break;
  }
  if (isPathStart(token, p.edition)) return parsePathExpression(p);
  if (token?.kind === 'punct' && token.text === '<-') return p.expected('expression');
  if (token?.kind === 'ident' && !token.raw) return parseKeyword(p, token.text, allowLet);
  return p.expected('expression');
}

function parseDelimited(p: Parser, group: Group, allowLet: number): ExpressionShape {
  switch (group.delimiter) {
    case 'paren':
      p.inside(group, () =>
        p.commaSeparated(() => {
          if (parseExpression(p, allowLet) === 'let') p.fail('expected expression, found `let` statement');
        }),
      );
      return 'other';
    case 'bracket':
      p.inside(group, () => parseArrayElements(p));
      return 'other';
    default:
      return parseBlockExpression(p);
  }
}

function parseArrayElements(p: Parser): void {
  if (p.atEnd) return;
  parseExpression(p);
  if (p.eatPunct(';')) parseExpression(p);
  else if (p.eatPunct(',')) p.commaSeparated(() => parseExpression(p));
  else if (!p.atEnd) p.expectedOneOf('`]`');
}

/** `{ … }` with inner attributes. A `block` fragment is refused here: it takes no label, no `unsafe`. */
export function parseBlockExpression(p: Parser): ExpressionShape {
  if (fragmentOf(p.peek()) === 'block') p.fail('cannot use a `block` macro fragment here');
  parseBlock(p, true);
  return 'complete';
}

function parsePathExpression(p: Parser): ExpressionShape {
  const start = p.index;
  if (isBuiltinSyntax(p)) {
    parseBuiltinSyntax(p, builtinExpressions);
    return 'other';
  }
  let shape: PathShape = 'path';
  const qualified = p.eatSplit('<');
  if (qualified) parseQualifiedPath(p, 'expression');
  else shape = parsePath(p, 'expression');
  if (p.eatPunct('!')) {
    if (qualified) p.fail('macros cannot use qualified paths');
    const argument = p.macroArgument(start, 'expression');
    return argument.delimiter === 'brace' ? 'bracedMacro' : 'other';
  }
  const next = p.peek();
  if (next?.kind === 'group' && next.delimiter === 'brace') {
    if (p.restrictions & Restriction.noStruct) {
      if (isCertainlyStruct(next, p.edition)) p.fail('struct literals are not allowed here');
    } else {
      p.inside(next, parseStructFields);
      return 'other';
    }
  } else p.miss('`{`');
  return shape === 'name' ? 'name' : 'other';
}

/** Expressions, those of later versions of rustc included (rustc_parse::parser::expr, parse_expr_builtin). */
const builtinExpressions: ReadonlySet<string> = new Set([
  'offset_of',
  'type_ascribe',
  'wrap_binder',
  'unwrap_binder',
]);

/** `builtin # name(…)`: what the standard library's macros make where they need syntax of their own. */
export function isBuiltinSyntax(p: Parser): boolean {
  return p.isWord('builtin') && p.isPunct('#', 1);
}

export function parseBuiltinSyntax(p: Parser, names: ReadonlySet<string>): void {
  p.bump();
  p.bump();
  const name = p.peek();
  if (name?.kind === 'ident' && !names.has(name.text))
    p.fail(`unknown \`builtin #\` construct \`${name.text}\``);
  p.expectIdent();
  if (!p.isGroup('paren')) p.expected('`(`');
  p.bump();
}

/** Whether braces where a block is expected can be the fields of a struct only (rustc: `is_certainly_not_a_block`). */
function isCertainlyStruct({ tokens }: Group, edition: Edition): boolean {
  const [name, separator, value, end] = tokens;
  if (name?.kind !== 'ident' || separator?.kind !== 'punct') return false;
  if (separator.text === ',') return true;
  return separator.text === ':' && (isPunct(end, ',') || !canBeginType(value, edition));
}

/** The fields between the braces of a struct literal. */
export function parseStructFields(p: Parser): void {
  while (!p.atEnd) {
    if (p.eatPunct('..')) {
      if (p.atEnd) return;
      parseExpression(p);
      if (p.isPunct(',')) p.fail('cannot use a comma after the base struct');
      return;
    }
    skipOuterAttributes(p);
    parseStructField(p);
    if (p.atEnd) return;
    if (!p.eatPunct(',')) p.expectedOneOf('`}`');
  }
}

function parseStructField(p: Parser): void {
  if (!p.isPunct(':', 1)) {
    p.expectIdent();
    if (p.isPunct('=')) p.expected('`:`');
    p.miss('`:`');
    return;
  }
  parseFieldName(p);
  p.expectPunct(':');
  parseExpression(p);
}

/** The name of a field: an identifier, or a number for a tuple's. */
export function parseFieldName(p: Parser): void {
  const token = p.peek();
  if (token?.kind === 'literal' && token.literal === 'integer') {
    checkTupleIndex(p, token);
    p.bump();
  } else p.expectIdent();
}

/** Suffixes that old code has on the index of a tuple's field. */
const toleratedSuffixes = new Set(['', 'i32', 'u32', 'isize', 'usize']);

/** Refuses the suffix of a number that is the name of a tuple's field. */
export function checkTupleIndex(p: Parser, { suffix }: Literal): void {
  if (!toleratedSuffixes.has(suffix)) p.fail('suffixes on a tuple index are invalid');
}

function parseKeyword(p: Parser, word: string, allowLet: number): ExpressionShape {
  switch (word) {
    case 'move':
    case 'static':
      return parseClosure(p);
    case 'const':
      return parseConst(p);
    case 'if':
      p.bump();
      parseIf(p);
      return 'complete';
    case 'for':
      if (choosesGenerics(p, 1)) return parseClosure(p);
      p.bump();
      return parseFor(p);
    case 'while':
      p.bump();
      return parseWhile(p);
    case 'loop':
      p.bump();
      parseBlock(p, true);
      return 'complete';
    case 'match':
      p.bump();
      parseExpression(p, Restriction.noStruct);
      parseMatchBlock(p);
      return 'complete';
    case 'unsafe':
      p.bump();
      return parseBlockExpression(p);
    case 'try':
      if (!isReserved('try', p.edition) || !isBlock(p.peek(1))) break;
      p.bump();
      parseBlock(p, true);
      return 'complete';
    case 'return':
    case 'yield':
      p.bump();
      parseOptionalExpression(p);
      return 'other';
    case 'do':
      if (!p.isWord('yeet', 1)) break;
      p.bump();
      p.bump();
      parseOptionalExpression(p);
      return 'other';
    case 'become':
      p.bump();
      parseExpression(p);
      return 'other';
    case 'continue':
      p.bump();
      if (p.peek()?.kind === 'lifetime') p.bump();
      return 'other';
    case 'break':
      p.bump();
      parseBreak(p);
      return 'other';
    case 'let':
      if (!allowLet) p.fail('expected expression, found `let` statement');
      p.bump();
      parseLet(p);
      return 'let';
    case '_':
      p.bump();
      return 'other';
    case 'async':
    case 'gen':
      if (isReserved(word, p.edition)) return parseAsync(p);
  }
  return p.expected('expression');
}

function parseConst(p: Parser): ExpressionShape {
  const next = p.peek(1);
  if (isBlock(next)) {
    p.bump();
    parseBlock(p, true);
    return 'complete';
  }
  const closure =
    isWord(next, 'move') || isWord(next, 'static') || (next?.kind === 'punct' && /^\|\|?$/.test(next.text));
  return closure ? parseClosure(p) : p.expected('expression');
}

function parseBreak(p: Parser): void {
  const token = p.peek();
  if (token?.kind === 'lifetime') {
    p.bump();
    if (p.isPunct(':'))
      p.fail(
        'parentheses are required around this expression to avoid confusion with a labeled break expression',
      );
  }
  if (isDelimited(p.peek(), 'brace') && p.restrictions & Restriction.noStruct) return;
  parseOptionalExpression(p);
}

/** `async {}`, `async move {}`, `gen {}`, `async gen {}`, or a closure with such a word in front. */
function parseAsync(p: Parser): ExpressionShape {
  let words = 1;
  if (p.isWord('async') && isReserved('gen', p.edition) && p.isWord('gen', 1)) words = 2;
  const moves = p.isWord('move', words) ? 1 : 0;
  if (!isBlock(p.peek(words + moves))) return p.isWord('async') ? parseClosure(p) : p.expected('expression');
  for (let each = 0; each < words + moves; each++) p.bump();
  parseBlock(p, true);
  return 'other';
}
