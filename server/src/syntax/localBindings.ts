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
    if (isWord(token, 'let')) found.push(...patternNames(list.slice(index + 1, letEnd(list, index + 1))));
    else if (isWord(token, 'for')) {
      const end = list.findIndex((each, at) => at > index && (isWord(each, 'in') || isGroup(each, 'brace')));
      if (isWord(list[end], 'in')) found.push(...patternNames(list.slice(index + 1, end)));
    } else if (isPunct(token, '|') && beginsClosure(list[index - 1])) {
      const end = list.findIndex((each, at) => at > index && isPunct(each, '|'));
      if (end > 0) found.push(...parameterNames(list.slice(index + 1, end)));
    } else if (isWord(token, 'fn') && next?.kind === 'ident') {
      const parameters = list.slice(index).find((each) => isGroup(each, 'paren'));
      if (parameters) found.push(...parameterNames(isGroup(parameters, 'paren') ? parameters.tokens : []));
    } else if (token.kind === 'lifetime' && isPunct(next, ':') && beginsLoop(list[index + 2]))
      found.push(token);
    else if (isPunct(token, '=>')) {
      const guard = list.findIndex((each, at) => at >= armStart && at < index && isWord(each, 'if'));
      found.push(...patternNames(list.slice(armStart, guard < 0 ? index : guard)));
      armStart = isGroup(next, 'brace') ? index + 2 : list.length;
    } else if (isPunct(token, ',') && (armStart === list.length || armStart === index)) armStart = index + 1;
  });
  return found;
}

function letEnd(list: readonly TokenTree[], from: number): number {
  const end = list.findIndex(
    (each, at) => at >= from && (isPunct(each, '=') || isPunct(each, ':') || isPunct(each, ';')),
  );
  return end < 0 ? list.length : end;
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

/** Names in the patterns of parameters, whose types are left out. */
function parameterNames(tokens: readonly TokenTree[]): Ident[] {
  const names: Ident[] = [];
  let pattern: TokenTree[] = [];
  let inType = false;
  for (const token of tokens) {
    if (isPunct(token, ',')) {
      names.push(...patternNames(pattern));
      pattern = [];
      inType = false;
    } else if (isPunct(token, ':')) inType = true;
    else if (!inType) pattern.push(token);
  }
  return [...names, ...patternNames(pattern)];
}

/** The variables of a pattern: what begins with a capital letter is a constant, a variant or a type. */
function patternNames(pattern: readonly TokenTree[], inFields = false, depth = 0): Ident[] {
  const names: Ident[] = [];
  pattern.forEach((token, index) => {
    const next = pattern[index + 1];
    if (token.kind === 'group') {
      const before = pattern[index - 1];
      const fields = token.delimiter === 'brace' && before?.kind === 'ident';
      if (depth < maximumDepth) names.push(...patternNames(token.tokens, fields, depth + 1));
    } else if (token.kind === 'ident' && isVariableName(token)) {
      const isPath = isPunct(next, '::') || isPunct(next, '!') || isPunct(pattern[index - 1], '::');
      const isField = inFields && isPunct(next, ':');
      if (!isPath && !isField && !isGroup(next, 'paren') && !isGroup(next, 'brace')) names.push(token);
    }
  });
  return names;
}

export function isVariableName({ text, raw }: Ident): boolean {
  return (raw || !isReservedWord(text)) && text !== '_' && /^[\p{Ll}\p{Lo}_]/u.test(text);
}
