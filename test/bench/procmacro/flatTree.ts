/**
 * Token trees in the form that rust-analyzer and its macro server exchange: flat lists of numbers (protocol version 5,
 * `proc-macro-api/src/msg/flat.rs` in rust-analyzer).
 */
import { escapeDebug } from '../../../server/src/expand/builtin/literal';
import { flattenLiteral } from '../../../server/src/procMacroServer/flatLiterals';
import { flatDelimiters, noIndex, type FlatTree } from '../../../server/src/procMacroServer/flatTree';
import type { Delimiter, Literal, Span, TokenTree } from '../../../server/src/syntax/token';

/** `FlatTree` while it is made. */
type MutableTree = { readonly [List in keyof FlatTree]: FlatTree[List][number][] };

const brackets = ['', '()', '{}', '[]'];

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
  private readonly tree: MutableTree = {
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
    this.subtree(whole, whole, 'invisible', tokens);
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const children = next.tokens.flatMap((token) => this.children(token));
      const first = this.tree.token_tree.length;
      this.tree.token_tree.push(...children);
      this.tree.subtree[next.index * 5 + 3] = first;
      this.tree.subtree[next.index * 5 + 4] = first + children.length;
    }
    return this.tree;
  }

  private subtree(open: number, close: number, delimiter: Delimiter, tokens: readonly TokenTree[]): number {
    const index =
      this.tree.subtree.push(open, close, flatDelimiters.indexOf(delimiter), noIndex, noIndex) / 5 - 1;
    this.waiting.push({ index, tokens });
    return index << 2;
  }

  private children(token: TokenTree): number[] {
    if (token.kind === 'group') {
      const [open, close] = [this.spans.of(token.open), this.spans.of(token.close)];
      return [this.subtree(open, close, token.delimiter, token.tokens)];
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
      case 'literal':
        return [this.literal(token, span)];
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
          this.subtree(span, span, 'bracket', attribute),
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

  private literal({ literal, text, suffix }: Literal, span: number): number {
    const { content, kind } = flattenLiteral({ kind: literal, text, suffix });
    const numbers = [span, this.textNumber(content), kind, suffix === '' ? noIndex : this.textNumber(suffix)];
    return ((this.tree.literal.push(...numbers) / 4 - 1) << 2) | 1;
  }

  private textNumber(text: string): number {
    const known = this.texts.get(text) ?? this.tree.text.push(text) - 1;
    this.texts.set(text, known);
    return known;
  }
}

/** The numbers of integers and of floats among the kinds of literals. */
const numberKinds: readonly (number | undefined)[] = [3, 4];

/**
 * The tokens of a tree as texts, from first to last, delimiters included, without the invisible ones. For comparison. `describe` adds what is to be
 * compared besides.
 */
export function leavesOf(
  tree: FlatTree,
  describe: (text: string, span: number) => string = (text) => text,
): string[] {
  const leaves: string[] = [];
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const textAt = (number: number): string => (number === noIndex ? '' : (tree.text[number] ?? ''));
  const add = (text: string, span: number): void => void leaves.push(describe(text, span));
  const visit = (subtree: number): void => {
    const bracket = brackets[at(tree.subtree, subtree * 5 + 2)] ?? '';
    if (bracket !== '') add(bracket.charAt(0), at(tree.subtree, subtree * 5));
    for (let child = at(tree.subtree, subtree * 5 + 3); child < at(tree.subtree, subtree * 5 + 4); child++) {
      const tagged = at(tree.token_tree, child);
      const index = tagged >>> 2;
      if ((tagged & 3) === 0) visit(index);
      else if ((tagged & 3) === 1) {
        const [text, kind, suffix] = [1, 2, 3].map((offset) => at(tree.literal, index * 4 + offset));
        const span = at(tree.literal, index * 4);
        const written = `${textAt(text ?? noIndex)}${textAt(suffix ?? noIndex)}`;
        // rust-analyzer keeps a negative number as one literal, where rustc makes an operator and a literal of it.
        const isNegative = numberKinds.includes(kind) && written.startsWith('-');
        if (isNegative) add('-', span);
        add(`${kind ?? 0}:${isNegative ? written.slice(1) : written}`, span);
      } else if ((tagged & 3) === 2)
        add(String.fromCharCode(at(tree.punct, index * 3 + 1)), at(tree.punct, index * 3));
      else
        add(
          `${at(tree.ident, index * 3 + 2) === 1 ? 'r#' : ''}${textAt(at(tree.ident, index * 3 + 1))}`,
          at(tree.ident, index * 3),
        );
    }
    if (bracket !== '') add(bracket.charAt(1), at(tree.subtree, subtree * 5 + 1));
  };
  visit(0);
  return leaves;
}
