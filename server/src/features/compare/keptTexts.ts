import { LRUCache } from 'lru-cache';
import { URI } from 'vscode-uri';
import { expansionScheme } from '../expansion/expansionAddress';
import { parsedUri } from '../parsedUri';
import type { ServerContext } from '../serverContext';
import { showDocument } from '../showDocument';
import { showMessage } from '../showMessage';

/** Texts that are kept for as long as nobody asks for newer ones. */
const keptTexts = 64;

/** Texts that do not change, as documents: expansions as they were, and what is different between two. */
export class KeptTexts {
  private readonly texts = new LRUCache<string, string>({ max: keptTexts });
  private count = 0;

  constructor(private readonly context: ServerContext) {}

  /** The URI of a new document: one of ours, or a temporary file for clients that cannot ask for documents. `name`: a file name for the user's eyes. */
  keep(name: string, text: string): string {
    const { support, temporaryFiles } = this.context;
    if (support.showDocument && !support.textDocumentContent)
      return URI.file(temporaryFiles.write(name, text)).toString();
    const path = `/${this.count++}/${name}`;
    const uri = URI.from({ scheme: expansionScheme, authority: 'kept', path }).toString();
    this.texts.set(uri, text);
    return uri;
  }

  /**
   * Has the client show a text that a command gives as a new document. The user of one that opens nothing for the server and asks for no documents is
   * told where the text is.
   */
  async show(command: string, name: string, text: string): Promise<void> {
    const { connection, support, temporaryFiles } = this.context;
    if (support.commands.has(command)) return;
    if (support.showDocument) await showDocument(connection, this.keep(name, text));
    else if (!support.textDocumentContent)
      showMessage(
        connection,
        'info',
        `The editor cannot open it by itself: ${temporaryFiles.write(name, text)}`,
      );
  }

  /** Whether a document that was kept is there still. Temporary files are. */
  isKept(uri: string): boolean {
    return parsedUri(uri)?.scheme === 'file' || this.texts.has(uri);
  }

  /** The text of a document of ours; undefined for any other, and for one that is not kept any more. */
  textOf(uri: string): string | undefined {
    const parsed = parsedUri(uri);
    return parsed && this.texts.get(parsed.toString());
  }
}
