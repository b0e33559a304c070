/**
 * Leaving out of a library what does not compile for WebAssembly, because it exists on other systems only. On WebAssembly a function whose
 * body does not compile panics when it is called, and other items are absent; for the machine that compiles nothing changes. So a macro
 * that does not come upon the function makes what it makes elsewhere, and one that does fails with a message instead of making something else.
 */
import { outlineItems, type ItemOutline } from '../syntax/itemOutline';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { spanOf, type Group, type TokenTree } from '../syntax/token';
import { applyEdits, type CodeEdit } from './codeEdits';

const onWasm = '#[cfg(target_family = "wasm")]';
const elsewhere = '#[cfg(not(target_family = "wasm"))]';

/**
 * The source without what holds the given places (UTF-16 offsets), at which a compiler for WebAssembly found errors. Of a function the body is left out
 * first, and the function itself when that has not helped. Line numbers stay. Undefined when everything there has been left out already, or is no part of an item.
 *
 * @param library Name and version, for the message of a function that panics.
 */
export function leaveOut(source: string, places: readonly number[], library: string): string | undefined {
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text: source });
  const edits = places.flatMap((place) => editFor(source, tokens, place, library) ?? []);
  return edits.length === 0 ? undefined : applyEdits(source, outermost(edits));
}

function editFor(
  source: string,
  tokens: readonly TokenTree[],
  place: number,
  library: string,
): CodeEdit | undefined {
  for (const item of outlineItems(tokens)) {
    const { start, end } = rangeOf(tokens, item);
    if (place < start || place >= end) continue;
    if (source.startsWith(elsewhere, start)) return undefined;
    const { keyword, body } = item;
    if (keyword === 'unknown' || keyword === 'inner attributes' || keyword === 'fragment') return undefined;
    if (keyword === 'fn' && body && !isLeftOut(source, body)) return withoutBody(source, body, item, library);
    const holdsItems =
      keyword === 'impl' || keyword === 'mod' || keyword === 'trait' || keyword === 'macro call';
    const inside = holdsItems && body ? editInside(source, body, place, library) : undefined;
    if (inside) return inside;
    return { span: { start, end }, text: `${elsewhere} ${source.slice(start, end)}` };
  }
  return undefined;
}

/** In the body of an item, or in the groups that a macro such as `cfg_if!` has items in. */
function editInside(source: string, body: Group, place: number, library: string): CodeEdit | undefined {
  if (place < body.open.end || place >= body.close.start) return undefined;
  const found = editFor(source, body.tokens, place, library);
  if (found) return found;
  for (const token of body.tokens) {
    if (token.kind !== 'group' || token.delimiter !== 'brace') continue;
    const inside = editInside(source, token, place, library);
    if (inside) return inside;
  }
  return undefined;
}

function withoutBody(source: string, body: Group, item: ItemOutline, library: string): CodeEdit {
  const start = body.open.start;
  const end = body.close.end;
  const message = `\`${item.name?.text ?? 'a function'}\` of ${library} does not compile for WebAssembly`;
  return {
    span: { start, end },
    text: `{ ${onWasm} { panic!(${JSON.stringify(message)}) } ${elsewhere} ${source.slice(start, end)} }`,
  };
}

function isLeftOut(source: string, body: Group): boolean {
  return source.startsWith(`{ ${onWasm} { panic!(`, body.open.start);
}

function rangeOf(tokens: readonly TokenTree[], item: ItemOutline): CodeEdit['span'] {
  const first = tokens[item.start];
  const last = tokens[item.end - 1];
  return { start: first ? spanOf(first).start : 0, end: last ? spanOf(last).end : 0 };
}

/** In the order of the source, without those that lie in another one. */
function outermost(edits: readonly CodeEdit[]): CodeEdit[] {
  const kept: CodeEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end))
    if (edit.span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push(edit);
  return kept;
}
