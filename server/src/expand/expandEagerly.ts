import { crateWithId } from '../project/crateWithId';
import type { Scope } from '../resolve/definition';
import { findInvocations } from '../syntax/findInvocations';
import type { InvocationSite } from '../syntax/invocationSite';
import type { TokenTree } from '../syntax/token';
import { isGroup } from '../syntax/tokenTests';
import type { ExpansionBudget } from './budget';
import { expandBuiltin } from './builtin/expandBuiltin';
import { expandDeclarative } from './declarative/expandDeclarative';
import { listSize } from './declarative/treeSize';
import type { CallChain, ExpanderOptions, SynchronousContexts } from './expanderOptions';
import { MacroError, type DeclaredInput } from './expansion';
import { invocationOf } from './invocationOf';
import { printPath } from './macroPath';

/** Each call in an argument takes some of the stack, of which there is enough for more than twice as many. */
const maximumDepth = 256;

/** What eager expansion needs besides the tokens. The budget is that of the whole request: arguments can grow without end too. */
interface EagerContext extends Pick<ExpanderOptions, 'graph' | 'resolver'> {
  readonly budget: ExpansionBudget;
  readonly engines: SynchronousContexts;
  /** Takes what the calls read. */
  readonly inputs: DeclaredInput[];
}

/**
 * Expands the calls in the argument of a built-in macro that wants its value (`concat!(env!("A"), "b")`), as rustc's
 * `expr_to_spanned_string` does. Synchronous, so a procedural macro there is refused. Throws MacroError or LimitReached.
 */
export function expandEagerly(
  tokens: readonly TokenTree[],
  scope: Scope,
  chain: CallChain,
  context: EagerContext,
): readonly TokenTree[] {
  const expanded: TokenTree[] = [];
  let index = 0;
  let changed = false;
  // A fragment, such as `$e` that stands for `stringify!(a)`, is an expression of its own.
  const pass = (token: TokenTree): void => {
    if (!isGroup(token, 'invisible')) {
      expanded.push(token);
      return;
    }
    const inner = expandEagerly(token.tokens, scope, chain, context);
    changed ||= inner !== token.tokens;
    expanded.push(inner === token.tokens ? token : { ...token, tokens: inner });
  };
  for (const site of findInvocations(tokens, 'expression')) {
    if (site.kind !== 'bang' || site.nested || site.parent !== tokens || site.start < index) continue;
    tokens.slice(index, site.start).forEach(pass);
    for (const token of expandCall(site, scope, chain, context)) expanded.push(token);
    index = site.end;
    changed = true;
  }
  tokens.slice(index).forEach(pass);
  return changed ? expanded : tokens;
}

function expandCall(
  site: InvocationSite,
  scope: Scope,
  outer: CallChain,
  context: EagerContext,
): readonly TokenTree[] {
  const { graph, resolver, budget, engines } = context;
  const invocation = invocationOf(site, scope, crateWithId(graph, scope.crate).cfg);
  const chain = [...outer, invocation];
  const name = printPath(invocation.path);
  const links = () => chain.map((call) => ({ name: printPath(call.path) }));
  budget.enterStep(chain.length, links, site.span);
  if (chain.length > maximumDepth)
    throw new MacroError('recursion-limit', `the arguments of \`${name}!\` are nested too deep`, site.span);
  const resolution = resolver.resolveMacro(invocation.path, 'bang', scope);
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
      ? expandDeclarative(definition, invocation, engines.declarative(invocation))
      : expandBuiltin(definition, invocation, engines.builtin(chain, budget));
  budget.addTokens(listSize(step.tokens), links, site.span);
  context.inputs.push(...step.inputs);
  return expandEagerly(step.tokens, scope, chain, context);
}
