/**
 * Algorithms that a library chooses by the width of the machine's words, such as a generator of random numbers (rand's `SmallRng`). Macros
 * put out what these compute. Compilers' machines have words of 64 bits and modules have 32, so that the library is told to choose as
 * there, where that is safe: where both algorithms are modules of its own, and the one for 64 bits has nothing to do with words.
 */
import type { Span, TokenTree } from '../syntax/token';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { editCode, type CodeEdit } from './codeEdits';

/** Words of a source that depends on the width of addresses, or might. */
const dependsOnWords = /\b(?:usize|isize|unsafe|extern|repr|transmute|target_\w+)\b|\*\s*(?:const|mut)\b/;

/** A condition about the width, and whether it holds for 64 bits. */
interface WidthCondition {
  readonly span: Span;
  readonly wide: boolean;
}

interface ConditionalItem {
  readonly conditions: readonly WidthCondition[];
  readonly keyword: string;
  /** `type NAME`, `mod NAME`. */
  readonly name: string;
  /** The identifiers behind it: a path, in the items that matter. */
  readonly path: readonly string[];
}

/** How the files of a package are changed, given the text of each. */
export function chooseWideAlgorithms(
  files: ReadonlyMap<string, string>,
): (path: string, text: string) => string {
  const modules = chosenModules(files);
  if (modules.size === 0) return (_, text) => text;
  return (_, text) =>
    text.includes('target_pointer_width')
      ? editCode(text, (tokens, index) => {
          const item = conditionalItem(tokens, index);
          const isMeant =
            item && [item.keyword === 'mod' ? item.name : '', ...item.path].some((name) => modules.has(name));
          return isMeant ? item.conditions.map(({ span }): CodeEdit => ({ span, text: 'all()' })) : [];
        })
      : text;
}

/** Modules in which a type is defined that has one definition for 64 bits and another one for the rest. */
function chosenModules(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const modules = new Set<string>();
  for (const text of files.values()) {
    if (!text.includes('target_pointer_width')) continue;
    const wide = new Map<string, string>();
    const narrow = new Map<string, string>();
    editCode(text, (tokens, index) => {
      const item = conditionalItem(tokens, index);
      const module = item?.path.at(-2);
      if (item?.keyword === 'type' && item.conditions.length === 1 && module !== undefined)
        (item.conditions[0]?.wide ? wide : narrow).set(item.name, module);
      return [];
    });
    for (const [type, module] of wide) {
      const other = narrow.get(type);
      if (other === undefined || !hasNothingToDoWithWords(files, module)) continue;
      modules.add(module);
      modules.add(other);
    }
  }
  return modules;
}

function hasNothingToDoWithWords(files: ReadonlyMap<string, string>, module: string): boolean {
  const found = [...files].filter(([path]) => path === `${module}.rs` || path.endsWith(`/${module}.rs`));
  const [file] = found;
  return found.length === 1 && file !== undefined && !dependsOnWords.test(file[1].replace(/\/\/.*/g, ''));
}

/** The item behind an attribute `#[cfg(…)]` about the width, whose brackets stand at `index`. */
function conditionalItem(tokens: readonly TokenTree[], index: number): ConditionalItem | undefined {
  const attribute = tokens[index];
  if (!isGroup(attribute, 'bracket') || !isPunct(tokens[index - 1], '#')) return undefined;
  const [cfg, list] = attribute.tokens;
  if (!isWord(cfg, 'cfg') || !isGroup(list, 'paren')) return undefined;
  const conditions = widthConditions(list.tokens, true);
  if (conditions.length === 0) return undefined;
  let at = index + 1;
  while (isPunct(tokens[at], '#') && isGroup(tokens[at + 1], 'bracket')) at += 2;
  if (isWord(tokens[at], 'pub')) at += isGroup(tokens[at + 1], 'paren') ? 2 : 1;
  const end = tokens.findIndex((token, each) => each >= at && isPunct(token, ';'));
  const words = tokens.slice(at, end).flatMap((token) => (token.kind === 'ident' ? token.text : []));
  const [keyword = '', name = '', ...path] = words;
  return { conditions, keyword, name, path: keyword === 'use' ? [name, ...path] : path };
}

/** `target_pointer_width = "64"`, wherever it stands in a condition. */
function widthConditions(tokens: readonly TokenTree[], wide: boolean): WidthCondition[] {
  return tokens.flatMap((token, index): WidthCondition[] => {
    const before = tokens[index - 1];
    if (isGroup(token, 'paren')) return widthConditions(token.tokens, isWord(before, 'not') ? !wide : wide);
    const value = tokens[index + 2];
    if (token.kind !== 'ident' || !isWord(token, 'target_pointer_width') || !isPunct(tokens[index + 1], '='))
      return [];
    if (value?.kind !== 'literal' || value.text !== '"64"') return [];
    return [{ span: { ...token.span, end: value.span.end }, wide }];
  });
}
