import type { ExpansionNode } from '../expand/expansionTree';
import type { InvocationSite } from '../syntax/invocationSite';

/** A macro call of a file with its expansion. */
export interface SiteExpansion {
  readonly site: InvocationSite;
  readonly node: ExpansionNode;
  /** The expansion of the call that is given this one as a part of its input, as far as it was made to find what that makes of it. */
  readonly around?: ExpansionNode;
  /** How long it took to make, with what was made of the call around it for that. */
  readonly wallMicros: number;
  /** It was made for an earlier request. */
  readonly kept: boolean;
}

/** Tells a call from the others of its file. */
export function siteKey({ nameSpan, kind }: InvocationSite): string {
  return `${nameSpan.start} ${kind}`;
}

/** Whole microseconds since a time of `performance.now()`. */
export function microsSince(started: number): number {
  return Math.round((performance.now() - started) * 1000);
}
