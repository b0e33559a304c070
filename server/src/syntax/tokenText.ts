/** Token trees as text: exact, in one line, without layout. Readable layout is the business of `render`. */
import { isReservedInSomeEdition } from './keywords';
import { closingText, leafText, openingText } from './leafText';
import { wouldGlue } from './tokenGluing';
import type { Group, Leaf, Spacing, TokenTree } from './token';

/** What a walk over a token tree meets, in the order of the text. Invisible groups are met too. */
export interface TokenVisitor {
  leaf(token: Leaf, next: TokenTree | undefined): void;
  open(group: Group): void;
  close(group: Group, next: TokenTree | undefined): void;
}

/** Visits every token without recursion: groups may nest deeper than the call stack reaches. `next` is the token behind, at the same level. */
export function walkTokens(tokens: readonly TokenTree[], visitor: TokenVisitor): void {
  const stack: { group: Group; tokens: readonly TokenTree[]; index: number }[] = [];
  let level = tokens;
  let index = 0;
  for (;;) {
    const token = level[index];
    if (!token) {
      const outer = stack.pop();
      if (!outer) return;
      level = outer.tokens;
      index = outer.index + 1;
      visitor.close(outer.group, level[index]);
    } else if (token.kind === 'group') {
      visitor.open(token);
      stack.push({ group: token, tokens: level, index });
      level = token.tokens;
      index = 0;
    } else {
      index++;
      visitor.leaf(token, level[index]);
    }
  }
}

/** Visits every token that is no group, at any depth. */
export function forEachLeaf(tokens: readonly TokenTree[], visit: (token: Leaf) => void): void {
  walkTokens(tokens, { leaf: visit, open: () => undefined, close: () => undefined });
}

/**
 * The texts of all tokens in order, delimiters included. Raw identifiers have their `r#`, doc comments are comments, `$crate` is `$crate`,
 * invisible delimiters vanish.
 */
export function leafTexts(tokens: readonly TokenTree[]): string[] {
  const texts: string[] = [];
  walkTokens(tokens, {
    leaf: (token) => texts.push(leafText(token)),
    open: (group) => {
      if (group.delimiter !== 'invisible') texts.push(openingText(group.delimiter));
    },
    close: (group) => {
      if (group.delimiter !== 'invisible') texts.push(closingText(group.delimiter));
    },
  });
  return texts;
}

/**
 * The tokens as rustc prints them for `stringify!` and in messages (rustc_ast_pretty: State::print_tts, without its line breaks): the
 * source's spacing where it is known, else the usual one. Reading the text again gives the same tokens, except `asSpaced`: a macro can put two
 * words together whose spacing says that nothing stood behind the first, and rustc prints them as one.
 */
export function printTokens(tokens: readonly TokenTree[], words: 'apart' | 'asSpaced' = 'apart'): string {
  const printer = new FlatPrinter(words === 'apart');
  walkTokens(tokens, printer);
  return printer.text;
}

class FlatPrinter implements TokenVisitor {
  private readonly pieces: string[] = [];
  private atLineStart = false;
  /** The last printed token, when what follows could still be glued to it; undefined after a delimiter. */
  private last: Leaf | undefined;
  private wantsSpace = false;

  constructor(private readonly keepsApart: boolean) {}

  get text(): string {
    return this.pieces.join('');
  }

  leaf(token: Leaf, next: TokenTree | undefined): void {
    this.write(leafText(token), token);
    if (token.kind === 'docComment' && token.comment === 'line') {
      this.pieces.push('\n');
      this.atLineStart = true;
    }
    this.spaceAfter(token, token.spacing, next);
  }

  open(group: Group): void {
    if (group.delimiter === 'invisible') return;
    this.write(openingText(group.delimiter), undefined);
    this.wantsSpace = group.delimiter === 'brace' && group.tokens.length > 0;
  }

  close(group: Group, next: TokenTree | undefined): void {
    if (group.delimiter !== 'invisible') {
      this.wantsSpace = group.delimiter === 'brace' && group.tokens.length > 0;
      this.write(closingText(group.delimiter), undefined);
    }
    this.spaceAfter(group, group.spacing, next);
  }

  private spaceAfter(token: TokenTree, spacing: Spacing, next: TokenTree | undefined): void {
    if (next && spacing === 'alone' && spaceBetween(token, next)) this.wantsSpace = true;
  }

  private write(text: string, token: Leaf | undefined): void {
    const { last } = this;
    // `1` before `.` is kept apart unless what follows is known to be harmless: the source has no space there only when it is.
    const glues =
      this.keepsApart && last && token && wouldGlue(last, token) && !isNumberBeforeDot(last, token);
    if ((this.wantsSpace || glues) && !this.atLineStart) this.pieces.push(' ');
    this.pieces.push(text);
    this.atLineStart = false;
    this.last = token;
    this.wantsSpace = false;
  }
}

/** An integer with a dot right behind it in the source: then a name follows the dot, else it would be part of the number. */
function isNumberBeforeDot(left: Leaf, right: Leaf): boolean {
  return (
    left.kind === 'literal' && left.spacing === 'joint' && right.kind === 'punct' && right.spacing !== 'alone'
  );
}

/** rustc_ast_pretty::pprust::state::space_between. */
function spaceBetween(left: TokenTree, right: TokenTree): boolean {
  if (left.kind === 'docComment' && left.comment === 'line') return false;
  if (left.kind === 'punct') {
    if (left.text === '.' && right.kind !== 'punct') return false;
    if (left.text === '$' && right.kind === 'ident') return false;
    return !(left.text === '#' && right.kind === 'group' && right.delimiter === 'bracket');
  }
  if (right.kind === 'punct') {
    if (right.text === '!' && left.kind === 'ident' && !left.isFragment)
      return !left.raw && isReservedInSomeEdition(left.text);
    return !(right.text === ',' || right.text === ';' || right.text === '.');
  }
  if (left.kind === 'ident' && !left.isFragment && right.kind === 'group' && right.delimiter === 'paren') {
    if (left.raw || left.text === 'fn' || left.text === 'Self' || left.text === 'pub') return false;
    return isReservedInSomeEdition(left.text);
  }
  return true;
}
