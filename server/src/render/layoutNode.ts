/**
 * The intermediate form between tokens and text: the same tree without invisible groups, with what layout must know of each token. Nodes
 * say nothing about line breaks; those follow from widths and forms.
 */
import type { ItemOutline } from '../syntax/itemOutline';
import type { Delimiter, Group, Leaf, Span } from '../syntax/token';

/**
 * What stands between the delimiters of a group.
 * `body`: statements that always take lines of their own (a function's, a loop's). `block`: statements that may stay in one line.
 * `literal`: fields of a struct literal, `literalPattern` those of a struct pattern. `pattern`: lists that rustfmt keeps in one line while they fit. `types`: a tuple's.
 * `attribute`: the inside of `#[…]`, `meta` a list in it. `angles`: generic parameters or arguments. `list`: anything else between commas. `rules`: the rules of a macro definition; `verbatim`: what is inside of those.
 */
export type GroupForm =
  | 'items'
  | 'body'
  | 'block'
  | 'arms'
  | 'fields'
  | 'variants'
  | 'variantFields'
  | 'literal'
  | 'list'
  | 'parameters'
  | 'pattern'
  | 'literalPattern'
  | 'types'
  | 'useTree'
  | 'angles'
  | 'attribute'
  | 'meta'
  | 'rules'
  | 'verbatim';

/** The part that a token plays where the token alone does not tell. */
export const enum Role {
  None,
  Prefix,
  Infix,
  Postfix,
  AngleOpen,
  AngleClose,
  /** The end of `impl<…>` or `for<…>`: what follows is a new operand. */
  HeadClose,
  ClosureOpen,
  ClosureClose,
  /** `||` of a closure without parameters. */
  EmptyClosure,
  /** The `!` of a macro call. */
  Bang,
  /** The `#` of an attribute. */
  AttributeMark,
  /** The bracket of an attribute. */
  Attribute,
}

interface NodeBase {
  readonly role: Role;
  /** Whether a space separates this from the token before it in the same line. */
  readonly space: boolean;
  /** The number of UTF-16 units in one line, the space before it not counted. */
  readonly width: number;
  /** It cannot or should not stand in one line. */
  readonly breaks: boolean;
}

export interface LeafNode extends NodeBase {
  readonly kind: 'leaf';
  readonly token: Leaf;
  readonly text: string;
}

/** A delimiter, or the `<` or `>` of generic arguments, which is a token. */
export interface Bracket {
  readonly text: string;
  readonly span: Span;
  readonly token?: Leaf;
}

/** A group; or generic arguments with their angle brackets, which are none to the lexer but are laid out like one. */
export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly delimiter: Delimiter | 'angle';
  /** Undefined for generic arguments. */
  readonly group: Group | undefined;
  readonly open: Bracket;
  readonly close: Bracket;
  readonly form: GroupForm;
  readonly lines: readonly Line[];
  /** Whether spaces stand inside of the delimiters when all is in one line. */
  readonly padded: boolean;
}

export type LayoutNode = LeafNode | GroupNode;

/** An item, statement, arm, field or element of a list, with the comma or semicolon that ends it. */
export interface Line {
  readonly nodes: readonly LayoutNode[];
  /** For an item: its outline. The indices are not those of `nodes`. */
  readonly item?: ItemOutline;
  readonly width: number;
  readonly breaks: boolean;
}

/** The width of nodes in one line, without the space before the first. */
export function widthOf(nodes: readonly LayoutNode[], start = 0, end = nodes.length): number {
  let width = 0;
  for (let index = start; index < end; index++) {
    const node = nodes[index];
    if (node) width += node.width + (node.space && index > start ? 1 : 0);
  }
  return width;
}

export function isPunctNode(node: LayoutNode | undefined, text: string): boolean {
  return node?.kind === 'leaf' && node.token.kind === 'punct' && node.token.text === text;
}

export function isWordNode(node: LayoutNode | undefined, text: string): boolean {
  return node?.kind === 'leaf' && node.token.kind === 'ident' && !node.token.raw && node.token.text === text;
}

/** Whether nodes begin with a closure. */
export function isClosure(nodes: readonly LayoutNode[]): boolean {
  const first = isWordNode(nodes[0], 'move') || isWordNode(nodes[0], 'async') ? nodes[1] : nodes[0];
  return first?.role === Role.ClosureOpen || first?.role === Role.EmptyClosure;
}
