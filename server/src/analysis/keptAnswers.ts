import { LRUCache } from 'lru-cache';
import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import type { CrateId } from '../project/model';
import type { Resolver } from '../resolve/definition';
import type { InvocationSite } from '../syntax/invocationSite';
import type { ModuleSource } from '../toolchain/types';
import type { SiteExpansion } from './analysis';
import type { SourceFile } from './sourceFile';

/** UTF-16 units: some thousand answers of ordinary size. */
const keptUnits = 4_000_000;

/** A text that was made of an expansion, and what must be as it was for it to be the answer again. */
interface KeptText {
  readonly answer: TextOfCall;
  /** This version of the file, and no other. An answer alone does not keep it: it holds a whole text with its tokens. */
  readonly file: WeakRef<SourceFile>;
  /** Of the resolver. */
  readonly revision: number;
  /** The modules that have run, by their crates. */
  readonly modules: ReadonlyMap<CrateId, string>;
}

interface TextOfCall {
  /** The path of the macro, as the call names it. */
  readonly name: string;
  readonly text: string;
}

/**
 * Texts that were made of the expansions of a workspace's calls. Each is given again as long as its file, what names mean and the modules that have
 * run for it are what they were. Not kept is what failed in any part, since some failures pass, and what read the disk: the cache of
 * sandbox calls knows how to look whether that is unchanged.
 */
export class KeptAnswers {
  private readonly texts = new LRUCache<string, KeptText>({
    maxSize: keptUnits,
    sizeCalculation: ({ answer }, key) => answer.text.length + key.length,
  });

  constructor(
    private readonly resolver: Pick<Resolver, 'revision'>,
    private readonly modules: Pick<ModuleSource, 'moduleOf'>,
  ) {}

  /** The text of a call in one of the forms that a caller makes; made now when it is not known. Rejects when a part of that does. */
  async textOf(
    file: SourceFile,
    site: InvocationSite,
    form: string,
    expand: () => Promise<SiteExpansion>,
    print: (expansion: SiteExpansion) => Promise<string>,
  ): Promise<TextOfCall> {
    const key = `${site.nameSpan.start} ${site.kind} ${form} ${file.path}`;
    const known = this.texts.get(key);
    if (known && this.isValid(known, file)) return known.answer;
    const { revision } = this.resolver;
    const expansion = await expand();
    const answer = { name: expansion.node.path, text: await print(expansion) };
    const roots = expansion.around ? [expansion.around, expansion.node] : [expansion.node];
    const nodes = roots.flatMap((root) => [...nodesOf(root)]);
    if (nodes.every(isPure))
      this.texts.set(key, { answer, file: new WeakRef(file), revision, modules: this.modulesOf(nodes) });
    return answer;
  }

  private isValid({ file, revision, modules }: KeptText, now: SourceFile): boolean {
    if (file.deref() !== now || revision !== this.resolver.revision) return false;
    return [...modules].every(([crate, state]) => this.stateOf(crate) === state);
  }

  private modulesOf(nodes: readonly ExpansionNode[]): Map<CrateId, string> {
    const crates = nodes.flatMap(({ definition }) =>
      definition?.engine === 'procedural' ? [definition.crate] : [],
    );
    return new Map(crates.map((crate) => [crate, this.stateOf(crate)]));
  }

  private stateOf(crate: CrateId): string {
    const module = this.modules.moduleOf(crate);
    return `${module?.key} ${module?.stale}`;
  }
}

/** Whether a step depends on nothing but tokens, names and modules. The environment does not change while a workspace is loaded. */
function isPure({ error, step }: ExpansionNode): boolean {
  if (error) return false;
  return step?.inputs.every(({ kind }) => kind === 'environment' || kind === 'position') ?? true;
}
