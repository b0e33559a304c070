/** Whether two versions of a file have the same items, as far as name resolution looks at them. */
import { hasAttributeMacros } from '../syntax/attributeSites';
import { outlineItems, type ItemKeyword, type ItemOutline } from '../syntax/itemOutline';
import { TextDifference } from '../syntax/textDifference';
import { endOf, startOf, type TokenTree } from '../syntax/token';
import { isPunct } from '../syntax/tokenTests';
import type { ParsedFile } from './parsedFiles';
import { pathAttributes } from './textFeatures';

/** An item of the earlier version: the list of tokens that it stands in, and where it begins there. */
export interface ItemPlace {
  readonly list: readonly TokenTree[];
  readonly start: number;
}

export interface ItemChanges {
  /** The items with attributes that may be macros, which are given another item now. */
  readonly attributed: readonly ItemPlace[];
}

/** Items that declare the same whatever stands in their braces, and in the parentheses behind their keyword. */
const closedItems = new Set<ItemKeyword>([
  ...(['fn', 'impl', 'trait', 'struct', 'enum', 'union', 'extern block'] as const),
]);

/** Items whose doc comments say nothing about names. */
const documentedItems = new Set<ItemKeyword>([
  ...closedItems,
  ...(['inner attributes', 'mod', 'use', 'const', 'static', 'type', 'trait alias', 'macro_rules'] as const),
]);

/**
 * Compares two versions of a file, read in the same edition. Undefined unless all that the names of other code can depend upon certainly is as it was:
 * then what stands in bodies may be something else, doc comments too, and everything may stand elsewhere.
 */
export function itemChanges(before: ParsedFile, after: ParsedFile): ItemChanges | undefined {
  if (!knowsItsBlocks(before) || !knowsItsBlocks(after)) return undefined;
  const comparison = new ItemComparison(new TextDifference(before.source.text, after.source.text));
  if (!comparison.hasSameItems(before.tokens, after.tokens)) return undefined;
  return { attributed: comparison.attributed };
}

class ItemComparison {
  readonly attributed: ItemPlace[] = [];

  constructor(private readonly difference: TextDifference) {}

  hasSameItems(before: readonly TokenTree[], after: readonly TokenTree[]): boolean {
    return (
      before.length === after.length &&
      outlineItems(before).every((outline) => this.isSameItem(outline, before, after))
    );
  }

  private isSameItem(
    outline: ItemOutline,
    before: readonly TokenTree[],
    after: readonly TokenTree[],
  ): boolean {
    const { keyword, keywordIndex, start, end, body } = outline;
    if (this.isKept(before[start], before[end - 1], after[start], after[end - 1])) return true;
    let changed = false;
    for (let index = start; index < end; index++) {
      const old = before[index];
      const now = after[index];
      if (!old || !now) return false;
      if (index > keywordIndex && closedItems.has(keyword) && old.kind === 'group') {
        if (!isAlike(old, now)) return false;
        changed ||= !this.isKept(old, old, now, now);
      } else if (old.kind === 'docComment' && documentedItems.has(keyword)) {
        if (!isAlike(old, now)) return false;
        changed ||= now.kind !== old.kind || now.text !== old.text;
      } else if (keyword === 'mod' && old === body) {
        if (!isAlike(old, now) || now.kind !== 'group') return false;
        if (this.isKept(old, old, now, now)) continue;
        if (!this.hasSameItems(old.tokens, now.tokens)) return false;
        changed = true;
      } else if (!this.isSame(old, now)) return false;
    }
    if (changed && hasAttributeMacros(before, outline)) this.attributed.push({ list: before, start });
    return true;
  }

  /** Whether two token trees differ in nothing but where they stand and what is around them. */
  private isSame(before: TokenTree, after: TokenTree): boolean {
    if (!isAlike(before, after)) return false;
    if (before.kind !== 'group' || after.kind !== 'group')
      return before.kind !== 'group' && after.kind !== 'group' && before.text === after.text;
    if (this.isKept(before, before, after, after)) return true;
    const { tokens } = after;
    return (
      before.tokens.length === tokens.length &&
      before.tokens.every((token, index) => {
        const other = tokens[index];
        return other !== undefined && this.isSame(token, other);
      })
    );
  }

  /** Whether so many tokens of both versions, from the first to the last of each, are certainly the same text, and so the same tokens. */
  private isKept(
    first: TokenTree | undefined,
    last: TokenTree | undefined,
    firstAfter: TokenTree | undefined,
    lastAfter: TokenTree | undefined,
  ): boolean {
    if (!first || !last || !firstAfter || !lastAfter) return false;
    return this.difference.isKept(
      { start: startOf(first), end: endOf(last) },
      { start: startOf(firstAfter), end: endOf(lastAfter) },
    );
  }
}

/** Whether two tokens are of the same kind, of which a text or tokens may be told apart. */
function isAlike(before: TokenTree, after: TokenTree): boolean {
  switch (before.kind) {
    case 'group':
      return after.kind === 'group' && before.delimiter === after.delimiter;
    case 'docComment':
      return after.kind === 'docComment' && before.style === after.style;
    case 'ident':
    case 'lifetime':
      return after.kind === before.kind && before.raw === after.raw;
    default:
      return after.kind === before.kind;
  }
}

/**
 * Whether nothing in a block of the file, which is made anew with its tokens, is known elsewhere: a module that has its file by `#[path]`, or an exported
 * macro. May be false of a file of which it is true.
 */
function knowsItsBlocks(file: ParsedFile): boolean {
  let known = knownFiles.get(file.parsed);
  if (known === undefined) {
    known = declaresInModulesOnly(file);
    knownFiles.set(file.parsed, known);
  }
  return known;
}

/** A version is compared twice, with the one before and with the one behind it. */
const knownFiles = new WeakMap<ParsedFile['parsed'], boolean>();

function declaresInModulesOnly({ source: { text }, tokens }: ParsedFile): boolean {
  for (let at = text.indexOf('macro_export'); at >= 0; at = text.indexOf('macro_export', at + 1)) {
    if (!isBetweenItems(tokens, at)) return false;
  }
  for (const at of pathAttributes(text)) if (!isBetweenItems(tokens, at)) return false;
  return true;
}

/** Whether an offset of a text lies in an attribute of an item of a module, or in no group of tokens but modules. */
function isBetweenItems(tokens: readonly TokenTree[], offset: number): boolean {
  const index = tokens.findIndex(
    (token) => token.kind === 'group' && token.open.start <= offset && offset < token.close.end,
  );
  const group = tokens[index];
  if (group?.kind !== 'group') return true;
  if (group.delimiter === 'bracket') {
    const before = tokens[index - 1];
    return isPunct(before, '#') || (isPunct(before, '!') && isPunct(tokens[index - 2], '#'));
  }
  const outline = outlineItems(tokens).find(({ body }) => body === group);
  return outline?.keyword === 'mod' && isBetweenItems(group.tokens, offset);
}
