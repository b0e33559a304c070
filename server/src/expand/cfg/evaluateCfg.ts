import type { CfgSet } from '../../project/model';
import { spanOf } from '../../syntax/token';
import type { Span, TokenTree } from '../../syntax/token';
import { stringValue } from '../builtin/literal';
import { MacroError } from '../expansion';
import { unwrapInvisible } from './unwrapInvisible';

/** A predicate nests by parentheses; deeper than any sensible one ends in an error and not in a stack overflow. */
const maximumDepth = 200;

/**
 * Whether a configuration predicate holds (Reference, "Conditional compilation"): the tokens between the parentheses of `cfg(…)`.
 * Options: `name`, `name = "value"`, `true`, `false`, `all(…)`, `any(…)`, `not(…)`.
 * Throws a MacroError `invalid-input` for anything else, worded as rustc words it.
 */
export function evaluateCfg(predicate: readonly TokenTree[], cfg: CfgSet): boolean {
  return evaluate(predicate, cfg, 0);
}

function evaluate(tokens: readonly TokenTree[], cfg: CfgSet, depth: number): boolean {
  const predicate = unwrapInvisible(tokens);
  const [name, second, third] = predicate;
  if (!name) throw invalid('`cfg` predicate is not specified', undefined);
  if (depth > maximumDepth) throw invalid('`cfg` predicate is nested too deeply', spanOf(name));
  if (name.kind === 'literal') throw invalid('`cfg` predicate key cannot be a literal', name.span);
  if (name.kind !== 'ident') throw invalid('`cfg` predicate key must be an identifier', spanOf(name));
  if (!second) {
    if (!name.raw && (name.text === 'true' || name.text === 'false')) return name.text === 'true';
    return cfg.has(name.text, null);
  }
  if (second.kind === 'group' && second.delimiter === 'paren' && predicate.length === 2)
    return evaluateList(name.text, name.span, splitAtCommas(second.tokens), cfg, depth + 1);
  if (second.kind === 'punct' && second.text === '=') {
    const value = third && unwrapInvisible([third])[0];
    const text = value?.kind === 'literal' && predicate.length === 3 ? stringValue(value) : undefined;
    if (text === undefined)
      throw invalid('literal in `cfg` predicate value must be a string', third ? spanOf(third) : second.span);
    return cfg.has(name.text, text);
  }
  throw invalid('`cfg` predicate key must be an identifier', spanOf(second));
}

function evaluateList(
  operator: string,
  span: Span,
  operands: readonly (readonly TokenTree[])[],
  cfg: CfgSet,
  depth: number,
): boolean {
  // rustc evaluates every operand before it combines them, so that a wrong one is reported even where it does not matter.
  const values = operands.map((operand) => evaluate(operand, cfg, depth));
  switch (operator) {
    case 'all':
      return values.every(Boolean);
    case 'any':
      return values.some(Boolean);
    case 'not':
      if (values.length !== 1) throw invalid('expected 1 cfg-pattern', span);
      return !values[0];
    case 'target':
    case 'version':
      // Both are unstable in rustc (cfg_target_compact, cfg_version).
      throw invalid(`\`cfg(${operator}(…))\` is experimental and subject to change`, span);
    default:
      throw invalid(`invalid predicate \`${operator}\``, span);
  }
}

/** The elements of a comma separated list of meta items; a trailing comma adds none. */
export function splitAtCommas(tokens: readonly TokenTree[]): readonly TokenTree[][] {
  const elements: TokenTree[][] = [];
  let element: TokenTree[] = [];
  for (const token of tokens) {
    if (token.kind === 'punct' && token.text === ',') {
      elements.push(element);
      element = [];
    } else element.push(token);
  }
  if (element.length > 0) elements.push(element);
  return elements;
}

function invalid(message: string, span: Span | undefined): MacroError {
  return new MacroError('invalid-input', message, span);
}
