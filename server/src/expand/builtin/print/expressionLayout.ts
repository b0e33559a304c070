/**
 * Expressions as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state::expr): spaces by grammar, not by the source, and
 * boxes that decide where a long line is broken. What is seldom in a condition (blocks, types, patterns) is printed from its tokens.
 */
import type { FragmentKind, Group, TokenTree } from '../../../syntax/token';
import { printTokens } from '../../../syntax/tokenText';
import { isBrace, isPunct, isWord } from '../../cfg/elementEnd';
import { block, consistentBlock, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { tokenLayout } from './tokenLayout';

/** How tightly an expression binds (rustc_ast::util::parser::ExprPrecedence), the loosest first. */
export const precedence = {
  closure: 0,
  jump: 1,
  assign: 2,
  range: 3,
  or: 4,
  and: 5,
  compare: 6,
  bitOr: 7,
  bitXor: 8,
  bitAnd: 9,
  shift: 10,
  sum: 11,
  product: 12,
  cast: 13,
  prefix: 14,
  unambiguous: 15,
} as const;

export interface PrintedExpression {
  readonly layout: Layout;
  readonly precedence: number;
}

const binaryOperators: Readonly<Record<string, number | undefined>> = {
  '*': precedence.product,
  '/': precedence.product,
  '%': precedence.product,
  '+': precedence.sum,
  '-': precedence.sum,
  '<<': precedence.shift,
  '>>': precedence.shift,
  '&': precedence.bitAnd,
  '^': precedence.bitXor,
  '|': precedence.bitOr,
  '==': precedence.compare,
  '!=': precedence.compare,
  '<': precedence.compare,
  '>': precedence.compare,
  '<=': precedence.compare,
  '>=': precedence.compare,
  '&&': precedence.and,
  '||': precedence.or,
  '..': precedence.range,
  '..=': precedence.range,
  '=': precedence.assign,
  '+=': precedence.assign,
  '-=': precedence.assign,
  '*=': precedence.assign,
  '/=': precedence.assign,
  '%=': precedence.assign,
  '^=': precedence.assign,
  '&=': precedence.assign,
  '|=': precedence.assign,
  '<<=': precedence.assign,
  '>>=': precedence.assign,
};

/** Brackets nested deeper than this are printed from their tokens. */
const maximumDepth = 100;

/** The layout of one whole expression. What cannot be read as one is printed from its tokens. */
export function expressionLayout(tokens: readonly TokenTree[], depth = 0): PrintedExpression {
  const reader = new ExpressionReader(tokens, depth);
  const printed = depth > maximumDepth ? undefined : reader.read(0);
  return printed && reader.atEnd
    ? printed
    : { layout: tokenLayout(tokens), precedence: precedence.unambiguous };
}

const closureWords = new Set(['move', 'static', 'async']);
const blockWords = new Set(['if', 'match', 'while', 'for', 'loop', 'unsafe', 'const', 'async', 'try']);

class ExpressionReader {
  private index = 0;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly depth: number,
  ) {}

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  private peek(ahead = 0): TokenTree | undefined {
    return this.tokens[this.index + ahead];
  }

  /** An expression whose operators bind at least as tightly as `minimum`. */
  read(minimum: number): PrintedExpression {
    let left = this.readPrefix();
    for (;;) {
      const operator = this.peek();
      if (isWord(operator, 'as')) {
        if (precedence.cast < minimum) return left;
        this.index++;
        const type = this.readType();
        const subject = parenthesized(left, left.precedence < precedence.cast);
        left = boxed(precedence.cast, subject, space, text('as'), space, type);
        continue;
      }
      const binds = operator?.kind === 'punct' ? binaryOperators[operator.text] : undefined;
      if (operator?.kind !== 'punct' || binds === undefined || binds < minimum) return left;
      this.index++;
      if (binds === precedence.range) left = this.finishRange(left, operator.text);
      else if (binds === precedence.assign) {
        const right = this.read(precedence.assign);
        left = boxed(
          binds,
          parenthesized(left, left.precedence <= precedence.range),
          space,
          text(operator.text),
          space,
          right.layout,
        );
      } else {
        const right = this.read(binds + 1);
        // `x as T < y` would be read as generic arguments of the type.
        const cast = left.precedence === precedence.cast && (operator.text === '<' || operator.text === '<<');
        left = boxed(
          binds,
          parenthesized(
            left,
            cast || left.precedence < binds || (binds === precedence.compare && left.precedence === binds),
          ),
          space,
          text(operator.text),
          space,
          parenthesized(right, right.precedence <= binds),
        );
      }
    }
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
          return this.prefixed(text(token.text));
        case '&':
        case '&&':
          this.index++;
          return this.prefixed(text(token.text + this.readBorrowWords()));
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
      const jump = this.readJump(token.text);
      if (jump) return jump;
      if (closureWords.has(token.text)) {
        let words = '';
        let ahead = 0;
        for (
          let word = this.peek();
          word?.kind === 'ident' && closureWords.has(word.text);
          word = this.peek(++ahead)
        )
          words += `${word.text} `;
        if (isPunct(this.peek(ahead), '|') || isPunct(this.peek(ahead), '||')) {
          this.index += ahead;
          return this.readClosure(words);
        }
      }
    }
    return this.readPostfix(this.readPrimary());
  }

  private prefixed(operator: Layout): PrintedExpression {
    const operand = this.read(precedence.prefix);
    return boxed(precedence.prefix, operator, parenthesized(operand, operand.precedence < precedence.prefix));
  }

  private readBorrowWords(): string {
    if (isWord(this.peek(), 'mut')) {
      this.index++;
      return 'mut ';
    }
    const second = this.peek(1);
    if (isWord(this.peek(), 'raw') && (isWord(second, 'const') || isWord(second, 'mut'))) {
      this.index += 2;
      return `raw ${second?.kind === 'ident' ? second.text : ''} `;
    }
    return '';
  }

  private readJump(word: string): PrintedExpression | undefined {
    if (word !== 'return' && word !== 'break' && word !== 'continue') return undefined;
    this.index++;
    let head = word;
    const label = this.peek();
    if (label?.kind === 'lifetime' && word !== 'return') {
      this.index++;
      head += ` ${label.text}`;
    }
    if (word === 'continue' || this.atEnd || isPunct(this.peek(), ','))
      return boxed(precedence.jump, text(head));
    return boxed(precedence.jump, text(`${head} `), this.read(precedence.jump).layout);
  }

  private readClosure(words: string): PrintedExpression {
    const start = this.index;
    if (isPunct(this.peek(), '||')) this.index++;
    else {
      this.index++;
      while (!this.atEnd && !isPunct(this.peek(), '|')) this.index++;
      this.index++;
    }
    const parameters = this.tokens.slice(start, this.index);
    const layouts: Layout[] = [text(words + printTokens(parameters).trim())];
    const typed = isPunct(this.peek(), '->');
    if (typed) {
      this.index++;
      layouts.push(space, text('-> '), this.readType());
    }
    const body = this.read(0);
    // The body of a closure with a result type is a block, so nothing can be misread behind it.
    const binds = typed ? precedence.unambiguous : precedence.closure;
    return { precedence: binds, layout: [block(indentUnit, ...layouts, space, body.layout), block(0)] };
  }

  private readPrimary(): PrintedExpression {
    const token = this.peek();
    if (!token) return { layout: [], precedence: precedence.unambiguous };
    if (token.kind === 'group' && !isBrace(token)) {
      this.index++;
      return this.readGroup(token);
    }
    const isBlock =
      isBrace(token) || token.kind === 'lifetime' || (token.kind === 'ident' && blockWords.has(token.text));
    if (isBlock) return this.readBlockLike();
    if (token.kind === 'ident' || isPunct(token, '::') || isPunct(token, '<')) return this.readPath();
    if (isPunct(token, '#')) {
      this.index += 2;
      const attribute = printTokens(this.tokens.slice(this.index - 2, this.index));
      const { layout, precedence: binds } = this.readPrefix();
      return boxed(binds, text(`${attribute} `), layout);
    }
    this.index++;
    return boxed(precedence.unambiguous, text(printTokens([token])));
  }

  private readGroup(group: Group): PrintedExpression {
    if (group.delimiter === 'invisible') {
      if (!isExpressionFragment(group.fragment))
        return boxed(precedence.unambiguous, tokenLayout(group.tokens));
      return expressionLayout(group.tokens, this.depth + 1);
    }
    if (group.delimiter === 'paren') {
      const elements = this.readElements(group.tokens);
      const [only] = elements;
      const trailing = isPunct(group.tokens.at(-1), ',');
      if (only && elements.length === 1 && !trailing)
        return boxed(precedence.unambiguous, text('('), only, text(')'));
      const end = elements.length === 1 ? ',)' : ')';
      return boxed(precedence.unambiguous, text('('), separated(elements), text(end));
    }
    const semicolon = group.tokens.findIndex((token) => isPunct(token, ';'));
    if (semicolon < 0)
      return boxed(
        precedence.unambiguous,
        block(indentUnit, text('['), separated(this.readElements(group.tokens)), text(']')),
      );
    const element = expressionLayout(group.tokens.slice(0, semicolon), this.depth + 1).layout;
    const count = expressionLayout(group.tokens.slice(semicolon + 1), this.depth + 1).layout;
    return boxed(
      precedence.unambiguous,
      block(indentUnit, text('['), element, text(';'), space, count, text(']')),
    );
  }

  /** The expressions between the commas of a list. */
  private readElements(tokens: readonly TokenTree[]): Layout[] {
    const reader = new ExpressionReader(tokens, this.depth + 1);
    if (this.depth >= maximumDepth) return tokens.length === 0 ? [] : [tokenLayout(tokens)];
    const elements: Layout[] = [];
    while (!reader.atEnd) {
      elements.push(reader.read(0).layout);
      if (!isPunct(reader.peek(), ',')) {
        // Not an expression after all: what is left goes out as it is.
        if (!reader.atEnd) elements.push(tokenLayout(reader.tokens.slice(reader.index)));
        return elements;
      }
      reader.index++;
    }
    return elements;
  }

  private readPath(): PrintedExpression {
    const start = this.index;
    if (isPunct(this.peek(), '<')) this.skipAngles();
    else if (isPunct(this.peek(), '::')) this.index += 2;
    else this.index++;
    while (isPunct(this.peek(), '::')) {
      this.index++;
      if (isPunct(this.peek(), '<')) this.skipAngles();
      else this.index++;
    }
    const path = tokenLayout(this.tokens.slice(start, this.index));
    const next = this.peek();
    const argument = this.peek(1);
    if (isPunct(next, '!') && argument?.kind === 'group') {
      this.index += 2;
      return boxed(
        precedence.unambiguous,
        path,
        text(argument.delimiter === 'brace' ? '! ' : '!'),
        tokenLayout([argument]),
      );
    }
    if (next?.kind === 'group' && next.delimiter === 'brace') {
      this.index++;
      return boxed(precedence.unambiguous, path, this.structLiteral(next));
    }
    return boxed(precedence.unambiguous, path);
  }

  private structLiteral(fields: Group): Layout {
    if (fields.tokens.length === 0) return text(' {}');
    const reader = new ExpressionReader(fields.tokens, this.depth + 1);
    const parts: Layout[] = [space];
    while (!reader.atEnd) {
      const [name, colon] = [reader.peek(), reader.peek(1)];
      if (isPunct(name, '..')) {
        reader.index++;
        parts.push(text('..'), reader.atEnd ? [] : reader.read(0).layout, structEnd(''));
        return [text(' {'), consistentBlock(0, ...parts), text('}')];
      }
      if (name && isPunct(colon, ':')) {
        reader.index += 2;
        parts.push(text(`${printTokens([name])}: `));
      }
      parts.push(reader.read(0).layout);
      if (isPunct(reader.peek(), ',')) reader.index++;
      parts.push(reader.atEnd ? structEnd(',') : [text(','), space]);
    }
    return [text(' {'), consistentBlock(0, ...parts), text('}')];
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
        left = this.readMember(receiver);
      } else if (token?.kind === 'group' && token.delimiter === 'paren') {
        this.index++;
        left = boxed(precedence.unambiguous, receiver, this.callArguments(token));
      } else if (token?.kind === 'group' && token.delimiter === 'bracket') {
        this.index++;
        const index = expressionLayout(token.tokens, this.depth + 1).layout;
        left = boxed(precedence.unambiguous, receiver, text('['), index, text(']'));
      } else return left;
    }
  }

  private readMember(receiver: Layout): PrintedExpression {
    const start = this.index++;
    if (isPunct(this.peek(), '::')) {
      this.index++;
      this.skipAngles();
    }
    const member = tokenLayout(this.tokens.slice(start, this.index));
    const call = this.peek();
    if (call?.kind !== 'group' || call.delimiter !== 'paren')
      return boxed(precedence.unambiguous, receiver, text('.'), member);
    this.index++;
    return boxed(precedence.unambiguous, receiver, text('.'), member, this.callArguments(call));
  }

  private callArguments(group: Group): Layout {
    return [text('('), separated(this.readElements(group.tokens)), text(')')];
  }

  /** `if`, `match`, loops and blocks, from their tokens. */
  private readBlockLike(): PrintedExpression {
    const start = this.index;
    if (this.peek()?.kind === 'lifetime') this.index += 2;
    for (;;) {
      while (!this.atEnd && !isBrace(this.peek())) this.index++;
      this.index++;
      if (!isWord(this.peek(), 'else')) break;
    }
    return boxed(precedence.unambiguous, text(printTokens(this.tokens.slice(start, this.index))));
  }

  /** The type of a cast: no sum of bounds, so it ends with its path. */
  private readType(): Layout {
    const start = this.index;
    for (; !this.atEnd; this.index++) {
      const token = this.peek();
      if (isPunct(token, '&') || isPunct(token, '&&') || isPunct(token, '*') || token?.kind === 'lifetime')
        continue;
      if (token?.kind === 'ident' && /^(const|mut|dyn|impl|unsafe|extern)$/.test(token.text)) continue;
      break;
    }
    const first = this.peek();
    if (isPunct(first, '<')) this.skipAngles();
    else this.index++;
    for (;;) {
      const token = this.peek();
      if (isPunct(token, '::')) this.index += isPunct(this.peek(1), '<') ? 1 : 2;
      else if (isPunct(token, '<') && first?.kind === 'ident') this.skipAngles();
      else if (token?.kind === 'group' && token.delimiter === 'paren' && first?.kind === 'ident')
        this.index++;
      else if (isPunct(token, '->')) {
        this.index++;
        this.readType();
        break;
      } else break;
    }
    return tokenLayout(this.tokens.slice(start, this.index));
  }

  private skipAngles(): void {
    let angles = 0;
    for (; !this.atEnd; this.index++) {
      const token = this.peek();
      if (token?.kind !== 'punct') continue;
      if (/^<[<-]?$/.test(token.text)) angles += token.text === '<<' ? 2 : 1;
      else if (/^>>?=?$/.test(token.text)) angles -= token.text.startsWith('>>') ? 2 : 1;
      if (angles <= 0) {
        this.index++;
        return;
      }
    }
  }
}

function isExpressionFragment(fragment: FragmentKind | undefined): boolean {
  return (
    fragment === undefined ||
    fragment === 'expr' ||
    fragment === 'expr_2021' ||
    fragment === 'literal' ||
    fragment === 'block'
  );
}

function structEnd(beforeBreak: string): Layout {
  return { kind: 'break', blank: 1, offset: -indentUnit, beforeBreak };
}

function boxed(binds: number, ...parts: readonly Layout[]): PrintedExpression {
  return { precedence: binds, layout: block(indentUnit, ...parts) };
}

function parenthesized(expression: PrintedExpression, needed: boolean): Layout {
  return needed ? [text('('), expression.layout, text(')')] : expression.layout;
}

function separated(elements: readonly Layout[]): Layout {
  return block(
    0,
    ...elements.flatMap((element, index) => (index === 0 ? [element] : [text(','), space, element])),
  );
}
