import type { Leaf, Span } from '../../syntax/token';
import type { MacroError } from '../expansion';
import type { Bindings, NamedMatch } from './bindings';
import type { Metavariable, MetavariableExpression } from './compiledMacro';
import { definitionError } from './definitionError';

/** A repetition that is being written: which pass, and how many there are. The innermost is last. */
export interface Repeat {
  readonly index: number;
  readonly length: number;
}

/** What a metavariable stands for in the current passes of the repetitions around it. */
export function currentMatch(
  match: NamedMatch | undefined,
  repeats: readonly Repeat[],
): NamedMatch | undefined {
  let current = match;
  for (const { index } of repeats) {
    if (current?.kind !== 'sequence') break;
    current = current.items[index];
  }
  return current;
}

/**
 * Evaluates `${…}` to a token with the expression's span, or to nothing (transcribe.rs, transcribe_metavar_expr). Throws a
 * MacroError in rustc's words.
 */
export function evaluateExpression(
  expression: MetavariableExpression,
  bindings: Bindings,
  repeats: readonly Repeat[],
  span: Span,
): Leaf | undefined {
  switch (expression.operation) {
    case 'count':
      return integer(
        countRepetitions(bound(expression.variable, bindings), expression.depth, repeats, span),
        span,
      );
    case 'ignore':
      bound(expression.variable, bindings);
      return undefined;
    case 'index':
      return integer(repeatAt(expression.depth, repeats, span, 'index').index, span);
    case 'len':
      return integer(repeatAt(expression.depth, repeats, span, 'len').length, span);
    case 'concat': {
      const text = expression.elements
        .map((element) =>
          element.kind === 'text' ? element.text : concatenable(element.variable, bindings, repeats),
        )
        .join('')
        .normalize('NFC');
      if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text)) {
        throw definitionError('`${concat(..)}` is not generating a valid identifier', span);
      }
      return { kind: 'ident', text, raw: false, spacing: 'alone', span };
    }
  }
}

function integer(value: number, span: Span): Leaf {
  return { kind: 'literal', literal: 'integer', text: String(value), suffix: '', spacing: 'alone', span };
}

function bound(variable: Metavariable, bindings: Bindings): NamedMatch {
  const match = bindings.get(variable.key);
  if (match) return match;
  const { text, span } = variable.ident;
  throw definitionError(`variable \`${text}\` is not recognized in meta-variable expression`, span);
}

function repeatAt(depth: number, repeats: readonly Repeat[], span: Span, operation: string): Repeat {
  const repeat = repeats[repeats.length - 1 - depth];
  if (!repeat) throw outOfBounds(repeats.length, span, operation);
  return repeat;
}

function outOfBounds(limit: number, span: Span, operation: string): MacroError {
  return definitionError(
    limit === 0
      ? `meta-variable expression \`${operation}\` with depth parameter must be called inside of a macro repetition`
      : `depth parameter of meta-variable expression \`${operation}\` must be less than ${limit}`,
    span,
  );
}

function countRepetitions(match: NamedMatch, depth: number, repeats: readonly Repeat[], span: Span): number {
  const deepest = Math.max(0, nesting(match) - 1 - repeats.length);
  if (depth > deepest) throw outOfBounds(deepest + 1, span, 'count');
  const current = currentMatch(match, repeats);
  if (current?.kind !== 'sequence') {
    throw definitionError('`count` can not be placed inside the innermost repetition', span);
  }
  return countAt(current, depth, deepest);
}

function nesting(match: NamedMatch): number {
  let depth = 0;
  for (let current: NamedMatch | undefined = match; current?.kind === 'sequence'; current = current.items[0])
    depth++;
  return depth;
}

function countAt(match: NamedMatch, depth: number, deepest: number): number {
  if (match.kind === 'fragment') return 1;
  if (depth === deepest) return match.items.length;
  return match.items.reduce((sum, item) => sum + countAt(item, depth + 1, deepest), 0);
}

function concatenable(variable: Metavariable, bindings: Bindings, repeats: readonly Repeat[]): string {
  const match = currentMatch(bound(variable, bindings), repeats);
  const { span } = variable.ident;
  if (match?.kind === 'fragment') {
    const { token } = match;
    const only = token.kind === 'group' && token.fragment === 'literal' ? token.tokens[0] : token;
    if (only?.kind === 'ident') {
      if (only.raw) throw definitionError('`${concat(..)}` currently does not support raw identifiers', span);
      return only.text;
    }
    if (only?.kind === 'literal' && only.literal === 'string' && only.suffix === '')
      return only.text.slice(1, -1);
  }
  throw definitionError('metavariables of `${concat(..)}` must be of type `ident`, `literal` or `tt`', span, [
    'currently only string literals are supported',
  ]);
}
