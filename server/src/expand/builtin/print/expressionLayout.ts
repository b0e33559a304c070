/**
 * Expressions as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state::expr): spaces by grammar, not by the source, and
 * boxes that decide where a long line is broken. What cannot be read is printed from its tokens.
 */
import type { FragmentKind, Group, TokenTree } from '../../../syntax/token';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { blockLikeEnd, closureParametersEnd, pathEnd, typeEnd } from './extents';
import { anglesEnd } from '../../cfg/angles';
import { blockLayout, type ExpressionSource } from './blockLayout';
import { block, consistentBlock, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { binaryOperators, precedence } from './precedence';
import { readable } from './notReadable';
import { PatternReader } from './patternLayout';
import { boxed, parenthesized, separated, structEnd } from './printedExpression';
import type { PrintedExpression } from './printedExpression';
import { tokenLayout } from './tokenLayout';
import { pathLayout, typeLayout } from './typeLayout';

/** What nests deeper than this, by brackets or by operators, is printed from its tokens. */
const maximumDepth = 100;

/** The layout of one whole expression. What cannot be read as one is printed from its tokens. */
export function expressionLayout(tokens: readonly TokenTree[], depth = 0): PrintedExpression {
  const reader = new ExpressionReader(tokens, depth);
  const printed = reader.read(0);
  return reader.atEnd && !reader.tooDeep ? printed : boxed(precedence.unambiguous, tokenLayout(tokens));
}

const closureWords = new Set(['move', 'static', 'async']);
const blockWords = new Set(['if', 'match', 'while', 'for', 'loop', 'unsafe', 'const', 'async', 'try']);

class ExpressionReader {
  tooDeep = false;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private depth: number,
    private index = 0,
    /** No `{` begins the fields of a struct. */
    private readonly inCondition = false,
  ) {}

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  /** An expression whose operators bind at least as tightly as `minimum`. */
  read(minimum: number): PrintedExpression {
    if (this.depth >= maximumDepth) {
      this.tooDeep = true;
      this.index = this.tokens.length;
      return boxed(precedence.unambiguous);
    }
    this.depth++;
    let left = this.readPrefix();
    for (;;) {
      const operator = this.peek();
      const operatorText = isWord(operator, 'as') ? 'as' : operator?.kind === 'punct' ? operator.text : '';
      const binds = binaryOperators[operatorText];
      if (binds === undefined || binds < minimum) break;
      this.index++;
      left = this.readOperation(left, operatorText, binds);
    }
    this.depth--;
    return left;
  }

  private peek(ahead = 0): TokenTree | undefined {
    return this.tokens[this.index + ahead];
  }

  /** What reaches to `end`, printed from its tokens. */
  private readTo(end: number): Layout {
    const tokens = this.tokens.slice(this.index, end);
    this.index = end;
    return tokenLayout(tokens);
  }

  private readType(): Layout {
    const start = this.index;
    this.index = typeEnd(this.tokens, start);
    return typeLayout(this.tokens.slice(start, this.index), this.print, this.depth);
  }

  private readPathTo(end: number): Layout {
    const tokens = this.tokens.slice(this.index, end);
    this.index = end;
    return pathLayout(tokens, true, this.print, this.depth);
  }

  /** What reads the expressions in a block. */
  private get source(): ExpressionSource {
    return {
      depth: this.depth,
      print: this.print,
      readAt: (tokens, start, inCondition) => {
        const reader = new ExpressionReader(tokens, this.depth + 1, start, inCondition);
        const part = reader.read(0);
        return { part, end: reader.index };
      },
    };
  }

  /** Prints an expression within a type. */
  private readonly print = (tokens: readonly TokenTree[]): Layout =>
    expressionLayout(tokens, this.depth).layout;

  private readOperation(left: PrintedExpression, operator: string, binds: number): PrintedExpression {
    const spaced = [space, text(operator), space];
    switch (binds) {
      case precedence.cast:
        return {
          ...boxed(binds, parenthesized(left, left.precedence < binds), ...spaced, this.readType()),
          exteriorStruct: left.exteriorStruct,
        };
      case precedence.range:
        return this.finishRange(left, operator);
      case precedence.assign:
        return boxed(
          binds,
          parenthesized(left, left.precedence <= precedence.range),
          ...spaced,
          this.read(binds).layout,
        );
    }
    return this.finishBinary(left, operator, binds, spaced);
  }

  private finishBinary(
    left: PrintedExpression,
    operator: string,
    binds: number,
    spaced: readonly Layout[],
  ): PrintedExpression {
    const right = this.read(binds + 1);
    // `x as T < y` would be read as generic arguments of the type; comparisons cannot be chained.
    const misread = left.precedence === precedence.cast && (operator === '<' || operator === '<<');
    const loose = binds === precedence.compare ? left.precedence <= binds : left.precedence < binds;
    return {
      ...boxed(
        binds,
        parenthesized(left, misread || loose),
        ...spaced,
        parenthesized(right, right.precedence <= binds),
      ),
      exteriorStruct: left.exteriorStruct === true || right.exteriorStruct === true,
    };
  }

  private finishRange(left: PrintedExpression | undefined, operator: string): PrintedExpression {
    const start = left ? parenthesized(left, left.precedence < precedence.or) : [];
    if (this.atEnd || isPunct(this.peek(), ',') || isPunct(this.peek(), ';'))
      return boxed(precedence.range, start, text(operator));
    const end = this.read(precedence.or);
    return boxed(precedence.range, start, text(operator), parenthesized(end, end.precedence < precedence.or));
  }

  private readPrefix(): PrintedExpression {
    const token = this.peek();
    if (token?.kind === 'punct') {
      switch (token.text) {
        case '-':
        case '!':
        case '*':
          this.index++;
          return this.readOperand(token.text, true);
        case '&':
        case '&&':
          this.index++;
          return this.readOperand(token.text + this.readBorrowWords(), false);
        case '..':
        case '..=':
          this.index++;
          return this.finishRange(undefined, token.text);
        case '|':
        case '||':
          return this.readClosure('');
      }
    }
    if (token?.kind === 'ident' && !token.raw) {
      if (token.text === 'return' || token.text === 'break' || token.text === 'continue')
        return this.readJump(token.text);
      let words = '';
      let ahead = 0;
      for (
        let word = this.peek();
        word?.kind === 'ident' && closureWords.has(word.text);
        word = this.peek(++ahead)
      )
        words += `${word.text} `;
      if (ahead > 0 && (isPunct(this.peek(ahead), '|') || isPunct(this.peek(ahead), '||'))) {
        this.index += ahead;
        return this.readClosure(words);
      }
    }
    return this.readPostfix(this.readPrimary());
  }

  private readOperand(operator: string, showsStruct: boolean): PrintedExpression {
    const operand = this.read(precedence.prefix);
    const printed = parenthesized(operand, operand.precedence < precedence.prefix);
    return {
      ...boxed(precedence.prefix, text(operator), printed),
      exteriorStruct: showsStruct && operand.exteriorStruct,
    };
  }

  /** `mut`, `raw const` or `raw mut` behind `&`. */
  private readBorrowWords(): string {
    if (isWord(this.peek(), 'mut')) {
      this.index++;
      return 'mut ';
    }
    const second = this.peek(1);
    if (!isWord(this.peek(), 'raw') || second?.kind !== 'ident' || !/^(const|mut)$/.test(second.text))
      return '';
    this.index += 2;
    return `raw ${second.text} `;
  }

  private readJump(word: 'return' | 'break' | 'continue'): PrintedExpression {
    this.index++;
    let head: string = word;
    const label = this.peek();
    if (label?.kind === 'lifetime' && word !== 'return') {
      this.index++;
      head += ` ${label.text}`;
    }
    if (word === 'continue' || this.atEnd || isPunct(this.peek(), ',') || isPunct(this.peek(), ';'))
      return boxed(precedence.jump, text(head));
    return boxed(precedence.jump, text(`${head} `), this.read(precedence.jump).layout);
  }

  private readClosure(words: string): PrintedExpression {
    const start = this.index;
    this.index = closureParametersEnd(this.tokens, start);
    const head: Layout[] = [text(words), this.closureParameters(start)];
    const typed = isPunct(this.peek(), '->');
    if (typed) {
      this.index++;
      head.push(space, text('-> '), this.readType());
    }
    const body = this.read(0);
    // The body of a closure with a result type is a block, so nothing can be misread behind it.
    return {
      precedence: typed ? precedence.unambiguous : precedence.closure,
      layout: [block(indentUnit, ...head, space, body.layout), block(0)],
    };
  }

  private closureParameters(start: number): Layout {
    if (isPunct(this.tokens[start], '||')) return text('||');
    const cursor = new TokenCursor(this.tokens.slice(start + 1, this.index - 1));
    const parameters = readable(() => new PatternReader(cursor, this.print, this.depth).parameters());
    return parameters
      ? [text('|'), parameters, text('|')]
      : tokenLayout(this.tokens.slice(start, this.index));
  }

  /** `let pattern = expression`, the condition of an `if`. */
  private readLet(): PrintedExpression {
    const cursor = new TokenCursor(this.tokens, this.index + 1);
    const pattern = readable(() => new PatternReader(cursor, this.print, this.depth).alternatives());
    if (!pattern || !isPunct(cursor.peek(), '='))
      return boxed(precedence.unambiguous, this.readTo(this.index + 1));
    this.index = cursor.index + 1;
    const scrutinee = this.read(precedence.compare);
    return {
      ...boxed(precedence.unambiguous, text('let '), pattern, space, text('='), space, scrutinee.layout),
      exteriorStruct: scrutinee.exteriorStruct,
    };
  }

  private readPrimary(): PrintedExpression {
    const token = this.peek();
    if (!token) return boxed(precedence.unambiguous);
    const isBlock =
      (token.kind === 'group' && token.delimiter === 'brace') ||
      token.kind === 'lifetime' ||
      (token.kind === 'ident' && !token.raw && blockWords.has(token.text));
    if (isWord(token, 'let')) return this.readLet();
    if (isBlock) {
      const printed = blockLayout(this.tokens, this.index, this.source);
      if (!printed) return boxed(precedence.unambiguous, this.readTo(blockLikeEnd(this.tokens, this.index)));
      this.index = printed.end;
      return boxed(precedence.unambiguous, printed.part);
    }
    const isPathFragment =
      isGroup(token, 'invisible') && (token.fragment === 'path' || token.fragment === 'ty');
    if (token.kind === 'ident' || isPunct(token, '::') || isPunct(token, '<') || isPathFragment)
      return this.readPath();
    if (isPunct(token, '#')) {
      const attribute = this.readTo(this.index + 2);
      const { layout, precedence: binds } = this.readPrefix();
      return boxed(binds, attribute, text(' '), layout);
    }
    this.index++;
    return token.kind === 'group'
      ? this.readGroup(token)
      : boxed(precedence.unambiguous, tokenLayout([token]));
  }

  private readGroup(group: Group): PrintedExpression {
    if (group.delimiter === 'invisible') {
      return isExpressionFragment(group.fragment)
        ? expressionLayout(group.tokens, this.depth)
        : boxed(precedence.unambiguous, tokenLayout(group.tokens));
    }
    if (group.delimiter === 'paren') {
      const elements = this.readElements(group.tokens);
      const isTuple = elements.length === 1 && isPunct(group.tokens.at(-1), ',');
      const [only] = elements;
      // One expression in parentheses is no list: its line is not broken at the parentheses.
      const content = only && elements.length === 1 && !isTuple ? only : separated(elements);
      return boxed(precedence.unambiguous, text('('), content, text(isTuple ? ',)' : ')'));
    }
    const semicolon = group.tokens.findIndex((token) => isPunct(token, ';'));
    const content =
      semicolon < 0
        ? separated(this.readElements(group.tokens))
        : [
            expressionLayout(group.tokens.slice(0, semicolon), this.depth).layout,
            text(';'),
            space,
            expressionLayout(group.tokens.slice(semicolon + 1), this.depth).layout,
          ];
    return boxed(precedence.unambiguous, block(indentUnit, text('['), content, text(']')));
  }

  /** The expressions between the commas of a list. */
  private readElements(tokens: readonly TokenTree[]): Layout[] {
    const reader = new ExpressionReader(tokens, this.depth);
    const elements: Layout[] = [];
    while (!reader.atEnd) {
      elements.push(reader.read(0).layout);
      if (reader.tooDeep) return [tokenLayout(tokens)];
      if (isPunct(reader.peek(), ',')) reader.index++;
      // Not an expression after all: what is left goes out as it is.
      else if (!reader.atEnd) elements.push(reader.readTo(tokens.length));
    }
    return elements;
  }

  private readPath(): PrintedExpression {
    const path = this.readPathTo(pathEnd(this.tokens, this.index));
    const [next, argument] = [this.peek(), this.peek(1)];
    if (isPunct(next, '!') && argument?.kind === 'group') {
      this.index += 2;
      const bang = argument.delimiter === 'brace' ? '! ' : '!';
      return boxed(precedence.unambiguous, path, text(bang), tokenLayout([argument]));
    }
    if (!isGroup(next, 'brace') || this.inCondition) return boxed(precedence.unambiguous, path);
    this.index++;
    return { ...boxed(precedence.unambiguous, path, this.structFields(next)), exteriorStruct: true };
  }

  private structFields(fields: Group): Layout {
    if (fields.tokens.length === 0) return text(' {}');
    const reader = new ExpressionReader(fields.tokens, this.depth);
    const parts: Layout[] = [space];
    while (!reader.atEnd) {
      const [name, colon] = [reader.peek(), reader.peek(1)];
      const isRest = isPunct(name, '..');
      if (isRest) {
        reader.index++;
        parts.push(text('..'));
      } else if (name && isPunct(colon, ':')) {
        reader.index += 2;
        parts.push(tokenLayout([name]), text(': '));
      }
      if (!reader.atEnd) parts.push(reader.read(0).layout);
      if (isPunct(reader.peek(), ',')) reader.index++;
      else if (!reader.atEnd) parts.push(reader.readTo(fields.tokens.length));
      parts.push(reader.atEnd ? structEnd(isRest ? '' : ',') : [text(','), space]);
    }
    return [text(' {'), consistentBlock(0, parts), text('}')];
  }

  private readPostfix(operand: PrintedExpression): PrintedExpression {
    let left = operand;
    for (;;) {
      const token = this.peek();
      const receiver = parenthesized(left, left.precedence < precedence.unambiguous);
      if (isPunct(token, '?')) {
        this.index++;
        left = boxed(precedence.unambiguous, receiver, text('?'));
      } else if (isPunct(token, '.')) {
        this.index++;
        const { exteriorStruct } = left;
        left = { ...boxed(precedence.unambiguous, receiver, text('.'), this.readMember()), exteriorStruct };
      } else if (token?.kind === 'group' && token.delimiter === 'paren') {
        this.index++;
        left = boxed(precedence.unambiguous, receiver, this.callArguments(token));
      } else if (token?.kind === 'group' && token.delimiter === 'bracket') {
        this.index++;
        const index = expressionLayout(token.tokens, this.depth).layout;
        const { exteriorStruct } = left;
        left = { ...boxed(precedence.unambiguous, receiver, text('['), index, text(']')), exteriorStruct };
      } else return left;
    }
  }

  /** A field, `await`, or a method with its arguments. */
  private readMember(): Layout {
    const isGeneric = isPunct(this.peek(1), '::');
    const name = isGeneric
      ? this.readPathTo(anglesEnd(this.tokens, this.index + 2).end)
      : this.readTo(this.index + 1);
    const call = this.peek();
    if (!isGroup(call, 'paren')) return name;
    this.index++;
    return [name, this.callArguments(call)];
  }

  private callArguments(group: Group): Layout {
    return [text('('), separated(this.readElements(group.tokens)), text(')')];
  }
}

function isExpressionFragment(fragment: FragmentKind | undefined): boolean {
  switch (fragment) {
    case undefined:
    case 'block':
    case 'expr':
    case 'expr_2021':
    case 'literal':
      return true;
    default:
      return false;
  }
}
