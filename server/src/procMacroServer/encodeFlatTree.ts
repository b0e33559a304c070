import { MacroError } from '../expand/expansion';
import { maximumOutputTokens } from '../expand/procedural/expandProcedural';
import type { ByteWriter } from '../expand/procedural/byteWriter';
import { TokenWriter } from '../expand/procedural/tokenWriter';
import { operatorCharacters } from '../expand/procedural/validateLeaf';
import type { CallSpans } from './callSpans';
import { readWrittenLiteral, writeLiteral, type WrittenLiteral } from './flatLiterals';
import {
  ChildTag,
  flatDelimiters,
  invalidTree,
  noIndex,
  punctLength,
  type FlatTree,
  type TreeLayout,
} from './flatTree';
import type { ApiVersion } from './protocol';

const minus = '-'.charCodeAt(0);

/** The children of a group that are not written yet. */
interface OpenGroup {
  readonly index: number;
  next: number;
  readonly end: number;
}

/**
 * Writes a tree of a request as a module reads it. Throws a MacroError (`invalid-input`) for one that contradicts itself or has what is no token of
 * Rust.
 */
export function encodeFlatTree(
  tree: FlatTree,
  layout: TreeLayout,
  version: ApiVersion,
  bytes: ByteWriter,
  spans: CallSpans,
): void {
  new FlatTreeEncoder(tree, layout, version, new TokenWriter(bytes), spans).write();
}

class FlatTreeEncoder {
  /** By group: a group is the child of one other. */
  private readonly seen: Uint8Array;
  private readonly open: OpenGroup[] = [];
  private count = 0;

  constructor(
    private readonly tree: FlatTree,
    private readonly layout: TreeLayout,
    private readonly version: ApiVersion,
    private readonly writer: TokenWriter,
    private readonly spans: CallSpans,
  ) {
    this.seen = new Uint8Array(tree.subtree.length / layout.subtree);
  }

  /** The whole has delimiters where it is a single group, as in a call of a function-like macro of old clients. */
  write(): void {
    const { tree, writer } = this;
    this.group(0, -1);
    const delimited = this.delimiterOf(0) !== 'invisible';
    if (delimited) this.groupStart(0);
    for (let top = this.open.at(-1); top; top = this.open.at(-1)) {
      if (top.next === top.end) {
        this.open.pop();
        writer.end();
        continue;
      }
      const child = at(tree.token_tree, top.next++);
      if (++this.count > maximumOutputTokens) throw invalidTree('it has too many tokens');
      this.child(child & 3, child >>> 2, top.index);
    }
    if (delimited) writer.end();
  }

  private child(tag: ChildTag, index: number, parent: number): void {
    switch (tag) {
      case ChildTag.Subtree:
        this.group(index, parent);
        this.groupStart(index);
        return;
      case ChildTag.Literal:
        this.literal(index);
        return;
      case ChildTag.Punct:
        this.punct(index);
        return;
      case ChildTag.Ident:
        this.ident(index);
    }
  }

  /** Begins with the children of a group. Groups come behind the one that they are in, so that none is in itself. */
  private group(index: number, parent: number): void {
    const { tree, layout, seen, open } = this;
    if (index <= parent || index >= seen.length) throw invalidTree('a group is where it cannot be');
    if (seen[index]) throw invalidTree('a group is in two others');
    seen[index] = 1;
    const end = (index + 1) * layout.subtree;
    const [first, last] = [at(tree.subtree, end - 2), at(tree.subtree, end - 1)];
    if (first > last || last > tree.token_tree.length)
      throw invalidTree('a group has children that do not exist');
    open.push({ index, next: first, end: last });
  }

  private groupStart(index: number): void {
    const { tree, layout, spans } = this;
    const row = index * layout.subtree;
    const open = at(tree.subtree, row);
    const opening = spans.add(open);
    const closing = spans.add(layout.subtree === 5 ? at(tree.subtree, row + 1) : open);
    // rust-analyzer's own server took the opening delimiter's span for that of the whole until 1.93, and later joins it to the closing one's.
    const entire = this.version === 5 ? opening : spans.addJoined(opening, closing);
    const delimiter = this.delimiterOf(index);
    this.writer.groupStart({ delimiter, openSpacing: 'alone', spacing: 'alone' }, opening, closing, entire);
  }

  private delimiterOf(index: number): (typeof flatDelimiters)[number] {
    const { tree, layout } = this;
    const delimiter = flatDelimiters[at(tree.subtree, index * layout.subtree + layout.subtree - 3)];
    if (!delimiter) throw invalidTree('a delimiter is unknown');
    return delimiter;
  }

  private literal(index: number): void {
    const { tree, layout, spans, writer } = this;
    const row = index * layout.literal;
    const content = this.text(at(tree.literal, row + 1));
    const literal = layout.literal === 4 ? this.extendedLiteral(row, content) : readWrittenLiteral(content);
    if (!literal) throw new MacroError('invalid-input', `\`${content}\` is no Rust token`);
    const span = spans.add(at(tree.literal, row));
    const { kind, suffix } = literal;
    let { text } = literal;
    // What a macro made before has negative numbers as one literal. The compiler has none.
    if (text.startsWith('-')) {
      writer.punct(minus, 'alone', span);
      text = text.slice(1);
    }
    writer.literal(kind, text, suffix, 'alone', span);
  }

  private extendedLiteral(row: number, content: string): WrittenLiteral | undefined {
    const { literal } = this.tree;
    const suffix = at(literal, row + 3);
    return writeLiteral({
      content,
      kind: at(literal, row + 2),
      suffix: suffix === noIndex ? '' : this.text(suffix),
    });
  }

  private punct(index: number): void {
    const { tree, spans, writer } = this;
    const row = index * punctLength;
    const code = at(tree.punct, row + 1);
    if (!operatorCharacters.has(String.fromCharCode(code))) throw invalidTree('an operator is none of Rust');
    writer.punct(code, at(tree.punct, row + 2) === 1 ? 'joint' : 'alone', spans.add(at(tree.punct, row)));
  }

  private ident(index: number): void {
    const { tree, layout, spans, writer } = this;
    const row = index * layout.ident;
    const written = this.text(at(tree.ident, row + 1));
    const prefixed = layout.ident === 2 && written.startsWith('r#');
    const raw = prefixed || (layout.ident === 3 && at(tree.ident, row + 2) === 1);
    writer.ident(prefixed ? written.slice(2) : written, raw, 'alone', spans.add(at(tree.ident, row)));
  }

  private text(index: number): string {
    const text = this.tree.text[index];
    if (text === undefined) throw invalidTree('a text does not exist');
    return text;
  }
}

function at(list: readonly number[], index: number): number {
  const value = list[index];
  if (value === undefined) throw invalidTree('a token does not exist');
  return value;
}
