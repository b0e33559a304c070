import { LRUCache } from 'lru-cache';
import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import type { CrateId } from '../project/model';
import type { Resolver } from '../resolve/definition';
import type { ModuleSource } from '../toolchain/types';

/** What was made of expansions of a file's calls, and what must be as it was for it to hold again. */
interface KeptResult<Result, Owner extends object> {
  readonly result: Result;
  /** This one, and no other. A result alone does not keep it: it holds a whole text. */
  readonly owner: WeakRef<Owner>;
  readonly revision: number;
  /** The modules that have run, by their crates. */
  readonly modules: ReadonlyMap<CrateId, string>;
}

/** What results depend on besides whom they are of. */
export interface ResultConditions {
  readonly resolver: Pick<Resolver, 'revision' | 'namesRevision'>;
  readonly modules: Pick<ModuleSource, 'moduleOf'>;
}

/** What results are of: a version of a file, or all of them. */
interface ResultOwner {
  readonly path: string;
}

/**
 * Results that were made of the expansions of a workspace's calls, the latest ones up to a total size. Each is given again as long as its owner, what
 * names mean and the modules that have run for it are what they were. Not kept is what failed in any part, since some failures pass, and what read
 * the disk: the cache of sandbox calls knows how to look whether that is unchanged.
 */
export class KeptResults<Result extends object, Owner extends ResultOwner> {
  private readonly results: LRUCache<string, KeptResult<Result, Owner>>;

  /** `counted`: the revision of the resolver that results depend on. */
  constructor(
    private readonly conditions: ResultConditions,
    private readonly counted: keyof ResultConditions['resolver'],
    private readonly maximumSize: number,
    private readonly sizeOf: (result: Result) => number,
  ) {
    this.results = new LRUCache({ maxSize: maximumSize });
  }

  /** Counts what the results that are made from now on depend on. */
  get revision(): number {
    return this.conditions.resolver[this.counted];
  }

  /** `name`: of the result among those of the owner. */
  get(owner: Owner, name: string): Result | undefined {
    const key = keyOf(owner, name);
    const known = this.results.get(key);
    if (!known) return undefined;
    if (this.isValid(known, owner)) return known.result;
    this.results.delete(key);
    return undefined;
  }

  /** Keeps a result that was made of `roots` from `revision` on. Gives whether it is one that can be kept. */
  keep(
    owner: Owner,
    name: string,
    result: Result,
    roots: readonly ExpansionNode[],
    revision: number,
  ): boolean {
    const key = keyOf(owner, name);
    const size = key.length + this.sizeOf(result);
    if (size > this.maximumSize) return false;
    if (!canBeKept(roots)) return false;
    const modules = new Map<CrateId, string>();
    for (const root of roots)
      for (const node of nodesOf(root)) {
        const { definition } = node;
        if (definition?.engine !== 'procedural' || modules.has(definition.crate)) continue;
        modules.set(definition.crate, this.stateOf(definition.crate));
      }
    this.results.set(key, { result, owner: new WeakRef(owner), revision, modules }, { size });
    return true;
  }

  private isValid({ owner, revision, modules }: KeptResult<Result, Owner>, now: Owner): boolean {
    if (owner.deref() !== now || revision !== this.revision) return false;
    return [...modules].every(([crate, state]) => this.stateOf(crate) === state);
  }

  private stateOf(crate: CrateId): string {
    const module = this.conditions.modules.moduleOf(crate);
    return `${module?.key} ${module?.stale}`;
  }
}

function keyOf({ path }: ResultOwner, name: string): string {
  return `${name} ${path}`;
}

/** Whether what is made of expansions may hold again: no part of them has failed or read the disk. */
export function canBeKept(roots: readonly ExpansionNode[]): boolean {
  for (const root of roots) for (const node of nodesOf(root)) if (!isPure(node)) return false;
  return true;
}

/** Whether a step depends on nothing but tokens, names and modules. The environment does not change while a workspace is loaded. */
function isPure({ error, step }: ExpansionNode): boolean {
  if (error) return false;
  return step?.inputs.every(({ kind }) => kind === 'environment' || kind === 'position') ?? true;
}

/** Whether a step has asked where something stands in its file. */
export function dependsOnPlace(roots: readonly ExpansionNode[]): boolean {
  for (const root of roots)
    for (const { step } of nodesOf(root))
      if (step?.inputs.some(({ kind }) => kind === 'position')) return true;
  return false;
}
