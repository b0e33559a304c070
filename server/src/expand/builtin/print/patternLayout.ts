/** Patterns as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state: print_pat), whatever the spaces in the source. */
import type { Group } from '../../../syntax/token';
import { leafText } from '../../../syntax/leafText';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { readCommaList, tuple } from './commaList';
import { block, consistentBlock, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { NotReadable } from './notReadable';
import { separated, withCommas } from './printedExpression';
import { tokenLayout } from './tokenLayout';
import { TypeReader, type ExpressionPrinter } from './typeLayout';

const rangeOperators = new Set(['..', '..=', '...']);

/** What nests deeper than this is not read. */
const maximumDepth = 60;

/** Reads patterns at a cursor and moves it behind them. Throws NotReadable for what is none, or not known here. */
export class PatternReader {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly expression: ExpressionPrinter,
    private readonly depth: number,
  ) {
    if (depth > maximumDepth) throw new NotReadable();
  }

  /** Alternatives with `|` between them; the one before the first is not printed. */
  alternatives(): Layout {
    this.cursor.eatPunct('|');
    const parts: Layout[] = [this.pattern()];
    while (this.cursor.eatPunct('|')) parts.push(space, text('|'), space, this.pattern());
    return parts.length === 1 ? parts : block(0, parts);
  }

  /** The parameters of a closure, as far as the cursor's tokens reach: patterns, which may have types. */
  parameters(): Layout {
    return separated(
      readCommaList(this.cursor, () => block(indentUnit, this.pattern(), this.optionalType())),
    );
  }

  /** `: Type` behind a pattern. */
  optionalType(): Layout {
    if (!this.cursor.eatPunct(':')) return [];
    return [text(':'), space, this.typeReader().type()];
  }

  private typeReader(): TypeReader {
    return new TypeReader(this.cursor, this.expression, this.depth);
  }

  private pattern(): Layout {
    const token = this.cursor.peek();
    switch (token?.kind) {
      case 'group':
        return this.groupPattern(token);
      case 'literal':
        return this.endOfRange(this.bound());
      case 'punct':
        return this.punctuated(token.text);
      case 'ident':
        return this.named(token.raw ? '' : token.text);
      default:
        throw new NotReadable();
    }
  }

  private groupPattern(group: Group): Layout {
    if (group.delimiter === 'invisible') return this.fragment(group);
    if (group.delimiter === 'brace') throw new NotReadable();
    this.cursor.bump();
    const elements = this.elements(group);
    return group.delimiter === 'bracket'
      ? [text('['), separated(elements), text(']')]
      : tuple(elements, group);
  }

  private fragment(group: Group): Layout {
    if (group.fragment === 'path') return this.path();
    this.cursor.bump();
    if (group.fragment === 'pat' || group.fragment === 'pat_param') {
      const inner = this.within(group);
      const layout = inner.alternatives();
      if (!inner.cursor.atEnd) throw new NotReadable();
      return layout;
    }
    return this.endOfRange(this.expression([group]));
  }

  private elements(group: Group): Layout[] {
    const inner = this.within(group);
    return readCommaList(inner.cursor, () => inner.alternatives());
  }

  private within(group: Group): PatternReader {
    return new PatternReader(new TokenCursor(group.tokens), this.expression, this.depth + 1);
  }

  private punctuated(operator: string): Layout {
    if (operator === '&' || operator === '&&') {
      this.cursor.split(1);
      return [text(this.cursor.eatWord('mut') ? '&mut ' : '&'), this.pattern()];
    }
    if (rangeOperators.has(operator)) {
      this.cursor.bump();
      return [text(operator), this.isBound() ? this.bound() : []];
    }
    if (operator === '-') return this.endOfRange(this.bound());
    if (operator !== '::' && !operator.startsWith('<')) throw new NotReadable();
    return this.path();
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
        throw new NotReadable();
    }
    if (!isPunct(next, '@')) return this.path();
    const [name] = [this.cursor.peek(), this.cursor.bump(), this.cursor.bump()];
    return [tokenLayout(name ? [name] : []), space, text('@'), space, this.pattern()];
  }

  /** A path, what it is called with, or a range that begins with it. */
  private path(): Layout {
    const path = this.typeReader().path(true);
    const next = this.cursor.peek();
    if (next?.kind === 'group' && next.delimiter === 'paren') {
      this.cursor.bump();
      return [path, text('('), separated(this.elements(next)), text(')')];
    }
    if (next?.kind === 'group' && next.delimiter === 'brace') {
      this.cursor.bump();
      return [path, text(' {'), this.fields(next), text('}')];
    }
    if (!this.cursor.eatPunct('!')) return this.endOfRange(path);
    const argument = this.cursor.bump();
    if (argument?.kind !== 'group') throw new NotReadable();
    return [path, text('!'), tokenLayout([argument])];
  }

  private fields(group: Group): Layout {
    if (group.tokens.length === 0) return [];
    const inner = this.within(group);
    const { cursor } = inner;
    const fields: Layout[] = [];
    while (!cursor.atEnd && !isPunct(cursor.peek(), '..')) {
      fields.push(consistentBlock(indentUnit, inner.fieldName(), inner.alternatives()));
      if (!cursor.eatPunct(',')) break;
    }
    const rest = cursor.eatPunct('..') ? [fields.length > 0 ? [text(','), space] : [], text('..')] : [];
    if (!cursor.atEnd) throw new NotReadable();
    return [space, consistentBlock(0, withCommas(fields)), rest, space];
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
    const first = this.cursor.peek();
    const sign = first && this.cursor.eatPunct('-') ? [first] : [];
    const value = this.cursor.peek();
    if (value?.kind === 'literal' || (value && isGroup(value, 'invisible') && value.fragment !== 'path')) {
      this.cursor.bump();
      return this.expression([...sign, value]);
    }
    if (sign.length > 0) throw new NotReadable();
    return this.typeReader().path(true);
  }
}
