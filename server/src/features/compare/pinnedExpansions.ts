import type { SourceFile } from '../../analysis/sourceFile';
import { addressOf } from '../expansion/expansionDocuments';
import { ExpansionDocument } from '../expansion/expansionDocument';
import { siteName } from '../macroName';
import { openSource, pathOfUri, type ServerContext, type SiteAtPosition } from '../serverContext';
import type { KeptTexts } from './keptTexts';
import { callsNamed } from './otherVersion';
import { maximumPins, pinsNotification, readSavedPins, savablePins, type SavedPin } from './savedPins';

/** An expansion as it was at some time. */
export interface PinnedExpansion {
  /** Of the document that keeps it. */
  readonly uri: string;
  readonly text: string;
}

interface Pin {
  /** Follows the call. One that was saved by a client has no place before its file is opened. */
  readonly document: ExpansionDocument;
  saved: SavedPin;
  /** Of the document that keeps the text, once somebody has asked for that. */
  uri: string | undefined;
}

/**
 * Expansions that the user has pinned. Each follows its call while the source is edited. A client that gives pins in its initialization options is
 * told them as they change, so that it can give them to the next server.
 */
export class PinnedExpansions {
  private pins: Pin[];
  private readonly clientKeepsPins: boolean;

  constructor(
    private readonly context: ServerContext,
    private readonly texts: KeptTexts,
    initializationOptions: unknown,
  ) {
    const saved = readSavedPins(initializationOptions);
    this.clientKeepsPins = saved !== undefined;
    this.pins = (saved ?? []).map((pin) => ({
      document: new ExpansionDocument('', { ...pin, steps: 'all', nested: '' }, context),
      saved: pin,
      uri: undefined,
    }));
    const { documents, connection } = context;
    documents.onDidChangeContent(({ document }) => {
      for (const pin of this.pinsIn(pathOfUri(document.uri))) pin.document.followEdit(document.getText());
    });
    const report = (error: unknown): void => {
      connection.console.error(`The pinned expansions could not be followed: ${String(error)}`);
    };
    documents.onDidOpen(({ document }) => void this.findCalls(document.uri).catch(report));
    documents.onDidSave(({ document }) => void this.savePlaces(document.uri).catch(report));
  }

  /** Keeps the expansion of a call as it is now, in the place of an earlier one of the same call. */
  async pin(found: SiteAtPosition): Promise<PinnedExpansion> {
    const { file, site } = found;
    this.findCallsIn(file);
    const address = addressOf(found, 'all');
    const document = new ExpansionDocument('', address, this.context);
    await document.update();
    const { text, path, offset } = document;
    const name = siteName(site);
    const saved = { source: address.source, name, ...placeIn(file, name, site.nameSpan.start), text };
    const uri = this.texts.keep(`${name}.rs`, text);
    const others = this.pins.filter((pin) => pin.document.path !== path || pin.document.offset !== offset);
    this.pins = [...others, { document, saved, uri }].slice(-maximumPins);
    await this.tell();
    return { uri, text };
  }

  /** What was pinned for a call. */
  find({ file, site }: SiteAtPosition): PinnedExpansion | undefined {
    this.findCallsIn(file);
    const pin = this.pinsIn(file.path).find(({ document }) => document.offset === site.nameSpan.start);
    if (!pin) return undefined;
    const { name, text } = pin.saved;
    if (pin.uri === undefined || !this.texts.isKept(pin.uri)) pin.uri = this.texts.keep(`${name}.rs`, text);
    return { uri: pin.uri, text };
  }

  private pinsIn(path: string | undefined): Pin[] {
    return path === undefined ? [] : this.pins.filter(({ document }) => document.path === path);
  }

  /** Finds the calls of saved pins in a file that was opened. */
  private async findCalls(uri: string): Promise<void> {
    if (this.pinsIn(pathOfUri(uri)).every(({ document }) => document.offset !== undefined)) return;
    const source = await openSource(this.context, uri);
    if (source) this.findCallsIn(source.file);
  }

  private findCallsIn(file: SourceFile): void {
    for (const { document, saved } of this.pinsIn(file.path)) {
      if (document.offset !== undefined) continue;
      const offset = offsetOf(saved, file);
      if (offset !== undefined) document.startAt(offset, file.document.text);
    }
  }

  /** The places of calls count in the saved files: those are what the next server sees. */
  private async savePlaces(uri: string): Promise<void> {
    if (!this.clientKeepsPins || this.pinsIn(pathOfUri(uri)).length === 0) return;
    const source = await openSource(this.context, uri);
    if (!source) return;
    for (const pin of this.pinsIn(source.file.path)) {
      const { offset } = pin.document;
      if (offset !== undefined) pin.saved = { ...pin.saved, ...placeIn(source.file, pin.saved.name, offset) };
    }
    await this.tell();
  }

  private async tell(): Promise<void> {
    if (!this.clientKeepsPins) return;
    const pins = savablePins(this.pins.map(({ saved }) => saved));
    await this.context.connection.sendNotification(pinsNotification, { pins });
  }
}

function placeIn(file: SourceFile, name: string, offset: number): Pick<SavedPin, 'position' | 'index'> {
  const index = callsNamed(file, name).findIndex(({ nameSpan }) => nameSpan.start === offset);
  return { position: file.lines.position(offset), index };
}

/** The call at the saved place, if that is one of the same macro; else, since files change while no server runs, the one with as many before it. */
function offsetOf({ name, position, index }: SavedPin, file: SourceFile): number | undefined {
  const site = file.document.invocationAt(file.lines.offset(position));
  const found = site && siteName(site) === name ? site : callsNamed(file, name)[index];
  return found?.nameSpan.start;
}
