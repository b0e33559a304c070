import { isPathSegment, isReservedWord } from './keywords';
import { isDelimited, isPunct } from './tokenTests';
import type { PathOutline } from './itemOutline';
import type { Group, Ident, TokenTree } from './token';

/** A macro call in a list of tokens. `end` is the index behind its group. */
export interface MacroCall {
  readonly path: PathOutline;
  readonly start: number;
  readonly end: number;
  readonly group: Group;
}

/**
 * The macro call whose `!` is at `bang`, or undefined when that `!` is something else (`if !(…)`, `return ![…]`). The path does not reach back
 * beyond the index `from`.
 */
export function macroCallAt(tokens: readonly TokenTree[], bang: number, from = 0): MacroCall | undefined {
  const group = tokens[bang + 1];
  if (!isPunct(tokens[bang], '!') || !isDelimited(group)) return undefined;
  const before = bang > from ? tokens[bang - 1] : undefined;
  if (before?.kind === 'group') {
    const path = before.delimiter === 'invisible' ? wholePath(before.tokens) : undefined;
    return path && { path, start: bang - 1, end: bang + 2, group };
  }
  if (before?.kind !== 'ident' || (!before.raw && isReservedWord(before.text))) return undefined;
  const segments: Ident[] = [before];
  let start = bang - 1;
  let global = false;
  while (start - 1 >= from && isPunct(tokens[start - 1], '::')) {
    const segment = start - 2 >= from ? tokens[start - 2] : undefined;
    if (segment?.kind !== 'ident' || !isPathSegment(segment)) {
      global = true;
      start--;
      break;
    }
    segments.push(segment);
    start -= 2;
  }
  segments.reverse();
  return { path: { global, segments }, start, end: bang + 2, group };
}

/** The path that these tokens are from the first to the last, or undefined. Looks into invisible groups (a `path` fragment). */
export function wholePath(tokens: readonly TokenTree[]): PathOutline | undefined {
  let inner = tokens;
  for (;;) {
    const [only] = inner;
    if (inner.length !== 1 || only?.kind !== 'group' || only.delimiter !== 'invisible') break;
    inner = only.tokens;
  }
  const global = isPunct(inner[0], '::');
  const segments: Ident[] = [];
  for (let index = global ? 1 : 0; index < inner.length; index += 2) {
    const segment = inner[index];
    if (segment?.kind !== 'ident' || !isPathSegment(segment)) return undefined;
    segments.push(segment);
    if (index + 1 < inner.length && (!isPunct(inner[index + 1], '::') || index + 2 >= inner.length))
      return undefined;
  }
  return segments.length > 0 ? { global, segments } : undefined;
}
