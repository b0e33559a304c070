import type { Analysis } from '../../analysis/analysis';
import { LineIndex, type LinePosition, type TerminalPosition } from '../../analysis/lineIndex';
import type { SourceFile } from '../../analysis/sourceFile';
import { pathOfUri, type ServerContext } from '../serverContext';
import type { ExpansionAddress } from './expansionAddress';
import { makeExpansionView, type ExpansionView } from './expansionView';
import { hidesMacro } from './hiddenMacros';
import { movedOffset } from './movedOffset';
import type { StepHistory } from './stepper';

/** One expansion that is open in the editor. It follows its call while the source is edited. */
export class ExpansionDocument {
  /** What its client shows: the last good expansion, marked when it is out of date. */
  text = '';
  /** The last good expansion. */
  view: ExpansionView | undefined;
  /** Why the text is not the expansion of the source as it is now. */
  stale: string | undefined;
  /** The steps that are shown, and how they came about. */
  history: StepHistory;
  /** Of the file that has the call. */
  readonly path: string | undefined;
  /** UTF-16 offset of the call in the source, and the text that it counts in. Undefined until the source was read. */
  private anchor: { offset: number; source: string } | undefined;
  private running: AbortController | undefined;
  private latest: Promise<boolean> | undefined;

  /** `shownAt`: where the call is, when that is known better than by the address. */
  constructor(
    readonly uri: string,
    readonly address: ExpansionAddress,
    private readonly context: ServerContext,
    private shownAt?: TerminalPosition,
  ) {
    this.history = { steps: address.steps, undone: [] };
    this.path = pathOfUri(address.source);
  }

  /** Where the call begins now. */
  get offset(): number | undefined {
    return this.anchor?.offset;
  }

  /** The same as a position in the source that the last good expansion was made from; before the first one, where the address has it. */
  get position(): LinePosition {
    const moved = this.anchor && this.view?.file.lines.position(this.anchor.offset);
    return moved ?? this.address.position;
  }

  /**
   * Makes the text anew. Gives whether it is another one than before. A newer update ends the one that runs, which is over when the newer one
   * is: whoever waits for it gets a text.
   */
  update(): Promise<boolean> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.latest = this.makeText(running.signal);
    return this.latest;
  }

  /** Ends when there is a text, after the first update has begun. */
  async ready(): Promise<void> {
    if (this.text === '') await this.latest;
  }

  private async makeText(signal: AbortSignal): Promise<boolean> {
    const before = this.text;
    const made = await this.make(signal);
    if (signal.aborted) {
      await this.latest;
      return false;
    }
    if (typeof made === 'string') {
      this.stale = made;
      this.text = this.view ? markStale(this.view.text, made) : `// ${made}\n`;
    } else {
      this.view = made;
      this.stale = undefined;
      this.text = made.text;
    }
    return this.text !== before;
  }

  /** The expansion as it is now, or why there is none that is better than the last. */
  private async make(signal: AbortSignal): Promise<ExpansionView | string> {
    if (this.path === undefined) return 'Only files have expansions.';
    const analysis = await this.context.workspaces.analysisOf(this.path);
    const file = analysis.openFile(this.path);
    if (!file) return `${this.path} cannot be read.`;
    const site = file.document.invocationAt(this.follow(file));
    if (!site || !analysis.isCall(file, site)) return 'There is no macro call here any more.';
    this.anchor = { offset: site.nameSpan.start, source: file.document.text };
    const view = await this.viewOf(analysis, file, site, signal);
    if (!view) return 'The call is not part of the expansion any more.';
    const { error, step } = view.root;
    return error && !step && this.view?.root.step ? error.message : view;
  }

  private viewOf(
    analysis: Analysis,
    file: SourceFile,
    site: Parameters<typeof makeExpansionView>[2],
    signal: AbortSignal,
  ): Promise<ExpansionView | undefined> {
    const { address, context } = this;
    const { steps } = this.history;
    const hides = hidesMacro(analysis.workspace, context.options.hiddenMacros);
    return makeExpansionView(analysis, file, site, { steps, nested: address.nested, hides, signal });
  }

  /** The offset of the call in a version of the source: an edit before it moves it. */
  private follow(file: SourceFile): number {
    const { text } = file.document;
    const { anchor, shownAt } = this;
    const shown = shownAt && file.lines.offsetOfTerminalPosition(shownAt);
    if (!anchor) return shown ?? file.lines.offset(this.address.position);
    return anchor.source === text ? anchor.offset : movedOffset(anchor.source, text, anchor.offset);
  }

  /** Says where the call is in a version of the source, before the first expansion of it. */
  startAt(offset: number, source: string): void {
    this.anchor = { offset, source };
  }

  /** The editor has opened the source, perhaps with changes that are not saved: where the call was shown counts in that text. */
  sourceOpened(text: string): void {
    const offset = this.shownAt && new LineIndex(text).offsetOfTerminalPosition(this.shownAt);
    this.shownAt = undefined;
    if (offset !== undefined) this.startAt(offset, text);
  }

  /** Called at each version of the source, so that the changes between two are small and an edit at the call is told from one before it. */
  followEdit(text: string): void {
    if (!this.anchor || this.anchor.source === text) return;
    this.anchor = { offset: movedOffset(this.anchor.source, text, this.anchor.offset), source: text };
  }
}

/** The mark takes the place of the first words of the head, so that no line moves. */
function markStale(text: string, reason: string): string {
  const [line = ''] = reason.split('\n');
  return text.replace(/^\/\/ Expansion/, () => `// Out of date (${line}): the last expansion`);
}
