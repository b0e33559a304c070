/** Patterns as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state: print_pat), whatever the spaces in the source. */
import type { Group, TokenTree } from '../../../syntax/token';
import { leafText } from '../../../syntax/leafText';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { block, consistentBlock, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { separated } from './printedExpression';
import { tokenLayout } from './tokenLayout';
import { TypeReader, type ExpressionPrinter } from './typeLayout';

const rangeOperators = new Set(['..', '..=', '...']);

/** What nests deeper than this is not read. */
const maximumDepth = 60;

/** Reads patterns at a cursor and moves it behind them. */
export class PatternReader {
  /** Whether what stands there is no pattern, or one that is not known here. */
  failed = false;

  constructor(
    private readonly cursor: TokenCursor,
    private readonly expression: ExpressionPrinter,
    private readonly depth: number,
  ) {
    if (depth > maximumDepth) this.failed = true;
  }

  /** Alternatives with `|` between them; the one before the first is not printed. */
  alternatives(): Layout {
    if (isPunct(this.cursor.peek(), '|')) this.cursor.bump();
    const parts: Layout[] = [this.pattern()];
    while (isPunct(this.cursor.peek(), '|') && !this.failed) {
      this.cursor.bump();
      parts.push(space, text('|'), space, this.pattern());
    }
    return parts.length === 1 ? parts : block(0, ...parts);
  }

  /** The parameters of a closure: patterns, which may have types. */
  parameters(): Layout {
    const parameters: Layout[] = [];
    while (!this.cursor.atEnd && !this.failed) {
      parameters.push(block(indentUnit, this.pattern(), this.optionalType(space)));
      if (isPunct(this.cursor.peek(), ',')) this.cursor.bump();
      else break;
    }
    return separated(parameters);
  }

  /** `: Type` behind a pattern, with what stands behind the colon. */
  optionalType(gap: Layout): Layout {
    if (!isPunct(this.cursor.peek(), ':')) return [];
    this.cursor.bump();
    const reader = new TypeReader(this.cursor, this.expression, this.depth);
    const type = reader.type();
    if (reader.failed) this.failed = true;
    return [text(':'), gap, type];
  }

  private pattern(): Layout {
    const token = this.cursor.peek();
    if (this.failed || !token) return this.fail();
    switch (token.kind) {
      case 'group':
        return this.groupPattern(token);
      case 'literal':
        return this.endOfRange(this.bound());
      case 'punct':
        return this.punctuated(token.text);
      case 'ident':
        return this.named(token.raw ? '' : token.text);
      default:
        return this.fail();
    }
  }

  private groupPattern(group: Group): Layout {
    if (group.delimiter === 'invisible') return this.fragment(group);
    if (group.delimiter === 'brace') return this.fail();
    this.cursor.bump();
    const { elements, endsWithComma } = this.elements(group);
    if (group.delimiter === 'bracket') return [text('['), separated(elements), text(']')];
    return [text('('), separated(elements), text(elements.length === 1 && endsWithComma ? ',)' : ')')];
  }

  private fragment(group: Group): Layout {
    if (group.fragment === 'path') return this.path();
    this.cursor.bump();
    if (group.fragment === 'pat' || group.fragment === 'pat_param') {
      const inner = new PatternReader(new TokenCursor(group.tokens), this.expression, this.depth + 1);
      const layout = inner.alternatives();
      return inner.failed || !inner.cursor.atEnd ? this.fail() : layout;
    }
    return this.endOfRange(this.expression([group]));
  }

  private elements(group: Group): { elements: Layout[]; endsWithComma: boolean } {
    const inner = new PatternReader(new TokenCursor(group.tokens), this.expression, this.depth + 1);
    const elements: Layout[] = [];
    while (!inner.cursor.atEnd && !inner.failed) {
      elements.push(inner.alternatives());
      if (isPunct(inner.cursor.peek(), ',')) inner.cursor.bump();
      else break;
    }
    if (inner.failed || !inner.cursor.atEnd) this.fail();
    return { elements, endsWithComma: isPunct(group.tokens.at(-1), ',') };
  }

  private punctuated(operator: string): Layout {
    if (operator === '&' || operator === '&&') {
      this.cursor.split(1);
      const isMutable = isWord(this.cursor.peek(), 'mut');
      if (isMutable) this.cursor.bump();
      return [text(isMutable ? '&mut ' : '&'), this.pattern()];
    }
    if (rangeOperators.has(operator)) {
      this.cursor.bump();
      return [text(operator), this.isBound() ? this.bound() : []];
    }
    if (operator === '-') return this.endOfRange(this.bound());
    return operator === '::' || operator.startsWith('<') ? this.path() : this.fail();
  }

  private named(word: string): Layout {
    const next = this.cursor.peek(1);
    switch (word) {
      case '_':
        this.cursor.bump();
        return text('_');
      case 'mut':
      case 'ref':
        this.cursor.bump();
        return [text(`${word} `), this.pattern()];
      case 'true':
      case 'false':
        this.cursor.bump();
        return text(word);
      case 'box':
      case 'const':
        return this.fail();
    }
    if (!isPunct(next, '@')) return this.path();
    const [name] = [this.cursor.peek(), this.cursor.bump(), this.cursor.bump()];
    return [tokenLayout(name ? [name] : []), space, text('@'), space, this.pattern()];
  }

  /** A path, what it is called with, or a range that begins with it. */
  private path(): Layout {
    const reader = new TypeReader(this.cursor, this.expression, this.depth);
    const path = reader.path(true);
    if (reader.failed) return this.fail();
    const next = this.cursor.peek();
    if (next?.kind === 'group' && next.delimiter === 'paren') {
      this.cursor.bump();
      return [path, text('('), separated(this.elements(next).elements), text(')')];
    }
    if (next?.kind === 'group' && next.delimiter === 'brace') {
      this.cursor.bump();
      return [path, text(' {'), this.fields(next), text('}')];
    }
    if (!isPunct(next, '!')) return this.endOfRange(path);
    const [, argument] = [this.cursor.bump(), this.cursor.bump()];
    return argument?.kind === 'group' ? [path, text('!'), tokenLayout([argument])] : this.fail();
  }

  private fields(group: Group): Layout {
    if (group.tokens.length === 0) return [];
    const inner = new PatternReader(new TokenCursor(group.tokens), this.expression, this.depth + 1);
    const { cursor } = inner;
    const fields: Layout[] = [];
    let rest: Layout = [];
    while (!cursor.atEnd && !inner.failed) {
      if (isPunct(cursor.peek(), '..')) {
        cursor.bump();
        rest = [...(fields.length > 0 ? [text(','), space] : []), text('..')];
      } else fields.push(consistentBlock(indentUnit, inner.fieldName(), inner.alternatives()));
      if (isPunct(cursor.peek(), ',')) cursor.bump();
      else break;
    }
    if (inner.failed || !cursor.atEnd) return this.fail();
    const list = fields.flatMap((field, index) => (index === 0 ? [field] : [text(','), space, field]));
    return [space, consistentBlock(0, ...list), rest, space];
  }

  private fieldName(): Layout {
    const name = this.cursor.peek();
    if (!name || name.kind === 'group' || !isPunct(this.cursor.peek(1), ':')) return [];
    this.cursor.bump();
    this.cursor.bump();
    return text(`${leafText(name)}: `);
  }

  private endOfRange(start: Layout): Layout {
    const operator = this.cursor.peek();
    if (operator?.kind !== 'punct' || !rangeOperators.has(operator.text)) return start;
    this.cursor.bump();
    return [start, text(operator.text), this.isBound() ? this.bound() : []];
  }

  private isBound(): boolean {
    const token = this.cursor.peek();
    if (token?.kind === 'ident') return !isWord(token, 'if');
    return (
      token?.kind === 'literal' || isPunct(token, '-') || isPunct(token, '::') || isGroup(token, 'invisible')
    );
  }

  /** A literal, with its sign, or a path as the end of a range. */
  private bound(): Layout {
    const tokens: TokenTree[] = [];
    const first = this.cursor.peek();
    if (first && isPunct(first, '-')) {
      this.cursor.bump();
      tokens.push(first);
    }
    const value = this.cursor.peek();
    if (value?.kind === 'literal' || (value && isGroup(value, 'invisible') && value.fragment !== 'path')) {
      this.cursor.bump();
      return this.expression([...tokens, value]);
    }
    const reader = new TypeReader(this.cursor, this.expression, this.depth);
    const path = reader.path(true);
    return reader.failed || tokens.length > 0 ? this.fail() : path;
  }

  private fail(): Layout {
    this.failed = true;
    return [];
  }
}
