import { printTokens } from '../tokenText';
import { TokenCursor } from '../tokenCursor';
import type { Delimiter, Edition, Group, Ident, Span, TokenTree } from '../token';
import { spanOf } from '../token';
import { isFreeIdent, isPunct, isWord, reservedKind } from './words';
import { leafText, closingText, openingText } from '../leafText';

/** Where a node stands. The same words as the rest of the program uses for the place of a macro call. */
export type NodePosition = 'item' | 'statement' | 'expression' | 'pattern' | 'type';

/** A macro call that the parser came across: `list[start]` is the first token of its path, `list[end - 1]` its argument. */
export interface MacroCallSite {
  /** The tokens of the level at which the call stands: the parsed list itself, or the tokens of a group in it. */
  readonly list: readonly TokenTree[];
  readonly start: number;
  readonly end: number;
  readonly argument: Group;
  readonly position: NodePosition;
}

/** An item that the parser came across, with its attributes. */
export interface ItemSite {
  readonly list: readonly TokenTree[];
  readonly start: number;
  readonly end: number;
}

/**
 * Told what the parser finds, in the order of the text (an outer node after the nodes inside of it). What was told before a failure stays
 * told. A list in which groups without fragment were opened up (see {@link Parser}) is a copy.
 */
export interface ParseListener {
  macroCall?(call: MacroCallSite): void;
  item?(item: ItemSite): void;
}

/** Ends a parse. Thrown inside of the parser only: its entry points catch it. */
export class ParseFailure extends Error {
  constructor(
    message: string,
    /** The token, of the outermost list, at which the parser gave up. */
    readonly index: number,
    /** The token itself, at whatever level, or the closing delimiter; undefined at the end of the outermost list. */
    readonly span: Span | undefined,
  ) {
    super(message);
  }
}

/** The result of a parse, or why it ended. */
export function attempt<Result>(parse: () => Result): Result | ParseFailure {
  try {
    return parse();
  } catch (failure) {
    if (failure instanceof ParseFailure) return failure;
    // The limit of nesting leaves room, but how deep the stack already is when a parse begins is not in our hand.
    if (failure instanceof RangeError) return new ParseFailure('syntax is nested too deeply', 0, undefined);
    throw failure;
  }
}

/**
 * Restrictions of an expression that depend on where it stands (rustc_parse::parser::Restrictions), as a set of bits.
 * `statement`: a block-like expression ends at its brace. `noStruct`: `S {` is a path and a block, as after `if`.
 * `constArgument`: `>` ends it. `allowLet`: `let` may be a part of the condition.
 */
export const Restriction = { none: 0, statement: 1, noStruct: 2, constArgument: 4, allowLet: 8 } as const;
export type Restrictions = number;

/**
 * Deeper nesting of syntax (groups, prefix operators, types in types …) is refused: the parser recurses, and the stack must hold.
 */
const maximumDepth = 600;

/**
 * State of one parse: a cursor into the innermost group that is being read, and what the grammar's functions need to move it.
 *
 * - The grammar's functions move forwards only. They either return behind what they parsed or throw {@link ParseFailure}.
 * - A fragment that a macro matched (an invisible group with a `fragment`) is one opaque token.
 * - An invisible group without one, which procedural macros make, does not exist for the parser, as in rustc 1.85
 *   (`Delimiter::skip` in rustc_ast/src/token.rs): its tokens stand in the list that holds it.
 */
export class Parser {
  restrictions: Restrictions = Restriction.none;
  private depth = 0;
  /** Number of groups around the cursor. */
  private level = 0;
  /** Index in the outermost list of the group that the cursor is inside of; of no meaning at level 0. */
  private outermost = 0;
  /** The innermost group around the cursor. */
  private group: Group | undefined;
  /** Set once the outermost list was opened up: for each index of the copy, and for its end, the index in the original. */
  private origins: readonly number[] | undefined;
  private cursor: TokenCursor;
  /** Tokens that were looked for at the current one, for the message that names them all (rustc: `expected_token_types`). */
  private readonly missed: string[] = [];
  /** The same for what is no single token, and for tokens that are noted in passing. */
  private readonly missedOthers: string[] = [];

  constructor(
    private readonly start: TokenCursor,
    readonly edition: Edition,
    private readonly listener: ParseListener | undefined = undefined,
  ) {
    this.cursor = start;
  }

  /** The tokens of the innermost group that is being read. */
  get tokens(): readonly TokenTree[] {
    return this.cursor.tokens;
  }

  /** Index of the current token in {@link tokens}. */
  get index(): number {
    return this.cursor.index;
  }

  get atEnd(): boolean {
    return this.peek() === undefined;
  }

  /** Whether the cursor is in the outermost list and behind its last token. */
  get atEndOfInput(): boolean {
    return this.level === 0 && this.atEnd;
  }

  peek(ahead = 0): TokenTree | undefined {
    const token = this.cursor.peek(ahead);
    if (token?.kind === 'group' && isTransparent(token)) {
      this.openUp();
      return this.peek(ahead);
    }
    return token;
  }

  /** Moves over the current token. */
  bump(): TokenTree | undefined {
    this.peek();
    this.forgetMissed();
    return this.cursor.bump();
  }

  private forgetMissed(): void {
    this.missed.length = 0;
    this.missedOthers.length = 0;
  }

  /** Notes that something would be allowed here, though nothing needs to know whether it is there. */
  miss(...what: readonly string[]): void {
    this.missedOthers.push(...what);
  }

  isPunct(text: string, ahead = 0): boolean {
    return isPunct(this.peek(ahead), text);
  }

  isWord(word: string, ahead = 0): boolean {
    return isWord(this.peek(ahead), word);
  }

  isGroup(delimiter: Delimiter, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'group' && token.delimiter === delimiter;
  }

  eatPunct(text: string): boolean {
    if (this.isPunct(text)) return this.bump() !== undefined;
    this.missed.push(text);
    return false;
  }

  eatWord(word: string): boolean {
    if (this.isWord(word)) return this.bump() !== undefined;
    this.missed.push(word);
    return false;
  }

  /** Moves over one operator character even if it is the beginning of a longer operator (rustc: `break_and_eat`). */
  eatSplit(character: string): boolean {
    const token = this.peek();
    if (token?.kind !== 'punct' || !token.text.startsWith(character) || token.text === '..=') {
      this.missed.push(character);
      return false;
    }
    this.forgetMissed();
    this.cursor.split(1);
    return true;
  }

  /** Moves over `+`, or over the `+` of `+=`. */
  eatSplitPlus(): boolean {
    return this.eatSplit('+');
  }

  expectPunct(text: string): void {
    if (!this.eatPunct(text)) this.expectedOneOf();
  }

  expectWord(word: string): void {
    if (!this.eatWord(word)) this.expectedOneOf();
  }

  expectSplit(character: string): void {
    if (!this.eatSplit(character)) this.expectedOneOf();
  }

  /** An identifier that is no keyword. */
  expectIdent(): Ident {
    const token = this.peek();
    if (token?.kind === 'group' && token.fragment !== undefined)
      this.fail(`expected identifier, found \`${printTokens(token.tokens)}\``);
    if (token?.kind !== 'ident' || !isFreeIdent(token, this.edition)) return this.expected('identifier');
    this.bump();
    return token;
  }

  /** A group with this delimiter, whose content `parse` must use up. */
  expectGroup(delimiter: Delimiter, parse: (parser: Parser) => void): void {
    const token = this.peek();
    if (token?.kind !== 'group' || token.delimiter !== delimiter)
      this.expectedOneOf(`\`${openingText(delimiter)}\``);
    else this.inside(token, parse);
  }

  /** Moves over the current token, a group, after `parse` has used up its content. */
  inside(group: Group, parse: (parser: Parser) => void): void {
    const { cursor, group: outer } = this;
    this.forgetMissed();
    this.enter();
    if (this.level === 0) this.outermost = this.originOf(cursor.index);
    this.level++;
    this.cursor = new TokenCursor(group.tokens);
    this.group = group;
    parse(this);
    if (!this.atEnd) this.expectedOneOf(`\`${closingText(group.delimiter)}\``);
    this.forgetMissed();
    this.level--;
    this.cursor = cursor;
    this.group = outer;
    this.leave();
    cursor.bump();
  }

  /** Elements with commas in between, as far as the current group reaches. A comma may follow the last one. */
  commaSeparated(parseElement: (parser: Parser) => void): {
    readonly count: number;
    readonly trailing: boolean;
  } {
    let count = 0;
    for (;;) {
      if (this.atEnd) return { count, trailing: count > 0 };
      parseElement(this);
      count++;
      if (this.eatPunct(',')) continue;
      if (this.atEnd) return { count, trailing: false };
      this.expectedOneOf(...(this.group ? [`\`${closingText(this.group.delimiter)}\``] : []));
    }
  }

  /** Moves over the argument of a macro call whose path began at `start`; returns it. */
  macroArgument(start: number, position: NodePosition): Group {
    const token = this.peek();
    if (token?.kind !== 'group' || token.delimiter === 'invisible')
      return this.expected('one of `(`, `[`, or `{`');
    this.bump();
    const { tokens: list, index: end } = this.cursor;
    this.listener?.macroCall?.({ list, start, end, argument: token, position });
    return token;
  }

  /** Tells the listener of an item that begins at `start` and ends here. */
  foundItem(start: number): void {
    this.listener?.item?.({ list: this.cursor.tokens, start, end: this.cursor.index });
  }

  /**
   * What `parse` makes of other tokens, which the listener hears nothing of; `otherwise`, when it fails.
   */
  parseApart<Result>(
    tokens: readonly TokenTree[],
    parse: (parser: Parser) => Result,
    otherwise: Result,
  ): Result {
    const parser = new Parser(new TokenCursor(tokens), this.edition);
    parser.depth = this.depth;
    const result = attempt(() => {
      parser.enter();
      return parse(parser);
    });
    return result instanceof ParseFailure ? otherwise : result;
  }

  /** The text of the tokens from an index of the current group up to here, for messages. */
  textSince(start: number): string {
    return printTokens(this.cursor.tokens.slice(start, this.cursor.index));
  }

  /** The current place, for {@link since}. */
  mark(): TokenCursor {
    return this.cursor.clone();
  }

  /** The tokens from a mark of the same group up to here. */
  since(mark: TokenCursor): TokenTree[] {
    if (mark.tokens === this.cursor.tokens) return mark.tokensUntil(this.cursor);
    // The list was opened up in between, which changed nothing in front of the mark.
    const place = new TokenCursor(this.cursor.tokens);
    place.moveTo(mark);
    return place.tokensUntil(this.cursor);
  }

  /** To be called where the grammar recurses; `leave` when it comes back. */
  enter(): void {
    if (++this.depth > maximumDepth) this.fail('syntax is nested too deeply');
  }

  leave(): void {
    this.depth--;
  }

  /** Fails with all that was looked for at the current token, and this, in rustc's sentence (rustc_parse: `expected_one_of_not_found`). */
  expectedOneOf(...more: readonly string[]): never {
    const tokens = this.missed.map((text) => `\`${text}\``);
    const expected = [...new Set([...tokens, ...this.missedOthers, ...more])].sort();
    const [first = ''] = expected;
    if (expected.length < 2) return this.expected(first);
    const last = expected.at(-1) ?? '';
    const list =
      expected.length === 2 ? `${first} or ${last}` : `${expected.slice(0, -1).join(', ')}, or ${last}`;
    return this.expected(`one of ${list}`);
  }

  /** Fails with rustc's usual sentence about the current token. */
  expected(what: string): never {
    this.fail(`expected ${what}, found ${this.describe(this.peek())}`);
  }

  fail(message: string): never {
    const index = this.level === 0 ? this.originOf(this.cursor.index) : this.outermost;
    throw new ParseFailure(message, index, this.currentSpan());
  }

  /** A group without fragment stands for its opening delimiter. */
  private currentSpan(): Span | undefined {
    const token = this.peek();
    if (!token) return this.group?.close;
    return token.kind === 'group' && token.delimiter !== 'invisible' ? token.open : spanOf(token);
  }

  /** The token as messages name it (rustc_parse::parser::token_descr). */
  describe(token: TokenTree | undefined): string {
    if (!token) return this.group ? `\`${closingText(this.group.delimiter)}\`` : '`<eof>`';
    switch (token.kind) {
      case 'group': {
        const { fragment } = token;
        if (token.delimiter !== 'invisible' || fragment === undefined)
          return `\`${openingText(token.delimiter)}\``;
        return `${fragmentNames[fragment] ?? fragment} \`${printTokens(token.tokens)}\``;
      }
      case 'ident': {
        const kind = token.raw ? undefined : reservedKind(token.text, this.edition);
        return kind === undefined ? `\`${leafText(token)}\`` : `${kind} \`${token.text}\``;
      }
      case 'docComment':
        return `doc comment \`${leafText(token)}\``;
      default:
        return `\`${leafText(token)}\``;
    }
  }

  /** Moves the cursor that this parser was given to the place that was reached. */
  finish(): void {
    if (!this.origins) return;
    const { tokens } = this.start;
    const { index } = this.cursor;
    const origin = this.originOf(index);
    if (index > 0 && index < this.cursor.tokens.length && this.originOf(index - 1) === origin)
      this.fail('a fragment ends inside of a group that a procedural macro made');
    const target = new TokenCursor(tokens, origin);
    const whole = this.cursor.tokens[index];
    const rest = this.cursor.peek();
    if (rest !== whole && whole?.kind === 'punct' && rest?.kind === 'punct')
      target.split(whole.text.length - rest.text.length);
    this.start.moveTo(target);
  }

  /** Replaces the list by a copy in which the groups without fragment, from the current token on, are replaced by their tokens. */
  private openUp(): void {
    const { tokens, index } = this.cursor;
    const flat = tokens.slice(0, index);
    const origins = flat.map((_, at) => this.originOf(at));
    for (let at = index; at < tokens.length; at++) {
      const token = tokens[at];
      const inner = token?.kind === 'group' && isTransparent(token) ? opened(token) : [token];
      for (const each of inner) {
        if (!each) continue;
        flat.push(each);
        origins.push(this.originOf(at));
      }
    }
    origins.push(this.originOf(tokens.length));
    const copy = new TokenCursor(flat);
    copy.moveTo(this.cursor);
    this.cursor = copy;
    if (this.level === 0) this.origins = origins;
  }

  private originOf(index: number): number {
    return this.level === 0 && this.origins ? (this.origins[index] ?? index) : index;
  }
}

/** What rustc calls the content of a fragment in messages. */
const fragmentNames: Readonly<Record<string, string>> = {
  expr_2021: 'expression',
  expr: 'expression',
  ty: 'type',
  pat: 'pattern',
  pat_param: 'pattern',
  stmt: 'statement',
  meta: 'attribute',
  vis: 'visibility',
};

function isTransparent(group: Group): boolean {
  return group.delimiter === 'invisible' && group.fragment === undefined;
}

/** The tokens of a transparent group, with the transparent groups in it opened as well. */
function opened(group: Group): TokenTree[] {
  const flat: TokenTree[] = [];
  const waiting: TokenTree[] = [group];
  for (let token = waiting.pop(); token; token = waiting.pop()) {
    if (token.kind !== 'group' || !isTransparent(token)) flat.push(token);
    else for (let at = token.tokens.length - 1; at >= 0; at--) waiting.push(token.tokens[at] as TokenTree);
  }
  return flat;
}
