import type { Ident, Lifetime, TokenTree } from './token';
import { isGroup, isPunct, isWord } from './tokenTests';
import { isReservedWord } from './keywords';

/** The name of a local variable or label where it is introduced. */
export interface LocalBinding {
  readonly token: Ident | Lifetime;
  /** Whether it is introduced in the outermost list: code behind that list sees it. */
  readonly outermost: boolean;
}

/** Lists nested deeper than this are not looked into. */
const maximumDepth = 500;

/**
 * The local variables and labels that tokens introduce, by `let`, `for`, closures, `match` arms, parameters and labelled blocks. Reads code as it
 * is usually written: of what is no valid code too many names may be given.
 */
export function localBindings(tokens: readonly TokenTree[]): LocalBinding[] {
  const found: LocalBinding[] = [];
  const pending = [{ list: tokens, depth: 0, outermost: true }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { list, depth, outermost } = next;
    for (const token of bindingsOfList(list)) found.push({ token, outermost });
    if (depth >= maximumDepth) continue;
    for (const token of list)
      if (token.kind === 'group')
        pending.push({
          list: token.tokens,
          depth: depth + 1,
          outermost: outermost && token.delimiter === 'invisible',
        });
  }
  return found;
}

function bindingsOfList(list: readonly TokenTree[]): (Ident | Lifetime)[] {
  const found: (Ident | Lifetime)[] = [];
  let armStart = 0;
  list.forEach((token, index) => {
    const next = list[index + 1];
    if (isWord(token, 'let')) collectPattern(list.slice(index + 1, letEnd(list, index + 1)), found);
    else if (isWord(token, 'for')) {
      const end = findBetween(
        list,
        index + 1,
        list.length,
        (each) => isWord(each, 'in') || isWord(each, 'for') || isGroup(each, 'brace'),
      );
      if (isWord(list[end], 'in')) collectPattern(list.slice(index + 1, end), found);
    } else if (isPunct(token, '|') && beginsClosure(list[index - 1])) {
      const end = findBetween(list, index + 1, list.length, (each) => isPunct(each, '|'));
      if (end < list.length) collectParameters(list.slice(index + 1, end), found);
    } else if (isFunction(list, index)) {
      const end = findBetween(
        list,
        index + 1,
        list.length,
        (each, at) => isGroup(each, 'paren') || isFunction(list, at),
      );
      const parameters = list[end];
      if (isGroup(parameters, 'paren')) collectParameters(parameters.tokens, found);
    } else if (token.kind === 'lifetime' && isPunct(next, ':') && beginsLoop(list[index + 2]))
      found.push(token);
    else if (isPunct(token, '=>')) {
      const end = findBetween(list, armStart, index, (each) => isWord(each, 'if'));
      collectPattern(list.slice(armStart, end), found);
      armStart = isGroup(next, 'brace') ? index + 2 : list.length;
    } else if (isPunct(token, ',') && (armStart === list.length || armStart === index)) armStart = index + 1;
  });
  return found;
}

/**
 * The index of the first token of a range that is looked for; `end` when there is none. Each token of a list must be looked at few times: an expansion
 * may hold many thousands of them. What cannot hold another of its kind is therefore looked for no further than to the next of its kind.
 */
function findBetween(
  list: readonly TokenTree[],
  start: number,
  end: number,
  isWanted: (token: TokenTree | undefined, index: number) => boolean,
): number {
  for (let index = start; index < end; index++) if (isWanted(list[index], index)) return index;
  return end;
}

function letEnd(list: readonly TokenTree[], from: number): number {
  return findBetween(
    list,
    from,
    list.length,
    (each) => isPunct(each, '=') || isPunct(each, ':') || isPunct(each, ';') || isWord(each, 'let'),
  );
}

function isFunction(list: readonly TokenTree[], index: number): boolean {
  return isWord(list[index], 'fn') && list[index + 1]?.kind === 'ident';
}

/** Behind these, `|` begins the parameters of a closure; elsewhere it is an operator. */
function beginsClosure(before: TokenTree | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'punct') return before.text !== '?';
  return isWord(before, 'move') || isWord(before, 'return') || isWord(before, 'async');
}

function beginsLoop(token: TokenTree | undefined): boolean {
  return isWord(token, 'loop') || isWord(token, 'while') || isWord(token, 'for') || isGroup(token, 'brace');
}

/** Adds the names in the patterns of parameters, whose types are left out. */
function collectParameters(tokens: readonly TokenTree[], found: (Ident | Lifetime)[]): void {
  let pattern: TokenTree[] = [];
  let inType = false;
  for (const token of tokens) {
    if (isPunct(token, ',')) {
      collectPattern(pattern, found);
      pattern = [];
      inType = false;
    } else if (isPunct(token, ':')) inType = true;
    else if (!inType) pattern.push(token);
  }
  collectPattern(pattern, found);
}

/** Adds the variables of a pattern: what begins with a capital letter is a constant, a variant or a type. */
function collectPattern(
  pattern: readonly TokenTree[],
  found: (Ident | Lifetime)[],
  inFields = false,
  depth = 0,
): void {
  pattern.forEach((token, index) => {
    const next = pattern[index + 1];
    if (token.kind === 'group') {
      const before = pattern[index - 1];
      const fields = token.delimiter === 'brace' && before?.kind === 'ident';
      if (depth < maximumDepth) collectPattern(token.tokens, found, fields, depth + 1);
    } else if (token.kind === 'ident' && isVariableName(token)) {
      const isPath = isPunct(next, '::') || isPunct(next, '!') || isPunct(pattern[index - 1], '::');
      const isField = inFields && isPunct(next, ':');
      if (!isPath && !isField && !isGroup(next, 'paren') && !isGroup(next, 'brace')) found.push(token);
    }
  });
}

export function isVariableName({ text, raw }: Ident): boolean {
  return (raw || !isReservedWord(text)) && text !== '_' && /^[\p{Ll}\p{Lo}_]/u.test(text);
}
