import { rootContext } from './hygiene';
import { GroupEnds } from './groupEnds';
import { skipPrologue } from './filePrologue';
import { endOfGroup } from './groupExtent';
import { Lexer } from './lexer';
import { KeptTokens } from './keptTokens';
import { StringEnds } from './literalScanner';
import type { Source } from './sourceMap';
import type {
  Delimiter,
  Edition,
  Leaf,
  Spacing,
  Span,
  SyntaxContext,
  SyntaxProblem,
  TokenTree,
} from './token';

export interface ParsedTokens {
  readonly tokens: TokenTree[];
  /** Those in what has been read; see {@link ParseTokensOptions.deferred}. */
  readonly problems: SyntaxProblem[];
  /** With {@link ParseTokensOptions.deferred}: what helps to read the next version of the text. */
  readonly groupEnds?: GroupEnds;
}

export interface ParseTokensOptions {
  /** Decides `c"…"` and `'r#a`. Default 2024. */
  readonly edition?: Edition;
  /** Hygiene of every token: not the root for text that a macro parsed. */
  readonly context?: SyntaxContext;
  /**
   * Large groups in braces, such as the bodies of functions, are read when their tokens are first asked for: of most files few are. The tokens are the
   * same.
   */
  readonly deferred?: boolean;
  /** With `deferred`: what the version of the text before was read into, if that was in the same edition and context. */
  readonly before?: ParsedTokens;
}

/**
 * Groups nest at most this deep; deeper brackets become unknown tokens. Far beyond real code, and it lets everybody who walks
 * token trees of a text do so by recursion.
 */
export const maximumNesting = 512;

/** Smaller groups take less time to read than to defer. */
const smallestDeferred = 120;

/** Of groups within each other so many are deferred: such as a module, an impl and a function. The end of each must be found before it is read. */
const deferredLevels = 3;

/** In a text with so many groups whose delimiters do not match nothing is deferred any more: the search for their ends can take long. */
const maximumMismatches = 8;

/** A group whose closing delimiter has not been read. */
interface OpenGroup {
  readonly delimiter: Delimiter;
  readonly open: Span;
  readonly openSpacing: Spacing;
  /** Where the tokens of the group around it begin, among those that have been read. */
  readonly first: number;
  /** Open parentheses and brackets around this group up to the brace that holds them. */
  readonly parens: number;
  readonly brackets: number;
}

/**
 * Reads Rust source to token trees. Spans are UTF-16 offsets into `source.text`. Never throws; what is wrong becomes a problem and:
 * text that is no token, and a closing delimiter without its opening one, an `unknown` token; a group that is not closed ends where
 * the brace around it ends, or at the end of the text. Takes linear time and does not recurse.
 */
export function parseTokenTrees(source: Source, options: ParseTokensOptions = {}): ParsedTokens {
  const { edition = 2024, context = rootContext, deferred = false, before } = options;
  const ends = new StringEnds();
  const newLexer = (position?: number): Lexer => new Lexer(source, edition, context, ends, position);
  const lexer = newLexer();
  const range = { end: source.text.length, nesting: 0, levels: deferred ? deferredLevels : 0 };
  const groupEnds = deferred ? new GroupEnds(source.text, ends, before?.groupEnds) : undefined;
  const kept = groupEnds && before && keptTokens(source.text, before, groupEnds);
  const tokens = new TreeBuilder(lexer, range, newLexer, groupEnds).build(kept);
  return { tokens, problems: lexer.problems, ...(groupEnds && { groupEnds }) };
}

function keptTokens(text: string, before: ParsedTokens, { difference }: GroupEnds): KeptTokens | undefined {
  const { tokens, problems, groupEnds } = before;
  if (!groupEnds?.areStringsComplete || problems.length > 0) return undefined;
  // What comes before the code may end elsewhere now.
  if (skipPrologue(text) > 0 || skipPrologue(groupEnds.text) > 0) return undefined;
  return new KeptTokens(tokens, difference);
}

/** What a builder reads. */
interface BuiltRange {
  /** Where the text ends, or the content of a group. */
  readonly end: number;
  /** The number of groups around it. */
  readonly nesting: number;
  /** How many levels of groups within each other may be deferred. */
  readonly levels: number;
}

class TreeBuilder {
  private readonly stack: OpenGroup[] = [];
  private mismatches = 0;
  /**
   * The tokens of all groups that are open, one group behind the other: a list of its own for each would be longer than what is in it, as V8 makes
   * room for 17 elements when the first is added.
   */
  private readonly read: TokenTree[] = [];
  /** So many of these are in use. */
  private count = 0;
  /** Where those of the innermost group begin. */
  private first = 0;
  private parens = 0;
  private brackets = 0;
  private braces = 0;

  constructor(
    private readonly lexer: Lexer,
    private readonly range: BuiltRange,
    private readonly newLexer: (position: number) => Lexer,
    private readonly groupEnds: GroupEnds | undefined,
  ) {}

  /** `kept`: tokens of the version of the text before. */
  build(kept?: KeptTokens): TokenTree[] {
    const { lexer } = this;
    if (kept) {
      for (const token of kept.beginning) this.add(this.moved(token, 0));
      lexer.position = kept.beginningEnd;
    }
    for (;;) {
      const code = lexer.skipTrivia();
      if (lexer.position >= this.range.end) return this.finish();
      const rest = this.stack.length === 0 ? kept?.restAt(lexer.position) : undefined;
      if (rest) {
        const shift = this.groupEnds?.difference.shift ?? 0;
        for (const token of rest) this.add(this.moved(token, shift));
        return this.finish();
      }
      switch (code) {
        case 40:
          this.openGroup('paren');
          break;
        case 91:
          this.openGroup('bracket');
          break;
        case 123:
          this.openGroup('brace');
          break;
        case 41:
          this.closeGroup('paren', this.parens);
          break;
        case 93:
          this.closeGroup('bracket', this.brackets);
          break;
        case 125:
          this.closeGroup('brace', this.braces);
          break;
        default:
          this.add(lexer.readLeaf(code));
      }
    }
  }

  private openGroup(delimiter: Delimiter): void {
    const { lexer } = this;
    const start = lexer.position;
    const end = start + 1;
    if (this.nesting >= maximumNesting) {
      lexer.problem('brackets are nested too deeply', start, end);
      this.add(lexer.unknown(start, end));
      return;
    }
    lexer.position = end;
    if (delimiter === 'brace' && this.defer(start)) return;
    this.stack.push({
      delimiter,
      open: lexer.span(start, end),
      openSpacing: lexer.spacingAt(end),
      first: this.first,
      parens: this.parens,
      brackets: this.brackets,
    });
    this.first = this.count;
    if (delimiter === 'paren') this.parens++;
    else if (delimiter === 'bracket') this.brackets++;
    else {
      // A brace outranks the other delimiters: a `)` inside of it does not close a `(` outside of it.
      this.braces++;
      this.parens = 0;
      this.brackets = 0;
    }
  }

  private get nesting(): number {
    return this.range.nesting + this.stack.length;
  }

  /** Adds the group in braces that begins at `start` without reading it, if it is worth it. Gives whether it did. */
  private defer(start: number): boolean {
    const { lexer, newLexer, groupEnds, nesting } = this;
    const { levels } = this.range;
    if (!groupEnds || levels === 0 || this.mismatches >= maximumMismatches) return false;
    const content = lexer.position;
    const end = groupEnds.endOf(content, nesting, () =>
      endOfGroup(newLexer(content), 125, maximumNesting - nesting),
    );
    if (end === undefined) this.mismatches++;
    if (end === undefined || end - content < smallestDeferred) return false;
    lexer.position = end + 1;
    this.add(this.deferred(start, end, nesting));
    return true;
  }

  /** The group in braces between two offsets, which is read when it is asked for its tokens. */
  private deferred(start: number, end: number, nesting: number): TokenTree {
    const { lexer, newLexer, groupEnds } = this;
    const content = start + 1;
    const range = { end, nesting: nesting + 1, levels: this.range.levels - 1 };
    let read: readonly TokenTree[] | undefined;
    return {
      kind: 'group',
      delimiter: 'brace',
      get tokens() {
        if (read) return read;
        const inner = newLexer(content);
        read = new TreeBuilder(inner, range, newLexer, groupEnds).build();
        for (const problem of inner.problems) lexer.problems.push(problem);
        return read;
      },
      open: lexer.span(start, content),
      close: lexer.span(end, end + 1),
      openSpacing: lexer.spacingAt(content),
      spacing: lexer.spacingAt(end + 1),
    };
  }

  /** A token of the version before as it stands in this one, `shift` units further behind. */
  private moved(token: TokenTree, shift: number): TokenTree {
    if (token.kind !== 'group') return withSpan(token, this.movedSpan(token.span, shift));
    const { delimiter, open, close, openSpacing, spacing } = token;
    const known = this.groupEnds?.endOfKept(open.end, shift);
    if (known && known.end - shift - open.end >= smallestDeferred)
      return this.deferred(open.start + shift, known.end, known.nesting);
    return {
      kind: 'group',
      delimiter,
      tokens: token.tokens.map((each) => this.moved(each, shift)),
      open: this.movedSpan(open, shift),
      close: this.movedSpan(close, shift),
      openSpacing,
      spacing,
    };
  }

  private movedSpan({ start, end }: Span, shift: number): Span {
    return this.lexer.span(start + shift, end + shift);
  }

  private closeGroup(delimiter: Delimiter, openOnes: number): void {
    const { lexer } = this;
    const start = lexer.position;
    const end = start + 1;
    if (openOnes === 0) {
      lexer.problem(`unexpected closing delimiter: \`${lexer.text.charAt(start)}\``, start, end);
      this.add(lexer.unknown(start, end));
      return;
    }
    while (this.stack.at(-1)?.delimiter !== delimiter) this.closeUnclosed(start);
    lexer.position = end;
    this.pop(lexer.span(start, end), lexer.spacingAt(end));
  }

  private closeUnclosed(at: number): void {
    const group = this.stack.at(-1);
    if (group) this.lexer.problem('this delimiter is not closed', group.open.start, group.open.end);
    this.pop(this.lexer.span(at, at), this.lexer.spacingAt(at));
  }

  private pop(close: Span, spacing: Spacing): void {
    const group = this.stack.pop();
    if (!group) return;
    const { delimiter, open, openSpacing } = group;
    const tokens = this.takeTokens();
    this.first = group.first;
    this.add({ kind: 'group', delimiter, tokens, open, close, openSpacing, spacing });
    this.parens = group.parens;
    this.brackets = group.brackets;
    if (delimiter === 'brace') this.braces--;
  }

  private add(token: TokenTree): void {
    this.read[this.count++] = token;
  }

  /** Those of the innermost group, which ends. */
  private takeTokens(): TokenTree[] {
    const tokens = this.read.slice(this.first, this.count);
    this.count = this.first;
    return tokens;
  }

  private finish(): TokenTree[] {
    while (this.stack.length > 0) this.closeUnclosed(this.range.end);
    return this.takeTokens();
  }
}

/** The token at another place. Its parts one by one, which takes a tenth of the time that a spread takes here. */
function withSpan(token: Leaf, span: Span): Leaf {
  const { text, spacing } = token;
  switch (token.kind) {
    case 'ident':
    case 'lifetime':
      return { kind: token.kind, text, raw: token.raw, spacing, span };
    case 'punct':
    case 'unknown':
      return { kind: token.kind, text, spacing, span };
    case 'literal':
      return { kind: 'literal', literal: token.literal, text, suffix: token.suffix, spacing, span };
    case 'docComment':
      return { kind: 'docComment', style: token.style, comment: token.comment, text, spacing, span };
  }
}
