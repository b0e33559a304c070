/** Attributes without a look into their arguments, and plain paths. */
import type { DocComment, Group, Ident, TokenTree } from './token';
import { isPunct, isWord } from './parser/words';

/** An attribute or a doc comment. Indices point into the outlined list; `end` is exclusive. */
export interface AttributeOutline {
  readonly start: number;
  readonly end: number;
  /** `#![…]` or `//!`. */
  readonly inner: boolean;
  /** The identifiers of the path: `[rustfmt, skip]`. Empty for a doc comment. */
  readonly path: readonly Ident[];
  /** `(…)`, `[…]` or `{…}` after the path. */
  readonly arguments: Group | undefined;
  /** The tokens after `=`. */
  readonly value: readonly TokenTree[] | undefined;
  /** `#[unsafe(…)]`: path, arguments and value are those inside of the parentheses. */
  readonly unsafe: boolean;
  readonly doc: DocComment | undefined;
}

/** A path without generic arguments, as macro calls and attributes have it. `global` for a leading `::`. */
export interface PathOutline {
  readonly global: boolean;
  readonly segments: readonly Ident[];
}

/**
 * The attribute or doc comment that begins at `index`, or undefined when there is none.
 */
export function outlineAttribute(tokens: readonly TokenTree[], index: number): AttributeOutline | undefined {
  const token = tokens[index];
  if (token?.kind === 'docComment') {
    const inner = token.style === 'inner';
    return {
      start: index,
      end: index + 1,
      inner,
      path: noPath,
      arguments: undefined,
      value: undefined,
      unsafe: false,
      doc: token,
    };
  }
  if (!isPunct(token, '#')) return undefined;
  const inner = isPunct(tokens[index + 1], '!');
  const end = index + (inner ? 3 : 2);
  const group = tokens[end - 1];
  if (group?.kind !== 'group' || group.delimiter !== 'bracket') return undefined;
  const { path, arguments: argument, value, unsafe } = attributeContent(group.tokens);
  return { start: index, end, inner, path, arguments: argument, value, unsafe, doc: undefined };
}

const noPath: readonly Ident[] = [];

/** Path, arguments and value of what stands between the brackets of an attribute, or is an element of `cfg_attr(…, …)`. */
export function attributeContent(
  tokens: readonly TokenTree[],
): Pick<AttributeOutline, 'path' | 'arguments' | 'value' | 'unsafe'> {
  let content = tokens;
  let unsafe = false;
  for (;;) {
    const [first, second] = content;
    if (first?.kind === 'group' && first.delimiter === 'invisible' && content.length === 1) {
      content = first.tokens;
    } else if (
      !unsafe &&
      isWord(first, 'unsafe') &&
      second?.kind === 'group' &&
      second.delimiter === 'paren'
    ) {
      content = second.tokens;
      unsafe = true;
    } else {
      break;
    }
  }
  const { segments, end } = readPath(content, 0);
  const next = content[end];
  return {
    path: segments,
    arguments: next?.kind === 'group' && next.delimiter !== 'invisible' ? next : undefined,
    value: isPunct(next, '=') ? content.slice(end + 1) : undefined,
    unsafe,
  };
}

/** A path of identifiers, `::` in between, possibly in a `path` fragment. `end` is the index behind it. */
export function readPath(tokens: readonly TokenTree[], from: number): PathOutline & { readonly end: number } {
  const first = tokens[from];
  if (first?.kind === 'group' && first.delimiter === 'invisible') {
    // One level is enough: fragments of fragments are not nested by rustc either.
    const inner = first.tokens[0]?.kind === 'group' ? undefined : readPath(first.tokens, 0);
    return inner?.end === first.tokens.length
      ? { ...inner, end: from + 1 }
      : { global: false, segments: [], end: from };
  }
  const global = isPunct(first, '::');
  let index = global ? from + 1 : from;
  const name = tokens[index];
  if (name?.kind !== 'ident') return { global, segments: noPath, end: index };
  index++;
  // Most paths are one name, for which there is no list with room for more.
  if (!isPunct(tokens[index], '::')) return { global, segments: [name], end: index };
  const segments = [name];
  while (isPunct(tokens[index], '::')) {
    const segment = tokens[index + 1];
    if (segment?.kind !== 'ident') break;
    segments.push(segment);
    index += 2;
  }
  return { global, segments: segments.slice(), end: index };
}
