import type { InvocationSite } from '../syntax/invocationSite';
import type { ExpansionNode } from '../expand/expansionTree';
import { canBeKept, KeptResults, type ResultConditions } from './keptResults';
import { siteKey, type SiteExpansion } from './siteExpansion';
import type { SourceFile } from './sourceFile';

/** UTF-16 units: some thousand answers of ordinary size. */
const keptUnits = 4_000_000;

export interface TextOfCall {
  /** The path of the macro, as the call names it. */
  readonly name: string;
  readonly text: string;
}

/** Texts that were made of the expansions of a workspace's calls, given again while they hold. */
export class KeptAnswers {
  private readonly texts: KeptResults<TextOfCall>;

  constructor(conditions: ResultConditions) {
    this.texts = new KeptResults(conditions, keptUnits, ({ text }) => text.length);
  }

  /** Whether a text of an expansion is worth making for whoever asks next. */
  canKeep(expansion: SiteExpansion): boolean {
    return canBeKept(rootsOf(expansion));
  }

  /** The text of a call in one of the forms that a caller makes; made now when it is not known. Rejects when a part of that does. */
  async textOf(
    file: SourceFile,
    site: InvocationSite,
    form: string,
    expand: () => Promise<SiteExpansion>,
    print: (expansion: SiteExpansion) => Promise<string>,
  ): Promise<TextOfCall> {
    const { texts } = this;
    const key = `${siteKey(site)} ${form}`;
    const known = texts.get(file, key);
    if (known) return known;
    const { revision } = texts;
    const expansion = await expand();
    const answer = { name: expansion.node.path, text: await print(expansion) };
    texts.keep(file, key, answer, rootsOf(expansion), revision);
    return answer;
  }
}

/** All that a text depends on. */
function rootsOf({ around, node }: SiteExpansion): readonly ExpansionNode[] {
  return around ? [around, node] : [node];
}
