import type { Scope } from '../resolve/definition';
import { findInvocations } from '../syntax/findInvocations';
import type { InvocationSite } from '../syntax/invocationSite';
import type { TokenTree } from '../syntax/token';
import { expandBuiltin } from './builtin/expandBuiltin';
import { expandDeclarative } from './declarative/expandDeclarative';
import type { CallChain, ExpanderOptions, SynchronousContexts } from './expanderOptions';
import { MacroError } from './expansion';
import { invocationOf } from './invocationOf';
import { printPath } from './macroPath';

/** Deeper than any real argument of `concat!`; a macro that calls itself in one ends here. */
const maximumDepth = 128;

/**
 * Expands the calls in the argument of a built-in macro that wants its value (`concat!(env!("A"), "b")`), as rustc's
 * `expr_to_spanned_string` does. Synchronous, so a procedural macro there is refused. Throws MacroError.
 */
export function expandEagerly(
  tokens: readonly TokenTree[],
  scope: Scope,
  chain: CallChain,
  options: ExpanderOptions,
  engines: SynchronousContexts,
): readonly TokenTree[] {
  const expanded: TokenTree[] = [];
  let index = 0;
  for (const site of findInvocations(tokens, 'expression')) {
    if (site.kind !== 'bang' || site.nested || site.parent !== tokens || site.start < index) continue;
    for (const token of tokens.slice(index, site.start)) expanded.push(token);
    for (const token of expandCall(site, scope, chain, options, engines)) expanded.push(token);
    index = site.end;
  }
  if (index === 0) return tokens;
  for (const token of tokens.slice(index)) expanded.push(token);
  return expanded;
}

function expandCall(
  site: InvocationSite,
  scope: Scope,
  outer: CallChain,
  options: ExpanderOptions,
  engines: SynchronousContexts,
): readonly TokenTree[] {
  const crate = options.graph.crates[scope.crate];
  if (!crate) throw new RangeError(`unknown crate ${scope.crate}`);
  const invocation = invocationOf(site, scope, crate.cfg);
  const chain = [...outer, invocation];
  const name = printPath(invocation.path);
  if (chain.length > maximumDepth)
    throw new MacroError(
      'recursion-limit',
      `recursion limit reached while expanding \`${name}!\``,
      site.span,
    );
  const resolution = options.resolver.resolveMacro(invocation.path, 'bang', scope);
  if (!resolution.found) throw new MacroError('unresolved-macro', resolution.failure.message, site.span);
  const { definition } = resolution;
  if (definition.engine === 'procedural')
    throw new MacroError(
      'not-expandable',
      `the procedural macro \`${name}!\` in the argument of a built-in macro is not supported`,
      site.span,
    );
  const step =
    definition.engine === 'declarative'
      ? expandDeclarative(definition, invocation, engines.declarative(chain))
      : expandBuiltin(definition, invocation, engines.builtin(chain));
  return expandEagerly(step.tokens, scope, chain, options, engines);
}
