import type { Group, TokenTree } from '../../syntax/token';

/** Sizes of the groups that are worth remembering. */
const sizes = new WeakMap<Group, number>();

/** A smaller group is counted again: an entry in a weak map costs the garbage collector more. */
const worthRemembering = 64;

/**
 * The number of tokens in a tree, brackets included. Groups are shared between the places that a fragment is transcribed to, and are
 * counted once for each: remembering the sizes of large ones makes that cheap, even where repeated doubling makes the number astronomical.
 */
export function treeSize(token: TokenTree): number {
  if (token.kind !== 'group') return 1;
  const known = sizes.get(token);
  if (known !== undefined) return known;
  const stack: { readonly group: Group; next: number; sum: number }[] = [{ group: token, next: 0, sum: 2 }];
  let result = 0;
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const child = top.group.tokens[top.next++];
    if (child === undefined) {
      if (top.sum >= worthRemembering) sizes.set(top.group, top.sum);
      result = top.sum;
      stack.pop();
      const parent = stack.at(-1);
      if (parent) parent.sum += top.sum;
    } else if (child.kind !== 'group') {
      top.sum++;
    } else {
      const size = sizes.get(child);
      if (size === undefined) stack.push({ group: child, next: 0, sum: 2 });
      else top.sum += size;
    }
  }
  return result;
}

/** The number of tokens in a list, as {@link treeSize} counts them: what doubles within brackets is as large as what doubles without. */
export function listSize(tokens: readonly TokenTree[]): number {
  let size = 0;
  for (const token of tokens) size += treeSize(token);
  return size;
}
