import { MacroError } from '../expand/expansion';
import type { Delimiter } from '../syntax/token';

/** A stream of tokens as lists of numbers (rust-analyzer's proc-macro-api/src/msg/flat.rs). How many numbers belong together, {@link TreeLayout} says. */
export interface FlatTree {
  /** Groups: opening span, closing span, delimiter, first child and the one behind the last. The first one is the whole. */
  readonly subtree: readonly number[];
  /** Literals: span, text, kind with the count of hashes in its second byte, suffix. */
  readonly literal: readonly number[];
  /** Characters of operators: span, code, 1 where another follows at once. */
  readonly punct: readonly number[];
  /** Identifiers: span, text, 1 for `r#`. */
  readonly ident: readonly number[];
  /** The children of all groups: index << 2 with a {@link ChildTag}. */
  readonly token_tree: readonly number[];
  readonly text: readonly string[];
}

export const enum ChildTag {
  Subtree = 0,
  Literal = 1,
  Punct = 2,
  Ident = 3,
}

/** How many numbers describe a token. */
export interface TreeLayout {
  /** 4 before version 2 of the protocol, without the closing span; else 5. */
  readonly subtree: 4 | 5;
  /** 2 before version 5: the text is the whole literal as written. */
  readonly literal: 2 | 4;
  /** 2 before version 5: the text has its `r#`. */
  readonly ident: 2 | 3;
}

export const punctLength = 3;

/** Of the version that we answer with, and of those before it, the newest first. */
const layouts: readonly TreeLayout[] = [
  { subtree: 5, literal: 4, ident: 3 },
  { subtree: 5, literal: 2, ident: 2 },
  { subtree: 4, literal: 2, ident: 2 },
];

/** In place of an index: there is none. */
export const noIndex = 0xffffffff;

/** By their numbers. */
export const flatDelimiters: readonly Delimiter[] = ['invisible', 'paren', 'brace', 'bracket'];

/**
 * The layout of the trees of one request, which says nothing of its version: the one in which each token is a child once. Throws a
 * MacroError (`invalid-input`) when there is none.
 */
export function layoutOf(trees: readonly FlatTree[]): TreeLayout {
  const counts = trees.map((tree) => ({ tree, children: countChildren(tree) }));
  const layout = layouts.find(({ subtree, literal, ident }) =>
    counts.every(
      ({ tree, children }) =>
        tree.subtree.length === subtree * (children[ChildTag.Subtree] + 1) &&
        tree.literal.length === literal * children[ChildTag.Literal] &&
        tree.punct.length === punctLength * children[ChildTag.Punct] &&
        tree.ident.length === ident * children[ChildTag.Ident],
    ),
  );
  if (!layout) throw invalidTree('its lists do not fit together');
  return layout;
}

export function invalidTree(what: string): MacroError {
  return new MacroError('invalid-input', `the request's token tree is not valid: ${what}`);
}

function countChildren({ token_tree: children }: FlatTree): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const child of children) counts[(child & 3) as ChildTag]++;
  return counts;
}
