import type { DeclarativeDefinition } from '../../resolve/definition';
import type { Hygiene } from '../../syntax/hygiene';
import type { Group, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { isPunct } from '../../syntax/tokenTests';
import { MacroError } from '../expansion';
import { checkMatcher } from './checkMatcher';
import type { CompiledMacro, MacroRule } from './compiledMacro';
import { definitionError } from './definitionError';
import { describeToken } from './describeToken';
import { checkFollowSets } from './followSets';
import { matcherLocations } from './matcherLocations';
import type { ReaderContext } from './readMacroNodes';
import { readMacroNodes } from './readMacroNodes';

type CompilationResult = CompiledMacro | MacroError;

/**
 * By body, and by what else decides: a file that belongs to two crates has one body and two meanings of `$crate`. Tokens are
 * immutable, so a definition that is read again has a new body.
 */
const compiled = new WeakMap<readonly TokenTree[], Map<string, CompilationResult>>();

/**
 * Reads and checks the rules of a definition (rustc_expand's compile_declarative_macro), once per body. Throws a MacroError
 * (`invalid-definition`) where rustc reports an error at the definition.
 */
export function compileMacro(definition: DeclarativeDefinition, hygiene: Hygiene): CompiledMacro {
  const { body, crate, edition, flavor } = definition;
  const variants = compiled.get(body) ?? new Map<string, CompilationResult>();
  compiled.set(body, variants);
  const key = `${crate} ${edition} ${flavor}`;
  const result = variants.get(key) ?? tryCompile(definition, hygiene);
  variants.set(key, result);
  // A fresh error each time, since whoever catches it may show it in another place.
  if (result instanceof MacroError)
    throw new MacroError(result.code, result.message, result.span, result.notes);
  return result;
}

function tryCompile(definition: DeclarativeDefinition, hygiene: Hygiene): CompilationResult {
  try {
    const context = { hygiene, edition: definition.edition, crate: definition.crate };
    return {
      rules: splitRules(definition).map(([matcher, transcriber]) =>
        compileRule(matcher, transcriber, context),
      ),
    };
  } catch (error) {
    if (error instanceof MacroError) return error;
    throw error;
  }
}

function compileRule(matcher: Group, transcriber: Group, context: ReaderContext): MacroRule {
  const nodes = readMacroNodes(matcher.tokens, 'matcher', context);
  checkFollowSets(nodes);
  checkMatcher(nodes);
  const { locations, bindings } = matcherLocations(nodes);
  return {
    matcher: locations,
    bindings,
    matcherGroup: matcher,
    transcriber: readMacroNodes(transcriber.tokens, 'transcriber', context),
  };
}

/** Splits a body into pairs of matcher and transcriber: `$( $matcher:tt => $transcriber:tt );+ $(;)*`. */
function splitRules(definition: DeclarativeDefinition): [Group, Group][] {
  const { body, flavor, edition } = definition;
  const separator = flavor === 'macro_rules' ? ';' : ',';
  const unexpected = (token: TokenTree | undefined, expected?: string): MacroError => {
    if (!token) return definitionError('unexpected end of macro invocation', endOfBody(definition));
    const found = describeToken(token, edition);
    const message = expected ? `expected \`${expected}\`, found ${found}` : `no rules expected ${found}`;
    return definitionError(message, spanOf(token));
  };
  const rules: [Group, Group][] = [];
  let index = 0;
  do {
    const matcher = body[index];
    if (!matcher) throw unexpected(matcher);
    const arrow = body[index + 1];
    if (!isPunct(arrow, '=>')) throw unexpected(arrow);
    const transcriber = body[index + 2];
    if (!transcriber) throw unexpected(transcriber);
    if (matcher.kind !== 'group' || matcher.delimiter === 'invisible') {
      throw definitionError(
        'invalid macro matcher; matchers must be contained in balanced delimiters',
        spanOf(matcher),
      );
    }
    if (transcriber.kind !== 'group' || transcriber.delimiter === 'invisible') {
      throw definitionError('macro rhs must be delimited', spanOf(transcriber));
    }
    rules.push([matcher, transcriber]);
    index += 3;
    if (index < body.length && !isPunct(body[index], separator)) throw unexpected(body[index], separator);
    while (isPunct(body[index], separator)) index++;
  } while (index < body.length);
  return rules;
}

/** Behind the last token of the rules; the name of a macro that has none. */
function endOfBody({ body, span }: DeclarativeDefinition): Span {
  const last = body.at(-1);
  if (!last) return span;
  const { end } = spanOf(last);
  return { ...spanOf(last), start: end, end };
}
