import { openingText } from '../../syntax/leafText';
import type { Hygiene } from '../../syntax/hygiene';
import type { Edition, FragmentKind, Group, Ident, Punct, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { MacroNode, Metavariable, RepetitionOperator, SequenceNode } from './compiledMacro';
import { definitionError } from './definitionError';
import { tokenText } from './describeToken';
import { metavariable } from './metavariableKey';
import { expressionVariables, readMetavariableExpression } from './metavariableExpression';

export interface ReaderContext {
  readonly hygiene: Hygiene;
  readonly edition: Edition;
  /** The crate that `$crate` in this definition means. */
  readonly crate: number;
}

export type RulePart = 'matcher' | 'transcriber';

const fragmentKinds: ReadonlySet<string> = new Set<FragmentKind>([
  'block',
  'expr',
  'expr_2021',
  'ident',
  'item',
  'lifetime',
  'literal',
  'meta',
  'pat',
  'pat_param',
  'path',
  'stmt',
  'tt',
  'ty',
  'vis',
]);

const validFragments =
  'valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, ' +
  '`tt`, `item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility';

/** Deeper definitions are refused: nothing sensible nests so deep, and the call stack would not bear it. */
const deepestNesting = 500;

/**
 * Reads one side of a rule: the tokens inside of the matcher's or the transcriber's delimiters (rustc_expand's quoted::parse).
 * Throws a MacroError for what rustc reports as an error of the definition.
 */
export function readMacroNodes(
  tokens: readonly TokenTree[],
  part: RulePart,
  context: ReaderContext,
  depth = 0,
): MacroNode[] {
  if (depth > deepestNesting)
    throw new MacroError('recursion-limit', 'the macro definition is nested too deeply');
  const nodes: MacroNode[] = [];
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index++];
    if (!token) break;
    if (token.kind === 'punct' && token.text === '$') {
      index = readDollar(token, tokens, index, part, context, depth, nodes);
    } else if (token.kind !== 'group') {
      nodes.push({ kind: 'token', token });
    } else if (token.fragment) {
      // A fragment that an outer macro had bound is one opaque token to a matcher. A transcriber repeats its tokens as they are.
      if (part === 'matcher') nodes.push({ kind: 'token', token });
      else nodes.push({ kind: 'delimited', group: token, nodes: readVerbatim(token.tokens, depth + 1) });
    } else {
      nodes.push({
        kind: 'delimited',
        group: token,
        nodes: readMacroNodes(token.tokens, part, context, depth + 1),
      });
    }
  }
  // A list that has grown has room for more: definitions are kept for long.
  return nodes.slice();
}

function readVerbatim(tokens: readonly TokenTree[], depth: number): MacroNode[] {
  if (depth > deepestNesting)
    throw new MacroError('recursion-limit', 'the macro definition is nested too deeply');
  return tokens.map((token) =>
    token.kind === 'group'
      ? { kind: 'delimited', group: token, nodes: readVerbatim(token.tokens, depth + 1) }
      : { kind: 'token', token },
  );
}

/** Reads what follows a `$` at `index - 1`. Returns the index behind it. */
function readDollar(
  dollar: Punct,
  outer: readonly TokenTree[],
  index: number,
  part: RulePart,
  context: ReaderContext,
  depth: number,
  nodes: MacroNode[],
): number {
  let tokens = outer;
  let next = tokens[index];
  let position = index + 1;
  let end: number | undefined;
  if (next?.kind === 'group' && next.delimiter === 'invisible' && !next.fragment) {
    // `$` before an invisible group reads on inside of it, and what remains there is dropped, as rustc does it.
    end = position;
    tokens = next.tokens;
    next = tokens[0];
    position = 1;
  }
  if (next === undefined) {
    nodes.push({ kind: 'token', token: dollar });
    return end ?? index;
  }
  if (next.kind === 'group' && next.delimiter !== 'invisible') {
    if (part === 'matcher' && next.delimiter !== 'paren')
      throw notInMatcher(openingText(next.delimiter), next.open);
    if (part === 'transcriber' && next.delimiter === 'brace') {
      const expression = readMetavariableExpression(next, context.hygiene);
      nodes.push({ kind: 'expression', expression, span: spanOf(next) });
      return end ?? position;
    }
    if (next.delimiter === 'bracket') throw definitionError('expected `(` or `{`, found `[`', spanOf(next));
    const inside = readMacroNodes(next.tokens, part, context, depth + 1);
    const repetition = readRepetition(tokens, position, spanOf(next));
    nodes.push(sequence(next, inside, repetition.separator, repetition.operator));
    return end ?? repetition.next;
  }
  if (next.kind === 'ident') {
    if (next.text === 'crate' && !next.raw) {
      nodes.push({ kind: 'token', token: dollarCrate(dollar, next, context.crate) });
      return end ?? position;
    }
    const variable = metavariable(next, context.hygiene);
    if (part === 'transcriber') {
      nodes.push({ kind: 'variable', variable, span: joined(dollar.span, next.span) });
      return end ?? position;
    }
    const behind = readDeclaration(dollar, variable, tokens, position, context, nodes, end);
    const declaration = nodes.at(-1);
    if (context.edition >= 2024 && declaration?.kind === 'declaration' && !declaration.fragment) {
      throw definitionError('missing fragment specifier', declaration.span, [
        'fragment specifiers must be specified in the 2024 edition',
        validFragments,
      ]);
    }
    return behind;
  }
  if (next.kind === 'punct' && next.text === '$') {
    if (part === 'matcher') throw notInMatcher('$', next.span);
    nodes.push({ kind: 'token', token: next });
    return end ?? position;
  }
  throw definitionError(`expected identifier, found \`${tokenText(next)}\``, spanOf(next));
}

function notInMatcher(text: string, span: Span): MacroError {
  return definitionError(`unexpected token: ${text}`, span, [
    '`$$` and meta-variable expressions are not allowed inside macro parameter definitions',
  ]);
}

/** Reads `:fragment` behind `$name`, at `index`. */
function readDeclaration(
  dollar: Punct,
  variable: Metavariable,
  tokens: readonly TokenTree[],
  index: number,
  context: ReaderContext,
  nodes: MacroNode[],
  end: number | undefined,
): number {
  const colon = tokens[index];
  if (colon?.kind !== 'punct' || colon.text !== ':') {
    const span = joined(dollar.span, variable.ident.span);
    nodes.push({ kind: 'declaration', variable, fragment: undefined, edition: context.edition, span });
    return end ?? index;
  }
  const specifier = tokens[index + 1];
  if (specifier?.kind !== 'ident') {
    nodes.push({
      kind: 'declaration',
      variable,
      fragment: undefined,
      edition: context.edition,
      span: joined(dollar.span, colon.span),
    });
    return end ?? Math.min(index + 2, tokens.length);
  }
  const span = joined(dollar.span, specifier.span);
  if (!isFragmentKind(specifier.text)) {
    throw definitionError(`invalid fragment specifier \`${specifier.text}\``, span, [validFragments]);
  }
  // What a macro defined keeps the meaning of the macro that wrote it, whatever the edition of the crate that it ends up in.
  const edition = context.hygiene.editionOf(specifier.span.context) ?? context.edition;
  nodes.push({ kind: 'declaration', variable, fragment: specifier.text, edition, span });
  return end ?? index + 2;
}

function isFragmentKind(name: string): name is FragmentKind {
  return fragmentKinds.has(name);
}

/** Reads an optional separator and the operator behind `$(…)` (rustc_expand's parse_sep_and_kleene_op). */
function readRepetition(
  tokens: readonly TokenTree[],
  index: number,
  span: Span,
): { separator: TokenTree | undefined; operator: RepetitionOperator; next: number } {
  const first = tokens[index];
  const operator = repetitionOperator(first);
  if (operator) return { separator: undefined, operator, next: index + 1 };
  if (first && (first.kind !== 'group' || first.fragment)) {
    const second = tokens[index + 1];
    const behind = repetitionOperator(second);
    if (behind === '?') {
      throw definitionError('the `?` macro repetition operator does not take a separator', spanOf(first));
    }
    if (behind) return { separator: first, operator: behind, next: index + 2 };
    throw definitionError('expected one of: `*`, `+`, or `?`', spanOf(second ?? first));
  }
  throw definitionError('expected one of: `*`, `+`, or `?`', first ? spanOf(first) : span);
}

function repetitionOperator(token: TokenTree | undefined): RepetitionOperator | undefined {
  if (token?.kind !== 'punct') return undefined;
  const { text } = token;
  return text === '*' || text === '+' || text === '?' ? text : undefined;
}

function sequence(
  group: Group,
  nodes: readonly MacroNode[],
  separator: TokenTree | undefined,
  operator: RepetitionOperator,
): SequenceNode {
  const variables: Metavariable[] = [];
  collectVariables(nodes, variables);
  return { kind: 'sequence', nodes, separator, operator, span: spanOf(group), variables };
}

function collectVariables(nodes: readonly MacroNode[], variables: Metavariable[]): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'delimited':
        collectVariables(node.nodes, variables);
        break;
      case 'sequence':
        for (const variable of node.variables) variables.push(variable);
        break;
      case 'variable':
      case 'declaration':
        variables.push(node.variable);
        break;
      case 'expression':
        variables.push(...expressionVariables(node.expression));
        break;
      case 'token':
        break;
    }
  }
}

/** `$crate` is one identifier from here on, and remembers which crate it means. */
function dollarCrate(dollar: Punct, ident: Ident, crate: number): Ident {
  return { ...ident, text: '$crate', crate, span: joined(dollar.span, ident.span) };
}

function joined(first: Span, last: Span): Span {
  return first.source === last.source && first.start <= last.end ? { ...last, start: first.start } : last;
}
