/**
 * Token trees in the form that rust-analyzer and its macro server exchange: flat lists of numbers (protocol version 5,
 * `proc-macro-api/src/msg/flat.rs` in rust-analyzer).
 */
import { escapeDebug } from '../../../server/src/expand/builtin/literal';
import type { Delimiter, LiteralKind, Span, TokenTree } from '../../../server/src/syntax/token';

export interface FlatTree {
  /** Five numbers each: open span, close span, delimiter, first and last (exclusive) child. The first is the root. */
  readonly subtree: number[];
  /** Four numbers each: span, text, kind with the count of hashes, suffix. */
  readonly literal: number[];
  /** Three numbers each: span, character, whether it is joint. */
  readonly punct: number[];
  /** Three numbers each: span, text, whether it is raw. */
  readonly ident: number[];
  /** Children: index << 2 | kind. */
  readonly token_tree: number[];
  readonly text: string[];
}

const none = 0xffffffff;
const delimiters: Readonly<Record<Delimiter, number>> = { invisible: 0, paren: 1, brace: 2, bracket: 3 };
const brackets = ['', '()', '{}', '[]'];

/** How a literal of each kind begins before its hashes and quotes, and its number. */
const literals: Readonly<Record<LiteralKind, { readonly prefix: number; readonly kind: number }>> = {
  byte: { prefix: 1, kind: 1 },
  char: { prefix: 0, kind: 2 },
  integer: { prefix: 0, kind: 3 },
  float: { prefix: 0, kind: 4 },
  string: { prefix: 0, kind: 5 },
  rawString: { prefix: 1, kind: 6 },
  byteString: { prefix: 1, kind: 7 },
  rawByteString: { prefix: 2, kind: 8 },
  cString: { prefix: 1, kind: 9 },
  rawCString: { prefix: 2, kind: 10 },
};

const [integer, float] = [literals.integer.kind, literals.float.kind];

/** Numbers for spans, in the order in which they are first met. Five numbers each: file, item, start, end, hygiene. */
export class SpanNumbers {
  readonly table: number[] = [];
  private readonly known = new Map<string, number>();

  /** All spans are in one file, of edition 2021, at its first item: rust-analyzer's ids of anything else mean nothing here. */
  of({ start, end }: Pick<Span, 'start' | 'end'>): number {
    const key = `${start} ${end}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.table.push(edition2021, 0, start, end, 0);
    this.known.set(key, this.known.size);
    return this.known.size - 1;
  }
}

/** A file id holds its edition in the bits from 23 on: the third one. */
const edition2021 = 2 << 23;

/** Writes tokens as the server reads them: operators one character each, lifetimes as quote and identifier, doc comments as attributes. */
export function flatTree(tokens: readonly TokenTree[], spans: SpanNumbers): FlatTree {
  return new Writer(spans).write(tokens);
}

class Writer {
  private readonly tree: FlatTree = {
    subtree: [],
    literal: [],
    punct: [],
    ident: [],
    token_tree: [],
    text: [],
  };
  private readonly texts = new Map<string, number>();
  private readonly waiting: { readonly index: number; readonly tokens: readonly TokenTree[] }[] = [];

  constructor(private readonly spans: SpanNumbers) {}

  write(tokens: readonly TokenTree[]): FlatTree {
    const whole = this.spans.of({ start: 0, end: 0 });
    this.subtree(whole, whole, 0, tokens);
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const children = next.tokens.flatMap((token) => this.children(token));
      const first = this.tree.token_tree.length;
      this.tree.token_tree.push(...children);
      this.tree.subtree[next.index * 5 + 3] = first;
      this.tree.subtree[next.index * 5 + 4] = first + children.length;
    }
    return this.tree;
  }

  private subtree(open: number, close: number, delimiter: number, tokens: readonly TokenTree[]): number {
    const index = this.tree.subtree.push(open, close, delimiter, none, none) / 5 - 1;
    this.waiting.push({ index, tokens });
    return index << 2;
  }

  private children(token: TokenTree): number[] {
    if (token.kind === 'group') {
      const [open, close] = [this.spans.of(token.open), this.spans.of(token.close)];
      return [this.subtree(open, close, delimiters[token.delimiter], token.tokens)];
    }
    const span = this.spans.of(token.span);
    switch (token.kind) {
      case 'ident':
        return [this.ident(token.text, token.raw, span)];
      case 'lifetime':
        return [this.punct("'", true, span), this.ident(token.text.slice(1), token.raw, span)];
      case 'punct':
        return Array.from(token.text, (character, index) =>
          this.punct(character, index < token.text.length - 1 || token.spacing === 'joint', span),
        );
      case 'literal': {
        const text = token.text.slice(0, token.text.length - token.suffix.length);
        return [this.literal(text, token.literal, token.suffix, span)];
      }
      case 'docComment': {
        const attribute: TokenTree[] = [
          { kind: 'ident', text: 'doc', raw: false, spacing: 'alone', span: token.span },
          { kind: 'punct', text: '=', spacing: 'alone', span: token.span },
          {
            kind: 'literal',
            literal: 'string',
            // As rustc writes it (`Literal::string` of the text): a quote in it is escaped.
            text: `"${Array.from(token.text, escapeDebug).join('')}"`,
            suffix: '',
            spacing: 'alone',
            span: token.span,
          },
        ];
        return [
          this.punct('#', token.style === 'inner', span),
          ...(token.style === 'inner' ? [this.punct('!', false, span)] : []),
          this.subtree(span, span, delimiters.bracket, attribute),
        ];
      }
      case 'unknown':
        throw new Error(`no token: ${token.text}`);
    }
  }

  private ident(text: string, raw: boolean, span: number): number {
    return ((this.tree.ident.push(span, this.textNumber(text), raw ? 1 : 0) / 3 - 1) << 2) | 3;
  }

  private punct(character: string, joint: boolean, span: number): number {
    return ((this.tree.punct.push(span, character.charCodeAt(0), joint ? 1 : 0) / 3 - 1) << 2) | 2;
  }

  private literal(text: string, literal: LiteralKind, suffix: string, span: number): number {
    const { prefix, kind } = literals[literal];
    const hashes = /^#*/.exec(text.slice(prefix))?.[0].length ?? 0;
    const quoted = literal !== 'integer' && literal !== 'float';
    const inner = quoted ? text.slice(prefix + hashes + 1, text.length - 1 - hashes) : text;
    const numbers = [
      span,
      this.textNumber(inner),
      kind | (hashes << 8),
      suffix === '' ? none : this.textNumber(suffix),
    ];
    return ((this.tree.literal.push(...numbers) / 4 - 1) << 2) | 1;
  }

  private textNumber(text: string): number {
    const known = this.texts.get(text) ?? this.tree.text.push(text) - 1;
    this.texts.set(text, known);
    return known;
  }
}

/** The tokens of a tree as texts, from first to last, delimiters included, without the invisible ones. For comparison. */
export function leavesOf(tree: FlatTree): string[] {
  const leaves: string[] = [];
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const textAt = (number: number): string => (number === none ? '' : (tree.text[number] ?? ''));
  const visit = (subtree: number): void => {
    const bracket = brackets[at(tree.subtree, subtree * 5 + 2)] ?? '';
    if (bracket !== '') leaves.push(bracket.charAt(0));
    for (let child = at(tree.subtree, subtree * 5 + 3); child < at(tree.subtree, subtree * 5 + 4); child++) {
      const tagged = at(tree.token_tree, child);
      const index = tagged >>> 2;
      if ((tagged & 3) === 0) visit(index);
      else if ((tagged & 3) === 1) {
        const [text, kind, suffix] = [1, 2, 3].map((offset) => at(tree.literal, index * 4 + offset));
        const written = `${textAt(text ?? none)}${textAt(suffix ?? none)}`;
        // rust-analyzer keeps a negative number as one literal, where rustc makes an operator and a literal of it.
        const isNegative = (kind === integer || kind === float) && written.startsWith('-');
        if (isNegative) leaves.push('-');
        leaves.push(`${kind ?? 0}:${isNegative ? written.slice(1) : written}`);
      } else if ((tagged & 3) === 2) leaves.push(String.fromCharCode(at(tree.punct, index * 3 + 1)));
      else
        leaves.push(
          `${at(tree.ident, index * 3 + 2) === 1 ? 'r#' : ''}${textAt(at(tree.ident, index * 3 + 1))}`,
        );
    }
    if (bracket !== '') leaves.push(bracket.charAt(1));
  };
  visit(0);
  return leaves;
}
