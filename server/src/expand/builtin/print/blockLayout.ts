/**
 * Blocks and what is made of them, as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state: print_block, print_if, print_arm,
 * print_stmt). Items in blocks and attributes are not read.
 */
import type { Group, TokenTree } from '../../../syntax/token';
import { leafText } from '../../../syntax/leafText';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { block, consistentBlock, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { NotReadable, readable } from './notReadable';
import { PatternReader } from './patternLayout';
import { precedence } from './precedence';
import { parenthesized, structEnd, type PrintedExpression } from './printedExpression';
import type { ExpressionPrinter } from './typeLayout';

/** Something that was read, and the index behind it. */
export interface ReadPart<Part> {
  readonly part: Part;
  readonly end: number;
}

/** What reads the expressions in blocks. */
export interface ExpressionSource {
  readonly depth: number;
  readonly print: ExpressionPrinter;
  /** The expression that begins at an index; in a condition no `{` begins the fields of a struct. */
  readAt(tokens: readonly TokenTree[], start: number, inCondition: boolean): ReadPart<PrintedExpression>;
}

const itemWords = new Set(
  'fn struct enum union impl trait use mod static type extern pub macro_rules macro'.split(' '),
);

/** A block, `if`, `match` or loop at an index, its label included; undefined for what is not known here. */
export function blockLayout(
  tokens: readonly TokenTree[],
  start: number,
  source: ExpressionSource,
): ReadPart<Layout> | undefined {
  return readable(() => {
    const reader = new BlockReader(tokens, start, source);
    return { part: reader.blockLike(), end: reader.index };
  });
}

class BlockReader {
  constructor(
    private readonly tokens: readonly TokenTree[],
    public index: number,
    private readonly source: ExpressionSource,
  ) {}

  blockLike(): Layout {
    const label = this.peek();
    if (label?.kind === 'lifetime') {
      this.index += 2;
      return [text(`${leafText(label)}:`), space, this.blockLike()];
    }
    if (isGroup(label, 'brace') || isGroup(label, 'invisible')) return this.braces([]);
    const word = label?.kind === 'ident' ? label.text : '';
    this.index++;
    switch (word) {
      case 'unsafe':
        return this.braces([text('unsafe'), space]);
      case 'loop':
        return this.braces([text('loop ')]);
      case 'const':
        return block(indentUnit, text('const '), this.braces([]));
      case 'async':
        return [text('async '), this.takeWord('move') ? [text('move'), space] : [], this.braces([])];
      case 'if':
        return this.conditional();
      case 'while':
        return this.braces([text('while '), this.condition(), space]);
      case 'for':
        return this.braces([text('for '), this.pattern(), space, this.inWord(), this.condition(), space]);
      case 'match':
        return this.match();
      default:
        throw new NotReadable();
    }
  }

  /** The statements of the block, each with the break before it. */
  statements(): Layout[] {
    const statements: Layout[] = [];
    while (this.index < this.tokens.length) statements.push(space, this.statement());
    return statements;
  }

  /** `Pattern => expression` with guards, each with the break before it. */
  arms(): Layout[] {
    const arms: Layout[] = [];
    while (this.index < this.tokens.length) {
      arms.push(space, this.arm());
      if (isPunct(this.peek(), ',')) this.index++;
    }
    return arms;
  }

  private peek(ahead = 0): TokenTree | undefined {
    return this.tokens[this.index + ahead];
  }

  private takeWord(word: string): boolean {
    const found = isWord(this.peek(), word);
    if (found) this.index++;
    return found;
  }

  private takePunct(operator: string): boolean {
    const found = isPunct(this.peek(), operator);
    if (found) this.index++;
    return found;
  }

  private inWord(): Layout {
    if (!this.takeWord('in')) throw new NotReadable();
    return [text('in'), space];
  }

  /** The indentations are those of rustc 1.85 (print_if, print_else), which differ from those of other blocks. */
  private conditional(): Layout {
    const head = [text('if '), this.condition(), space];
    const parts: Layout[] = [consistentBlock(indentUnit, this.openBraces(head, 'if '.length))];
    while (this.takeWord('else')) {
      const isCondition = this.takeWord('if');
      const next = isCondition ? [text(' else if '), this.condition(), space] : [text(' else ')];
      parts.push(consistentBlock(indentUnit - 1, this.openBraces(next)));
    }
    return parts;
  }

  private match(): Layout {
    const head: Layout[] = [text('match '), this.condition(), space];
    const arms = this.inside((reader) => reader.arms());
    return consistentBlock(0, block(0, ...head, text('{')), arms, closing(arms));
  }

  /** A block whose brace stands behind `head`. */
  private braces(head: readonly Layout[]): Layout {
    return consistentBlock(0, this.openBraces(head));
  }

  private openBraces(head: readonly Layout[], indent = 0): Layout {
    const statements = this.inside((reader) => reader.statements());
    return [block(indent, ...head, text('{')), ...statements, closing(statements)];
  }

  private inside(read: (reader: BlockReader) => Layout[]): Layout[] {
    const group = bracesOf(this.peek());
    if (!group) throw new NotReadable();
    this.index++;
    return read(new BlockReader(group.tokens, 0, { ...this.source, depth: this.source.depth + 1 }));
  }

  private condition(): Layout {
    const printed = this.expression(true);
    const { precedence: binds, exteriorStruct } = printed;
    const isMisread = binds === precedence.closure || binds === precedence.jump;
    return parenthesized(printed, isMisread || exteriorStruct === true);
  }

  private expression(inCondition = false): PrintedExpression {
    const { part, end } = this.source.readAt(this.tokens, this.index, inCondition);
    if (end === this.index) throw new NotReadable();
    this.index = end;
    return part;
  }

  private pattern(): Layout {
    return this.patternAnd(() => []);
  }

  private patternAnd(more: (reader: PatternReader) => Layout): Layout {
    const cursor = new TokenCursor(this.tokens, this.index);
    const reader = new PatternReader(cursor, this.source.print, this.source.depth);
    const printed = [reader.alternatives(), more(reader)];
    this.index = cursor.index;
    return printed;
  }

  private statement(): Layout {
    if (this.takePunct(';')) return text(';');
    if (this.takeWord('let')) return this.letStatement();
    const first = this.peek();
    if (isPunct(first, '#') || first?.kind === 'docComment' || this.beginsItem()) throw new NotReadable();
    const start = this.index;
    const layout = this.statementExpression();
    if (this.takePunct(';')) return [layout, text(';')];
    if (this.index < this.tokens.length && !isGroup(this.tokens[this.index - 1], 'brace'))
      throw new NotReadable();
    return this.index > start ? layout : [];
  }

  /** An expression that ends with its block, unless a method of it is called (Reference, "Expression statements"). */
  private statementExpression(): Layout {
    const start = this.index;
    if (beginsBlock(this.peek(), this.peek(1))) {
      const layout = this.blockLike();
      if (!isPunct(this.peek(), '.') && !isPunct(this.peek(), '?')) return block(indentUnit, layout);
      this.index = start;
    }
    return this.expression().layout;
  }

  private beginsItem(): boolean {
    const [first, second] = [this.peek(), this.peek(1)];
    if (first?.kind !== 'ident' || first.raw) return false;
    if (first.text === 'union' || first.text === 'macro') return second?.kind === 'ident';
    if (first.text === 'const' || first.text === 'unsafe' || first.text === 'async')
      return second?.kind === 'ident' && second.text !== 'move';
    return itemWords.has(first.text);
  }

  private letStatement(): Layout {
    const declared = block(
      indentUnit,
      this.patternAnd((reader) => reader.optionalType()),
    );
    const parts: Layout[] = [text('let '), declared];
    if (this.takePunct('=')) parts.push(text(' ='), space, this.expression().layout);
    if (this.takeWord('else')) {
      const statements = this.inside((reader) => reader.statements());
      const head = block(indentUnit, text(' else {'));
      parts.push(consistentBlock(indentUnit, head, statements, closing(statements)));
    }
    if (!this.takePunct(';')) throw new NotReadable();
    return block(indentUnit, ...parts, text(';'));
  }

  private arm(): Layout {
    if (isPunct(this.peek(), '#')) throw new NotReadable();
    const head: Layout[] = [this.pattern(), space];
    if (this.takeWord('if')) head.push(text('if'), space, this.expression().layout, space);
    if (!this.takePunct('=>')) throw new NotReadable();
    head.push(text('=>'), space);
    const isUnsafe = isWord(this.peek(), 'unsafe');
    const [body, behind] = [this.peek(isUnsafe ? 1 : 0), this.peek(isUnsafe ? 2 : 1)];
    if (bracesOf(body) && !isPunct(behind, '.') && !isPunct(behind, '?')) {
      if (isUnsafe) {
        this.index++;
        head.push(text('unsafe'), space);
      }
      return consistentBlock(indentUnit, this.openBraces(head), isUnsafe ? text(',') : []);
    }
    return consistentBlock(indentUnit, block(0, ...head), this.statementExpression(), text(','));
  }
}

function closing(content: readonly Layout[]): Layout {
  return content.length === 0 ? text('}') : [structEnd(''), text('}')];
}

/** Braces, also as the fragment of a block. */
function bracesOf(token: TokenTree | undefined): Group | undefined {
  if (token?.kind !== 'group') return undefined;
  if (token.delimiter === 'brace') return token;
  return token.fragment === 'block' ? bracesOf(token.tokens[0]) : undefined;
}

const blockWords = new Set(['if', 'match', 'while', 'for', 'loop']);
const wordsBeforeBraces = new Set(['unsafe', 'const', 'async']);

function beginsBlock(first: TokenTree | undefined, second: TokenTree | undefined): boolean {
  if (bracesOf(first) || (first?.kind === 'lifetime' && isPunct(second, ':'))) return true;
  if (first?.kind !== 'ident' || first.raw) return false;
  return blockWords.has(first.text) || (wordsBeforeBraces.has(first.text) && isGroup(second, 'brace'));
}
