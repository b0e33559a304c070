import { outlineAttribute, outlineItems } from '../syntax/itemOutline';
import { macroCallAt } from '../syntax/macroCall';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { Role } from './layoutNode';
import type { ItemOutline } from '../syntax/itemOutline';
import type { TokenTree } from '../syntax/token';

/** The tokens of one line: indices into the list, `end` exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  readonly item?: ItemOutline;
}

/** Words that begin an expression whose block ends a statement. */
const blockWords = new Set(['if', 'match', 'loop', 'while', 'for', 'unsafe', 'const', 'try']);

/** Splits items, and the statements between them, into one range each. In `statements` a macro call may be part of an expression. */
export function splitItems(tokens: readonly TokenTree[], statements: boolean): LineRange[] {
  const ranges: LineRange[] = [];
  let code: number | undefined;
  const endCode = (end: number): void => {
    // There may be more statements than a call can have arguments.
    if (code !== undefined) for (const range of splitStatements(tokens, code, end)) ranges.push(range);
    code = undefined;
  };
  for (const item of outlineItems(tokens)) {
    if (item.keyword === 'unknown' || (item.keyword === 'macro call' && statements)) code ??= item.start;
    else {
      endCode(item.start);
      if (item.keyword === 'inner attributes')
        for (const { start, end } of item.attributes) ranges.push({ start, end });
      else ranges.push({ start: item.start, end: item.end, item });
    }
  }
  endCode(tokens.length);
  return ranges;
}

function splitStatements(tokens: readonly TokenTree[], from: number, to: number): LineRange[] {
  const ranges: LineRange[] = [];
  let start = from;
  while (start < to) {
    const end = statementEnd(tokens, start, to);
    ranges.push({ start, end });
    start = end;
  }
  return ranges;
}

function statementEnd(tokens: readonly TokenTree[], start: number, to: number): number {
  let index = skipAttributes(tokens, start, to);
  if (index >= to) return to;
  if (tokens[index]?.kind === 'lifetime' && isPunct(tokens[index + 1], ':')) index += 2;
  const first = tokens[index];
  const endsWithBlock =
    first?.kind === 'ident' ? !first.raw && blockWords.has(first.text) : isGroup(first, 'brace');
  for (; index < to; index++) {
    const token = tokens[index];
    if (isPunct(token, ';')) return index + 1;
    if (!isGroup(token, 'brace') || beginsHead(tokens[index - 1])) continue;
    const isCall =
      isPunct(tokens[index - 1], '!') &&
      macroCallAt(tokens, index - 1, start)?.start === skipAttributes(tokens, start, to);
    if (!endsWithBlock && !isCall) continue;
    const next = tokens[index + 1];
    if (isPunct(next, '.') || isPunct(next, '?') || isWord(next, 'else')) continue;
    return isPunct(next, ';') && index + 1 < to ? index + 2 : index + 1;
  }
  return to;
}

/** Whether what follows is the condition of `if { … } { … }`, and not yet the block. */
function beginsHead(token: TokenTree | undefined): boolean {
  return isWord(token, 'if') || isWord(token, 'while') || isWord(token, 'match') || isWord(token, 'in');
}

/** Index behind the attributes and doc comments at `start`. */
export function skipAttributes(tokens: readonly TokenTree[], start: number, end: number): number {
  let index = start;
  while (index < end) {
    const attribute = outlineAttribute(tokens, index);
    if (!attribute || attribute.end > end) return index;
    index = attribute.end;
  }
  return index;
}

/** Splits the arms of a `match`: at each comma behind the arrow, and behind a block that is an arm's whole body. */
export function splitArms(tokens: readonly TokenTree[]): LineRange[] {
  const ranges: LineRange[] = [];
  let start = 0;
  let body = -1;
  let endsWithBlock = false;
  tokens.forEach((token, index) => {
    if (isPunct(token, '=>') && body < 0) {
      body = index + 1;
      const first = tokens[body];
      endsWithBlock =
        first?.kind === 'ident' ? !first.raw && blockWords.has(first.text) : isGroup(first, 'brace');
      return;
    }
    if (body < 0) return;
    const next = tokens[index + 1];
    const endsHere =
      isPunct(token, ',') ||
      (endsWithBlock &&
        isGroup(token, 'brace') &&
        !isPunct(next, ',') &&
        !isPunct(next, '.') &&
        !isPunct(next, '?') &&
        !isWord(next, 'else'));
    if (!endsHere) return;
    ranges.push({ start, end: index + 1 });
    start = index + 1;
    body = -1;
  });
  if (start < tokens.length) ranges.push({ start, end: tokens.length });
  return ranges;
}

/** Splits at the commas that are not between `<` and `>`. */
export function splitElements(tokens: readonly TokenTree[], roles: readonly Role[]): LineRange[] {
  const ranges: LineRange[] = [];
  let start = 0;
  let angles = 0;
  let closure = false;
  tokens.forEach((token, index) => {
    angles += angleChange(token, roles[index] ?? Role.None);
    if (roles[index] === Role.ClosureOpen) closure = true;
    else if (roles[index] === Role.ClosureClose) closure = false;
    if (isPunct(token, ',') && angles <= 0 && !closure) {
      ranges.push({ start, end: index + 1 });
      start = index + 1;
      angles = 0;
    }
  });
  if (start < tokens.length) ranges.push({ start, end: tokens.length });
  return ranges;
}

/** How many `<` of generic arguments this token opens; negative for those it closes. */
function angleChange(token: TokenTree, role: Role): number {
  if (token.kind !== 'punct') return 0;
  if (role === Role.AngleOpen) return token.text === '<<' ? 2 : 1;
  if (role === Role.AngleClose || role === Role.HeadClose) return token.text.startsWith('>>') ? -2 : -1;
  return 0;
}
