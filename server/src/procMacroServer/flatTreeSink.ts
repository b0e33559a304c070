import { escapeDebug } from '../expand/builtin/literal';
import type { TokenSink } from '../expand/procedural/decodeTokens';
import { withUnixErrors } from '../expand/procedural/systemErrors';
import type { Delimiter, DocComment, LiteralKind, Spacing } from '../syntax/token';
import type { CallSpans } from './callSpans';
import { flattenLiteral } from './flatLiterals';
import { ChildTag, flatDelimiters, noIndex, punctLength, type FlatTree, type TreeLayout } from './flatTree';

interface OpenGroup {
  readonly index: number;
  readonly children: number[];
}

/** Makes a flat tree, groups in the order in which they begin. `hasRead`: the macro read files, so that its literals may speak of errors of its system. */
export class FlatTreeSink implements TokenSink {
  private readonly subtree: number[] = [];
  private readonly literals: number[] = [];
  private readonly puncts: number[] = [];
  private readonly idents: number[] = [];
  private readonly tokenTree: number[] = [];
  private readonly text: string[] = [];
  private readonly texts = new Map<string, number>();
  private readonly open: OpenGroup[] = [];

  constructor(
    private readonly spans: CallSpans,
    private readonly layout: TreeLayout,
    private readonly hasRead: boolean,
  ) {
    const site = spans.flat(0);
    this.begin('invisible', site, site);
  }

  get spanCount(): number {
    return this.spans.size;
  }

  groupStart({ delimiter }: { readonly delimiter: Delimiter }, open: number, close: number): void {
    this.begin(delimiter, this.spans.flat(open), this.spans.flat(close));
  }

  groupEnd(): void {
    const { tokenTree, subtree, layout } = this;
    const group = this.open.pop();
    if (!group) return;
    const first = tokenTree.length;
    for (const child of group.children) tokenTree.push(child);
    const row = group.index * layout.subtree;
    subtree[row + layout.subtree - 2] = first;
    subtree[row + layout.subtree - 1] = tokenTree.length;
  }

  ident(text: string, raw: boolean, _spacing: Spacing, span: number): void {
    const index = this.idents.length / this.layout.ident;
    const prefixed = raw && this.layout.ident === 2;
    this.idents.push(this.spans.flat(span), this.textIndex(prefixed ? `r#${text}` : text));
    if (this.layout.ident === 3) this.idents.push(raw ? 1 : 0);
    this.child(index, ChildTag.Ident);
  }

  punct(text: string, spacing: Spacing, span: number): void {
    const index = this.puncts.length / punctLength;
    this.puncts.push(this.spans.flat(span), text.charCodeAt(0), spacing === 'joint' ? 1 : 0);
    this.child(index, ChildTag.Punct);
  }

  literal(kind: LiteralKind, written: string, suffix: string, _spacing: Spacing, span: number): void {
    const { layout, literals } = this;
    const index = literals.length / layout.literal;
    const text = this.hasRead ? withUnixErrors(written) : written;
    literals.push(this.spans.flat(span));
    if (layout.literal === 2) literals.push(this.textIndex(text));
    else {
      const flat = flattenLiteral({ kind, text, suffix });
      literals.push(
        this.textIndex(flat.content),
        flat.kind,
        suffix === '' ? noIndex : this.textIndex(suffix),
      );
    }
    this.child(index, ChildTag.Literal);
  }

  /** The protocol has no comments: an attribute stands for one, as macros see it. */
  docComment({ style, text }: Pick<DocComment, 'style' | 'text'>, span: number): void {
    const escaped = Array.from(text, escapeDebug).join('');
    this.punct('#', 'alone', span);
    if (style === 'inner') this.punct('!', 'alone', span);
    this.groupStart({ delimiter: 'bracket' }, span, span);
    this.ident('doc', false, 'alone', span);
    this.punct('=', 'alone', span);
    this.literal('string', `"${escaped}"`, '', 'alone', span);
    this.groupEnd();
  }

  /** The tree, when all tokens have come. */
  finish(): FlatTree {
    this.groupEnd();
    return {
      subtree: this.subtree,
      literal: this.literals,
      punct: this.puncts,
      ident: this.idents,
      token_tree: this.tokenTree,
      text: this.text,
    };
  }

  private begin(delimiter: Delimiter, open: number, close: number): void {
    const { subtree, layout } = this;
    const index = subtree.length / layout.subtree;
    if (index > 0) this.child(index, ChildTag.Subtree);
    subtree.push(open);
    if (layout.subtree === 5) subtree.push(close);
    subtree.push(flatDelimiters.indexOf(delimiter), 0, 0);
    this.open.push({ index, children: [] });
  }

  private child(index: number, tag: ChildTag): void {
    this.open.at(-1)?.children.push((index << 2) | tag);
  }

  private textIndex(text: string): number {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const index = this.text.push(text) - 1;
    this.texts.set(text, index);
    return index;
  }
}
