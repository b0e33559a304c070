import type { ExpansionAddress } from '../expansion/expansionAddress';
import { ExpansionDocument } from '../expansion/expansionDocument';
import { pathOfUri, type ServerContext, type SiteAtPosition } from '../serverContext';
import type { KeptTexts } from './keptTexts';

/** An expansion as it was at some time. */
export interface PinnedExpansion {
  /** Of the document that keeps it. */
  readonly uri: string;
  readonly text: string;
}

/** More pins than this are not followed: the oldest is forgotten. */
const maximumPins = 64;

/** Expansions that the user has pinned. Each follows its call while the source is edited. */
export class PinnedExpansions {
  private pins: { readonly document: ExpansionDocument; readonly pinned: PinnedExpansion }[] = [];

  constructor(
    private readonly context: ServerContext,
    private readonly texts: KeptTexts,
  ) {
    context.documents.onDidChangeContent(({ document }) => {
      const path = pathOfUri(document.uri);
      for (const pin of this.pins)
        if (pin.document.path === path) pin.document.followEdit(document.getText());
    });
  }

  /** Keeps the expansion at an address as it is now, in the place of an earlier one of the same call. */
  async pin(name: string, address: ExpansionAddress): Promise<PinnedExpansion> {
    const document = new ExpansionDocument('', address, this.context);
    await document.update();
    const { text, path, offset } = document;
    const pinned = { uri: this.texts.keep(`${name}.rs`, text), text };
    const others = this.pins.filter((pin) => pin.document.path !== path || pin.document.offset !== offset);
    this.pins = [...others, { document, pinned }].slice(-maximumPins);
    return pinned;
  }

  /** What was pinned for a call. */
  find({ file, site }: SiteAtPosition): PinnedExpansion | undefined {
    return this.pins.find(
      ({ document }) => document.path === file.path && document.offset === site.nameSpan.start,
    )?.pinned;
  }
}
