import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import { listSize } from '../expand/declarative/treeSize';
import type { CallOptions } from '../sandbox/types';
import type { InvocationSite } from '../syntax/invocationSite';
import { KeptResults, type ResultConditions } from './keptResults';
import { microsSince, siteKey, type SiteExpansion } from './siteExpansion';
import type { SourceFile } from './sourceFile';

/** Of all expansions that are kept: some ten megabytes. */
const keptTokens = 50_000;

/** The whole expansion of a call, as it stands in its file: the node, how long it took, and whether it was made for an earlier request. */
export type MadeExpansion = Pick<SiteExpansion, 'node' | 'wallMicros' | 'kept'>;

/** By version of a file, and by call in it. */
type ByCall<Value> = WeakMap<SourceFile, Map<string, Value>>;

/**
 * Whole expansions of calls, for the hovers, code lenses and diagnostics of one version of a file, which ask for the same ones: each is made once
 * while it holds.
 */
export class KeptExpansions {
  private readonly expansions: KeptResults<MadeExpansion, SourceFile>;
  /** Those that are being made in the background. */
  private readonly running: ByCall<Promise<unknown>> = new WeakMap();
  /** Those that could not be kept, with the revision at which they were made. */
  private readonly refused: ByCall<number> = new WeakMap();

  constructor(conditions: ResultConditions) {
    this.expansions = new KeptResults(conditions, 'revision', keptTokens, sizeOf);
  }

  /** The expansion of a call, if it is known. */
  get(file: SourceFile, site: InvocationSite): MadeExpansion | undefined {
    return this.expansions.get(file, siteKey(site));
  }

  /** Whether the expansion of a call was made before, as things are now, and could not be kept: it failed, read the disk, or is too large. */
  isRefused(file: SourceFile, site: InvocationSite): boolean {
    return this.refused.get(file)?.get(siteKey(site)) === this.expansions.revision;
  }

  /**
   * The expansion of a call, made now when it is not known. In the background it waits for one that is being made; who is waited for by a user does
   * not wait for the background.
   */
  async of(
    file: SourceFile,
    site: InvocationSite,
    request: CallOptions,
    expand: () => Promise<ExpansionNode>,
  ): Promise<MadeExpansion> {
    const key = siteKey(site);
    const inBackground = request.priority === 'background';
    const running = mapOf(this.running, file);
    // What it waits for may fail or be cancelled; then it is made for the next one.
    for (let other = running.get(key); inBackground && other; other = running.get(key)) await other;
    const known = this.expansions.get(file, key);
    if (known) return known;
    const made = this.make(file, key, request, expand);
    if (!inBackground) return made;
    const settled = made.catch(() => undefined).then(() => running.delete(key));
    running.set(key, settled);
    return made;
  }

  private async make(
    file: SourceFile,
    key: string,
    { signal }: CallOptions,
    expand: () => Promise<ExpansionNode>,
  ): Promise<MadeExpansion> {
    const { revision } = this.expansions;
    const started = performance.now();
    const node = await expand();
    const made = { node, wallMicros: microsSince(started), kept: false };
    const isKept = this.expansions.keep(file, key, { ...made, kept: true }, [node], revision);
    if (!isKept && !signal?.aborted) mapOf(this.refused, file).set(key, revision);
    return made;
  }
}

function mapOf<Value>(all: ByCall<Value>, file: SourceFile): Map<string, Value> {
  const known = all.get(file) ?? new Map<string, Value>();
  all.set(file, known);
  return known;
}

/** Groups that several steps share are counted once for each, so what is kept is never more than this. */
function sizeOf({ node }: MadeExpansion): number {
  let tokens = listSize(node.result);
  for (const { step } of nodesOf(node)) tokens += step ? listSize(step.tokens) : 0;
  return tokens;
}
