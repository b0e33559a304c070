/** Follows the calls in the output of declarative macros, as far as they lead, resolving each. */
import { evaluateCfg } from '../../../server/src/expand/cfg/evaluateCfg';
import { stripCfg } from '../../../server/src/expand/cfg/stripCfg';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import type { CfgSet, CrateGraph } from '../../../server/src/project/model';
import type { MacroDefinition, MacroPath, Resolver, Scope } from '../../../server/src/resolve/definition';
import { findInvocations } from '../../../server/src/syntax/findInvocations';
import type { InvocationSite } from '../../../server/src/syntax/invocationSite';
import type { Hygiene } from '../../../server/src/syntax/hygiene';
import type { TokenTree } from '../../../server/src/syntax/token';

const maximalDepth = 40;

export class NestedCalls {
  calls = 0;
  resolved = 0;

  constructor(
    private readonly graph: CrateGraph,
    private readonly resolver: Resolver,
    private readonly hygiene: Hygiene,
    private readonly report: (message: string) => void,
  ) {}

  /** One step. Undefined for what is no declarative macro or does not match. */
  expand(
    definition: MacroDefinition,
    path: MacroPath,
    input: readonly TokenTree[],
    scope: Scope,
  ): readonly TokenTree[] | undefined {
    const last = path.segments.at(-1);
    if (definition.engine !== 'declarative' || !last) return undefined;
    const call = {
      kind: 'bang',
      path,
      input,
      span: last.span,
      original: [],
      scope,
      position: 'item',
    } as const;
    const edition = this.graph.crates[scope.crate]?.edition ?? 2021;
    return expandDeclarative(definition, call, { hygiene: this.hygiene, edition }).tokens;
  }

  /** Resolves the calls that the expansion of a call leads to. `chain` are the names of the calls so far. */
  follow(
    definition: MacroDefinition,
    path: MacroPath,
    input: readonly TokenTree[],
    scope: Scope,
    chain: readonly string[],
  ): void {
    if (chain.length > maximalDepth) return;
    let output: readonly TokenTree[] | undefined;
    try {
      output = this.expand(definition, path, input, scope);
    } catch {
      return;
    }
    const cfg = this.graph.crates[scope.crate]?.cfg;
    if (output && cfg) this.visit(stripCfg(output, cfg), scope, chain, cfg);
  }

  private visit(tokens: readonly TokenTree[], scope: Scope, chain: readonly string[], cfg: CfgSet): void {
    const sites = new Map<readonly TokenTree[], InvocationSite[]>();
    for (const site of findInvocations(tokens, 'statements')) {
      const known = sites.get(site.parent);
      if (known) known.push(site);
      else sites.set(site.parent, [site]);
    }
    if (sites.size > 0) this.visitList(tokens, scope, sites, chain, cfg);
  }

  private visitList(
    list: readonly TokenTree[],
    outer: Scope,
    sites: ReadonlyMap<readonly TokenTree[], readonly InvocationSite[]>,
    chain: readonly string[],
    cfg: CfgSet,
  ): void {
    for (const site of sites.get(list) ?? []) {
      const scope = this.resolver.scopeInside(outer, list, site.start);
      if (site.kind !== 'bang' && !site.predicates.every((each) => evaluateCfg(each, cfg))) continue;
      const result = this.resolver.resolveMacro(site.path, site.kind, scope);
      // What is no attribute macro may be the helper of a derive.
      if (site.kind === 'attribute' && !result.found) continue;
      this.calls++;
      if (!result.found) {
        this.report(`${result.failure.message} [in ${chain.join(' → ')}]`);
        continue;
      }
      this.resolved++;
      if (site.kind !== 'bang') continue;
      const name = site.path.segments.map(({ text }) => text).join('::');
      this.follow(result.definition, site.path, site.group.tokens, scope, [...chain, name]);
    }
    list.forEach((token, index) => {
      if (token.kind !== 'group') return;
      const scope = this.resolver.scopeInside(outer, list, index);
      this.visitList(token.tokens, scope, sites, chain, cfg);
    });
  }
}
