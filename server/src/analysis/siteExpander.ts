import type { Expander, ExpandRequest } from '../expand/expander';
import { MacroError } from '../expand/expansion';
import type { ExpansionNode } from '../expand/expansionTree';
import { invocationOf } from '../expand/invocationOf';
import { printPath } from '../expand/macroPath';
import { Pauses } from '../expand/pauses';
import type { CfgSet, CrateId } from '../project/model';
import type { MacroDefinition, Resolver } from '../resolve/definition';
import type { CallOptions } from '../sandbox/types';
import { siteTokens, type InvocationSite } from '../syntax/invocationSite';
import { EnclosingExpansion, enclosingCalls, findNested } from './enclosingCall';
import { KeptExpansions, type MadeExpansion } from './keptExpansions';
import type { ResultConditions } from './keptResults';
import { microsSince, type SiteExpansion } from './siteExpansion';
import type { SourceFile } from './sourceFile';

/** Gives the whole expansion of a call around the one that is asked for; undefined where only what leads to that one is worth the time. */
type ExpandAround = (outer: InvocationSite) => Promise<MadeExpansion> | undefined;

/** What is known of the calls of a workspace. */
interface KnownCalls extends ResultConditions {
  readonly resolver: ResultConditions['resolver'] & Pick<Resolver, 'scopeAt'>;
  cfgOf(crate: CrateId): CfgSet;
  crateOf(path: string): CrateId;
  isCall(file: SourceFile, site: InvocationSite): boolean;
  resolve(file: SourceFile, site: InvocationSite): MacroDefinition | undefined;
}

/** Expands calls of files, each as the macros around it pass it on. No method rejects: what fails is told by the nodes' `error`. */
export class SiteExpander {
  private readonly kept: KeptExpansions;

  constructor(
    private readonly analysis: KnownCalls,
    private readonly expander: Expander,
  ) {
    this.kept = new KeptExpansions(analysis);
  }

  /** Expands one call anew; a step alone is that of the whole expansion where that is kept. */
  async expand(
    file: SourceFile,
    site: InvocationSite,
    request: ExpandRequest,
    expandAround: ExpandAround = () => undefined,
  ): Promise<SiteExpansion> {
    const started = performance.now();
    const within = await this.expandWithin(file, site, request, expandAround);
    let node = within?.node;
    if (node && (!request.recursive || request.selection))
      node = await this.expander.expand(node.invocation, request);
    if (!within && !request.recursive && !request.selection) node = this.keptStep(file, site);
    node ??= await this.expandAt(file, site, request);
    return { site, node, around: within?.around, wallMicros: microsSince(started), kept: false };
  }

  private keptStep(file: SourceFile, site: InvocationSite): ExpansionNode | undefined {
    const node = this.kept.get(file, site)?.node;
    if (!node?.step) return undefined;
    const { path, kind, invocation, definition, step } = node;
    return { path, kind, invocation, definition, step, result: step.tokens, children: [] };
  }

  /** The whole expansion of one call, made when nobody has asked for it before. */
  share(file: SourceFile, site: InvocationSite, options: CallOptions): Promise<SiteExpansion> {
    return this.shareWith(file, site, options, (outer) => {
      // In the background one call is asked for after the other: the one around them is made for all of them, unless that cannot be kept.
      const isShared = options.priority === 'background' && !this.kept.isRefused(file, outer);
      return isShared || this.kept.get(file, outer) ? this.shareWhole(file, outer, options) : undefined;
    });
  }

  /**
   * Expands the calls of a file, one after the other in the order of the text, with pauses for other requests. A call around others is expanded
   * for all of them together, so that theirs take no time. Ends when the request is cancelled.
   */
  async *expandCalls(file: SourceFile, request: ExpandRequest): AsyncGenerator<SiteExpansion> {
    const pauses = new Pauses();
    const last = new EnclosingExpansion();
    const expandAround: ExpandAround = (outer) => last.of(outer, () => this.shareWhole(file, outer, request));
    for (const site of file.sites) {
      if (pauses.due) await pauses.take();
      if (request.signal?.aborted) return;
      if (!this.analysis.isCall(file, site)) continue;
      yield await (request.recursive
        ? this.shareWith(file, site, request, expandAround)
        : this.expand(file, site, request, expandAround));
    }
  }

  private async shareWith(
    file: SourceFile,
    site: InvocationSite,
    options: CallOptions,
    expandAround: ExpandAround,
  ): Promise<SiteExpansion> {
    const started = performance.now();
    const within = await this.expandWithin(file, site, options, expandAround);
    const around = within?.around;
    if (!within?.node) return { site, ...(await this.shareWhole(file, site, options)), around };
    const { node, whole } = within;
    if (whole?.kept) return { site, ...whole, node, around };
    return { site, node, around, wallMicros: microsSince(started), kept: false };
  }

  private shareWhole(file: SourceFile, site: InvocationSite, options: CallOptions): Promise<MadeExpansion> {
    const { priority, signal } = options;
    const request = { priority, signal, recursive: true };
    return this.kept.of(file, site, options, () => this.expandAt(file, site, request));
  }

  /**
   * The expansion of a call as the macro around it passes it on: there it may see other names than in the file. Undefined for a call that
   * no macro is given; without a node for one that it does not pass on, or when one around it fails. `whole`: that of the call around it, where it was
   * made.
   */
  private async expandWithin(
    file: SourceFile,
    site: InvocationSite,
    { priority, signal }: CallOptions,
    expandAround: ExpandAround,
  ): Promise<{ around: ExpansionNode; node: ExpansionNode | undefined; whole?: MadeExpansion } | undefined> {
    const near = file.document.invocationsAround(site);
    const outer = enclosingCalls(near, site).find((each) => this.changesItsInput(file, each));
    if (!outer) return undefined;
    const whole = await expandAround(outer);
    const node = whole && findNested(whole.node, site.nameSpan);
    if (node) return { around: whole.node, node, whole };
    const request = { priority, signal, recursive: true, towards: site.nameSpan };
    const around = await this.expandAt(file, outer, request);
    return { around, node: findNested(around, site.nameSpan) };
  }

  /** Built-in attributes such as `#[test]` leave what stands in their item as it is. */
  private changesItsInput(file: SourceFile, site: InvocationSite): boolean {
    if (site.kind !== 'attribute') return true;
    const { analysis } = this;
    return analysis.isCall(file, site) && analysis.resolve(file, site)?.engine === 'procedural';
  }

  /** Expands a call as it stands in its file. */
  private async expandAt(
    file: SourceFile,
    site: InvocationSite,
    request: ExpandRequest,
  ): Promise<ExpansionNode> {
    const crate = this.analysis.crateOf(file.path);
    const scope = this.analysis.resolver.scopeAt(crate, file.path, site.span.start);
    try {
      return await this.expander.expand(invocationOf(site, scope, this.analysis.cfgOf(crate)), request);
    } catch (error) {
      // A call whose own cfg attributes are invalid has no input to expand.
      if (!(error instanceof MacroError)) throw error;
      const invocation = {
        kind: site.kind,
        path: site.path,
        input: [],
        original: siteTokens(site),
        span: site.span,
        scope,
        position: site.position,
      };
      return {
        path: printPath(site.path),
        kind: site.kind,
        invocation,
        result: invocation.original,
        children: [],
        error,
      };
    }
  }
}
