import { expressionLayout } from '../expand/builtin/print/expressionLayout';
import { binaryOperators, precedence } from '../expand/builtin/print/precedence';
import type { Group, TokenTree } from '../syntax/token';
import { isPunct, isWord } from '../syntax/tokenTests';
import { showCastBorders } from './castBorders';

/**
 * Writes down the borders of what a macro passed on as a whole, where the text alone would be read otherwise, as rustc's printer does
 * (rustc_ast_pretty). An expression under an operator gets parentheses when the operators need them: `$a * 2` with `1 + 1` for `$a` is `(1 + 1) * 2`. A
 * statement that others follow gets its semicolon. Lists without such fragments are returned as they are.
 */
export function showFragmentBorders(tokens: readonly TokenTree[], depth = 0): readonly TokenTree[] {
  if (depth > maximumDepth) return tokens;
  /** The list up to the current token, once it is another one. */
  let shown: TokenTree[] | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind !== 'group') {
      shown?.push(token);
      continue;
    }
    const inner = showFragmentBorders(token.tokens, depth + 1);
    const bare = inner === token.tokens ? token : { ...token, tokens: inner };
    const bordered =
      isExpression(token) && needsParentheses(tokens, index, bare) ? parenthesized(bare) : bare;
    const isEnded = token.fragment === 'stmt' && needsSemicolon(token, tokens[index + 1]);
    if (bordered !== token || isEnded) shown ??= tokens.slice(0, index);
    shown?.push(bordered);
    if (isEnded) shown?.push({ kind: 'punct', text: ';', spacing: 'alone', span: token.close });
  }
  return showCastBorders(shown ?? tokens);
}

/** A `stmt` fragment is matched without its semicolon. Items and blocks have none. */
function needsSemicolon(statement: Group, next: TokenTree | undefined): boolean {
  const last = lastToken(statement);
  if (!next || !last || isPunct(last, ';') || (last.kind === 'group' && last.delimiter === 'brace'))
    return false;
  return !isPunct(firstToken(next), ';');
}

function lastToken(token: TokenTree | undefined): TokenTree | undefined {
  return token?.kind === 'group' && token.delimiter === 'invisible' ? lastToken(token.tokens.at(-1)) : token;
}

function firstToken(token: TokenTree | undefined): TokenTree | undefined {
  return token?.kind === 'group' && token.delimiter === 'invisible' ? firstToken(token.tokens[0]) : token;
}

/** Trees that macros made may nest deeper than any code. */
const maximumDepth = 500;

function isExpression(group: Group): boolean {
  const { fragment } = group;
  return (
    group.delimiter === 'invisible' &&
    (fragment === 'expr' || fragment === 'expr_2021' || fragment === 'literal')
  );
}

function parenthesized(group: Group): Group {
  return { ...group, delimiter: 'paren', fragment: undefined, openSpacing: 'alone' };
}

/**
 * Whether an expression that stands at an index of a list as a whole must be parenthesized to be read as that when only its text is left. Its
 * neighbours in the list decide; what the list has at the index does not matter.
 */
export function needsParentheses(list: readonly TokenTree[], index: number, group: Group): boolean {
  const content = withoutSoleGroups(group.tokens);
  if (content.length < 2) return false;
  const surroundings = surroundingPrecedence(list, index);
  if (!surroundings) return false;
  const { precedence: binds, exteriorStruct } = expressionLayout(withoutContents(content, 0));
  return binds < surroundings.atLeast || (surroundings.condition && exteriorStruct === true);
}

/**
 * What stands within brackets does not decide how tightly an expression binds. Reading it at every level again would take for ever where
 * levels are many.
 */
function withoutContents(tokens: readonly TokenTree[], depth: number): readonly TokenTree[] {
  return tokens.map((token) => {
    if (token.kind !== 'group' || token.tokens.length === 0) return token;
    const isOpen = token.delimiter === 'invisible' && depth < maximumDepth;
    return { ...token, tokens: isOpen ? withoutContents(token.tokens, depth + 1) : [] };
  });
}

/** A fragment that was passed on through several macros stands in a group for each. */
function withoutSoleGroups(tokens: readonly TokenTree[]): readonly TokenTree[] {
  const [only] = tokens;
  return tokens.length === 1 && only?.kind === 'group' && only.delimiter === 'invisible'
    ? withoutSoleGroups(only.tokens)
    : tokens;
}

interface Surroundings {
  /** How tightly the expression must bind to stand here without parentheses. */
  readonly atLeast: number;
  /** It is followed by a block, so that a struct expression in it would be misread. */
  readonly condition: boolean;
}

/** What the tokens on both sides ask of an expression; undefined when there is no operator and no condition. */
function surroundingPrecedence(list: readonly TokenTree[], index: number): Surroundings | undefined {
  const before = list[index - 1];
  const condition = isWord(before, 'if') || isWord(before, 'while') || isWord(before, 'match');
  const atLeast = Math.max(askedFromLeft(list, index), askedFromRight(list[index + 1]));
  return atLeast > 0 || condition ? { atLeast, condition } : undefined;
}

function askedFromLeft(list: readonly TokenTree[], index: number): number {
  const before = list[index - 1];
  if (isWord(before, 'mut') || isWord(before, 'const')) {
    const reference = list[index - 2];
    return isPunct(reference, '&') || isWord(reference, 'raw') ? precedence.prefix : 0;
  }
  if (before?.kind !== 'punct') return 0;
  const operator = before.text;
  if (!endsOperand(list[index - 2]))
    return prefixOperators.has(operator) ? precedence.prefix : rangeStart(operator);
  const binds = binaryOperators[operator];
  if (binds === undefined) return 0;
  if (binds === precedence.assign) return 0;
  return binds === precedence.range ? precedence.or : binds + 1;
}

const prefixOperators = new Set(['!', '-', '*', '&', '&&']);

function rangeStart(operator: string): number {
  return operator === '..' || operator === '..=' ? precedence.or : 0;
}

function askedFromRight(after: TokenTree | undefined): number {
  if (isWord(after, 'as')) return precedence.cast;
  if (after?.kind === 'group')
    return after.delimiter === 'paren' || after.delimiter === 'bracket' ? precedence.unambiguous : 0;
  if (after?.kind !== 'punct') return 0;
  if (after.text === '.' || after.text === '?') return precedence.unambiguous;
  const binds = binaryOperators[after.text];
  if (binds === undefined) return 0;
  switch (binds) {
    case precedence.assign:
      return precedence.range;
    case precedence.range:
      return precedence.or;
    case precedence.compare:
      return binds + 1;
    default:
      return binds;
  }
}

/** Whether an operator behind this token has it as its left operand. */
function endsOperand(token: TokenTree | undefined): boolean {
  switch (token?.kind) {
    case 'literal':
      return true;
    case 'group':
      return token.delimiter !== 'brace';
    case 'ident':
      return token.raw || !wordsBeforeOperand.has(token.text);
    case 'punct':
      return token.text === '?';
    default:
      return false;
  }
}

const wordsBeforeOperand = new Set([
  ...[
    'return',
    'break',
    'in',
    'if',
    'while',
    'match',
    'else',
    'mut',
    'move',
    'let',
    'yield',
    'as',
    'where',
    'const',
  ],
]);
