import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import { isNamedAt, leadsTo } from '../expand/leadsTo';
import type { InvocationSite } from '../syntax/invocationSite';
import { spanOf, type Span } from '../syntax/token';
import type { MadeExpansion } from './keptExpansions';

/**
 * The calls of a file whose input holds another call, outermost first: a call around its arguments, an attribute around the body of its item.
 * rustc sees such a call only in what they make of it.
 */
export function enclosingCalls(sites: readonly InvocationSite[], inner: InvocationSite): InvocationSite[] {
  return sites
    .filter(
      (site) => site.kind !== 'derive' && site.parent !== inner.parent && holds(inputSpan(site), inner.span),
    )
    .sort((a, b) => inputSpan(a).start - inputSpan(b).start || attributeIndexOf(a) - attributeIndexOf(b));
}

/** The node of the call that is named at a place, in the expansion of a call around it. Undefined when the macro does not pass it on. */
export function findNested(outer: ExpansionNode, place: Span): ExpansionNode | undefined {
  const leading = ({ invocation }: ExpansionNode): boolean => leadsTo(invocation, place);
  for (const node of nodesOf(outer, leading)) if (isNamedAt(node.invocation, place)) return node;
  return undefined;
}

/** The last call around others that was expanded with all that it leads to. */
export class EnclosingExpansion {
  private last: { readonly site: InvocationSite; readonly made: Promise<MadeExpansion> } | undefined;

  of(site: InvocationSite, expand: () => Promise<MadeExpansion>): Promise<MadeExpansion> {
    if (this.last?.site !== site) this.last = { site, made: expand() };
    return this.last.made;
  }
}

function inputSpan(site: InvocationSite): Span {
  if (site.kind === 'bang') return spanOf(site.group);
  const [first, last] = [site.parent[site.start], site.parent[site.end - 1]];
  return first && last ? { ...spanOf(first), end: spanOf(last).end } : site.span;
}

function attributeIndexOf(site: InvocationSite): number {
  return site.kind === 'bang' ? 0 : site.attributeIndex;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}
