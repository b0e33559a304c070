import { LRUCache } from 'lru-cache';
import type { ExpansionNode } from '../expand/expansionTree';
import type { InvocationSite } from '../syntax/invocationSite';
import { itemAround } from '../syntax/itemAround';
import type { Range } from '../syntax/textDifference';
import { canBeKept, dependsOnPlace, KeptResults, type ResultConditions } from './keptResults';
import type { SiteExpansion } from './siteExpansion';
import type { SourceFile } from './sourceFile';
import { TextHistory } from './textHistory';

/** UTF-16 units: some thousand answers of ordinary size. */
const keptUnits = 3_000_000;

/** The same of answers that say where something stands: few macros ask for that. */
const keptPlacedUnits = 1_000_000;

/** Files whose versions are known at a time. */
const keptHistories = 64;

export interface TextOfCall {
  /** The path of the macro, as the call names it. */
  readonly name: string;
  readonly text: string;
}

interface KeptText {
  readonly answer: TextOfCall;
  /** The item that the call is a part of: while that is as it was, the text holds in further versions of the file. */
  readonly item: Range;
}

/** What texts depend on besides their files. */
interface TextConditions extends ResultConditions {
  /** A file as it is now. */
  openFile(path: string): SourceFile | undefined;
}

/**
 * Texts that were made of the expansions of a workspace's calls, given again while they hold: what is typed elsewhere in the file changes none. Nothing that
 * stands in one item is seen by another, but for what the resolver's revision counts.
 */
export class KeptAnswers {
  private readonly texts: KeptResults<KeptText, TextHistory>;
  /** Those that say where something stands, in this file or another. They hold in one version only. */
  private readonly placedTexts: KeptResults<TextOfCall, TextHistory>;
  private readonly histories = new LRUCache<string, TextHistory>({ max: keptHistories });

  constructor(private readonly conditions: TextConditions) {
    this.texts = new KeptResults(conditions, 'namesRevision', keptUnits, ({ answer }) => answer.text.length);
    this.placedTexts = new KeptResults(conditions, 'revision', keptPlacedUnits, ({ text }) => text.length);
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
    const { texts, placedTexts } = this;
    const history = this.historyOf(file);
    const name = nameOf(history.version, site.nameSpan.start, site, form);
    const known = texts.get(history, name)?.answer ?? placedTexts.get(history, name);
    if (known) return known;
    const item = itemAround(file.document.tokens.tokens, site.nameSpan.start);
    const earlier = item && this.earlierText(history, item, site, form);
    if (earlier) return earlier.answer;
    const { revision } = texts;
    const { revision: placedRevision } = placedTexts;
    const expansion = await expand();
    const answer = { name: expansion.node.path, text: await print(expansion) };
    // What was made while the file changed has seen a part of both versions.
    if (this.conditions.openFile(file.path) !== file) return answer;
    const roots = rootsOf(expansion);
    if (item && !dependsOnPlace(roots)) texts.keep(history, name, { answer, item }, roots, revision);
    else placedTexts.keep(history, name, answer, roots, placedRevision);
    return answer;
  }

  private historyOf({ path, document: { text } }: SourceFile): TextHistory {
    let history = this.histories.get(path);
    if (history) history.continueWith(text);
    else this.histories.set(path, (history = new TextHistory(path, text)));
    return history;
  }

  /** The text of the call at the same place of the same item in an earlier version. */
  private earlierText(
    history: TextHistory,
    item: Range,
    site: InvocationSite,
    form: string,
  ): KeptText | undefined {
    for (const { version, start, end } of history.placesBefore(item)) {
      const offset = site.nameSpan.start - item.start + start;
      const text = this.texts.get(history, nameOf(version, offset, site, form));
      if (text?.item.start === start && text.item.end === end) return text;
    }
    return undefined;
  }
}

function nameOf(version: number, offset: number, { kind }: InvocationSite, form: string): string {
  return `${version} ${offset} ${kind} ${form}`;
}

/** All that a text depends on. */
function rootsOf({ around, node }: SiteExpansion): readonly ExpansionNode[] {
  return around ? [around, node] : [node];
}
