import { crateWithId } from '../project/crateWithId';
import type { CfgSet, Crate } from '../project/model';
import type { ItemCall, MacroDefinition, Resolution, Scope } from '../resolve/definition';
import type { CallOptions } from '../sandbox/types';
import type { Span, TokenTree } from '../syntax/token';
import { expandBuiltin, finalMacros } from './builtin/expandBuiltin';
import { defaultLimits, ExpansionBudget, LimitReached } from './budget';
import type { Bindings } from './declarative/bindings';
import { expandDeclarative, matchedBindings } from './declarative/expandDeclarative';
import { listSize } from './declarative/treeSize';
import { EngineContexts } from './engineContexts';
import type { ExpanderOptions } from './expanderOptions';
import { MacroError, type Invocation, type StepResult } from './expansion';
import type { ExpansionNode } from './expansionTree';
import type { ChainLink } from './expansionCycle';
import { expandStream, type StreamContext } from './expandStream';
import { invocationOf } from './invocationOf';
import { pathTokens, printPath } from './macroPath';
import { isNamedAt, leadsTo } from './leadsTo';
import { Pauses } from './pauses';
import { expandProcedural } from './procedural/expandProcedural';
import { ProceduralItems } from './proceduralItems';
import type { StepPath, StepSelection } from './stepSelection';

export interface ExpandRequest extends CallOptions {
  /** Expand what the output calls, and so on; else one step. */
  readonly recursive: boolean;
  /**
   * The name of a call that stands in the input of the one that is asked for: only the calls that lead to it are expanded, and it itself with all
   * that it leads to. With `recursive` only.
   */
  readonly towards?: Span;
  /** Of a recursive expansion: which steps to make. Default: all. */
  readonly selection?: StepSelection;
}

/** Resolves and expands macro calls with whichever engine their definition needs. */
export class Expander {
  private readonly engines: EngineContexts;
  private readonly items: ProceduralItems;

  constructor(private readonly options: ExpanderOptions) {
    this.engines = new EngineContexts(options);
    this.items = new ProceduralItems(
      options.modules,
      (definition, invocation) => expandProcedural(definition, invocation, this.engines.procedural({})),
      (crates) => {
        options.resolver.namesChanged(crates);
      },
    );
  }

  /** Expands one call: one step, or all that its output calls too. Never rejects for a macro that fails: the node has an `error` then. */
  expand(invocation: Invocation, request: ExpandRequest): Promise<ExpansionNode> {
    return this.run(invocation, request).expandNode(invocation, undefined, request.towards);
  }

  /** Expands all calls in the tokens of a file or a part of it: the tokens with every call replaced, and a node for each call in order. */
  async expandTokens(
    tokens: readonly TokenTree[],
    at: Pick<Invocation, 'scope' | 'position'>,
    options: CallOptions = {},
  ): Promise<{ tokens: readonly TokenTree[]; nodes: readonly ExpansionNode[] }> {
    const nodes: ExpansionNode[] = [];
    const { graph, resolver } = this.options;
    const expanded = await expandStream(tokens, at.scope, at.position, {
      crate: crateWithId(graph, at.scope.crate),
      resolver,
      expand: async (invocation) => {
        const node = await this.run(invocation, { ...options, recursive: true }).expandNode(invocation);
        nodes.push(node);
        return node;
      },
    });
    return { tokens: expanded, nodes };
  }

  /**
   * One step, for the resolver, which must see the items that a call makes. Undefined for what fails and for procedural macros that have not
   * run yet.
   */
  expandItemStep(
    definition: MacroDefinition,
    call: ItemCall,
    scope: Scope,
  ): readonly TokenTree[] | undefined {
    if (definition.engine === 'procedural') {
      const { cfg } = crateWithId(this.options.graph, scope.crate);
      return this.items.outputOf(definition, call, scope, () => itemInvocation(call, scope, cfg));
    }
    try {
      const invocation = bangInvocation(call, scope);
      switch (definition.engine) {
        case 'declarative':
          return expandDeclarative(definition, invocation, this.engines.declarative(invocation)).tokens;
        case 'builtin':
          return expandBuiltin(
            definition,
            invocation,
            this.engines.builtin([invocation], this.budget(invocation)),
          ).tokens;
      }
    } catch (error) {
      if (error instanceof MacroError || error instanceof LimitReached) return undefined;
      throw error;
    }
  }

  /** What the metavariables of a declarative step stand for; empty for other steps. Matches the call anew, which is cheap. */
  bindings({ definition, invocation, step }: ExpansionNode): Bindings {
    if (!step || definition?.engine !== 'declarative') return new Map();
    return matchedBindings(definition, invocation, this.engines.declarative(invocation));
  }

  private run(invocation: Invocation, request: ExpandRequest): ExpansionRun {
    const crate = this.engines.crateOf(invocation);
    const budget = this.budget(invocation, request.signal);
    return new ExpansionRun(this.options, this.engines, this.items, crate, budget, request);
  }

  private budget({ scope }: Invocation, signal?: AbortSignal): ExpansionBudget {
    const { resolver, limits } = this.options;
    const depth = resolver.recursionLimit(scope.crate);
    return new ExpansionBudget({ depth, ...defaultLimits, ...limits }, signal);
  }
}

/** A call on the way to another one. Its arm is known when its own step is made. */
interface Caller extends ChainLink {
  readonly invocation: Invocation;
  readonly caller: Caller | undefined;
  readonly path: StepPath;
  /** 1 for the outermost call. */
  readonly depth: number;
  arm?: number;
}

/** The calls that lead to this one, the outermost first, itself last. Only made where it is needed: chains can be long. */
function chainOf(call: Caller): Caller[] {
  const chain: Caller[] = [];
  for (let each: Caller | undefined = call; each; each = each.caller) chain.push(each);
  return chain.reverse();
}

/** What is shared by all steps of one request. */
class ExpansionRun {
  private readonly pauses = new Pauses();

  constructor(
    private readonly options: ExpanderOptions,
    private readonly engines: EngineContexts,
    private readonly items: ProceduralItems,
    private readonly crate: Crate,
    private readonly budget: ExpansionBudget,
    private readonly request: ExpandRequest,
  ) {}

  /**
   * `caller`: the call that leads to this one, and `stepPath` the place in the tree. `towards`: see {@link ExpandRequest}. Throws LimitReached when one
   * on the way to it is to fail instead.
   */
  async expandNode(
    invocation: Invocation,
    caller?: Caller,
    towards?: Span,
    stepPath: StepPath = [],
  ): Promise<ExpansionNode> {
    const path = printPath(invocation.path);
    const { resolver } = this.options;
    const { selection } = this.request;
    const base = { path, kind: invocation.kind, invocation };
    if (towards && !leadsTo(invocation, towards))
      return { ...base, result: invocation.original, children: [] };
    const further = towards && isNamedAt(invocation, towards) ? undefined : towards;
    let resolution = resolver.resolveMacro(invocation.path, invocation.kind, invocation.scope);
    if (!resolution.found) resolution = (await this.madeByItems(invocation)) ?? resolution;
    if (!resolution.found) {
      const error = new MacroError('unresolved-macro', resolution.failure.message, invocation.span);
      return { ...base, result: invocation.original, children: [], failure: resolution.failure, error };
    }
    const definition = resolution.definition;
    if (caller && selection?.expands(stepPath, definition) === false) {
      // The call of a derive is its path in the list; what it was made for is the item.
      const result = invocation.kind === 'derive' ? pathTokens(invocation.path) : invocation.original;
      return { ...base, definition, result, children: [], pending: true };
    }
    const call: Caller = { invocation, name: path, caller, path: stepPath, depth: (caller?.depth ?? 0) + 1 };
    const children: ExpansionNode[] = [];
    let step: StepResult | undefined;
    try {
      this.budget.enterStep(call.depth, () => chainOf(call), invocation.span);
      if (this.pauses.due) await this.pauses.take();
      const made = this.step(definition, call);
      step = made instanceof Promise ? await made : made;
      call.arm = step.arm;
      this.budget.addTokens(listSize(step.tokens), () => chainOf(call), invocation.span);
      if (!this.request.recursive) return { ...base, definition, step, result: step.tokens, children };
      const stream: StreamContext = {
        crate: this.crate,
        deriveHelpers: invocation.deriveHelpers,
        resolver,
        expand: async (nested) => {
          const place = [...call.path, children.length];
          const node = await this.expandNode(nested, call, further, place);
          const child = selection ? { ...node, result: selection.place(place, node.result) } : node;
          children.push(child);
          return child;
        },
      };
      const result =
        definition.engine === 'builtin' && finalMacros.has(definition.name)
          ? await expandArguments(step.tokens, invocation.scope, stream)
          : await expandStream(step.tokens, invocation.scope, invocation.position, stream);
      return { ...base, definition, step, result, children };
    } catch (error) {
      if (error instanceof LimitReached && error.depth < call.depth) throw error;
      const failure = asMacroError(error instanceof LimitReached ? error.error : error, path, invocation);
      return {
        ...base,
        definition,
        step,
        result: step?.tokens ?? invocation.original,
        children,
        error: failure,
      };
    }
  }

  /** The macro of a call that was not found: it may be made by a procedural macro in the place of an item, which runs for that now. */
  private madeByItems({ path, kind, scope }: Invocation): Promise<Resolution | undefined> {
    const { resolver } = this.options;
    return this.items.makeUntil(scope.crate, () => {
      const again = resolver.resolveMacro(path, kind, scope);
      return again.found ? again : undefined;
    });
  }

  private step(definition: MacroDefinition, call: Caller): StepResult | Promise<StepResult> {
    const { invocation } = call;
    switch (definition.engine) {
      case 'declarative':
        return expandDeclarative(definition, invocation, this.engines.declarative(invocation));
      case 'builtin': {
        const chain = chainOf(call).map((each) => each.invocation);
        return expandBuiltin(definition, invocation, this.engines.builtin(chain, this.budget));
      }
      case 'procedural':
        return expandProcedural(definition, invocation, this.engines.procedural(this.request));
    }
  }
}

/** A call as the resolver has it, for the engines. */
function itemInvocation(call: ItemCall, scope: Scope, cfg: CfgSet): Invocation {
  return call.site ? invocationOf(call.site, scope, cfg) : bangInvocation(call, scope);
}

function bangInvocation({ path, input }: ItemCall, scope: Scope): Invocation {
  const name = path.segments.at(-1);
  if (!name) throw new RangeError('a call without a name');
  return { kind: 'bang', path, input, scope, span: name.span, original: [], position: 'item' };
}

/** The expansion of a final macro is a call of its own name, which stays; what it is called with is expanded further. */
async function expandArguments(
  call: readonly TokenTree[],
  scope: Scope,
  stream: StreamContext,
): Promise<readonly TokenTree[]> {
  const expanded: TokenTree[] = [];
  for (const token of call)
    expanded.push(
      token.kind === 'group'
        ? { ...token, tokens: await expandStream(token.tokens, scope, 'expression', stream) }
        : token,
    );
  return expanded;
}

/** Anything but a MacroError is a fault of ours; it costs this call only, and says so. */
function asMacroError(error: unknown, path: string, invocation: Invocation): MacroError {
  if (error instanceof MacroError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new MacroError('internal', `Macroscope failed on \`${path}\`: ${message}`, invocation.span);
}
