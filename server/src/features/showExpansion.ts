import type { Range } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { ViewedSteps } from './expansion/expansionAddress';
import type { ExpansionDocument } from './expansion/expansionDocument';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { callAt } from './expansion/expansionView';
import { canShowExpansions } from './clientSupport';
import { commandNames } from './commandNames';
import { macroName, shortName } from './macroName';
import { opensResultOf, showDocument } from './showDocument';
import { showMessage } from './showMessage';
import { openSource, type ServerContext, type TextPosition } from './serverContext';

/** What a command that shows an expansion gives as its result, for clients that show documents themselves. */
export interface ShownExpansion {
  /** Of the document that holds the text, or of a temporary file for clients that cannot ask for documents. */
  readonly uri: string;
  readonly name: string;
  readonly text: string;
  /** What to select in it. */
  readonly selection?: Range;
}

/**
 * Opens the expansion of the call at a place, in a source file or in an expansion. The client is asked to show it (`window/showDocument`), as a document
 * of ours when it knows how to get those, else as a temporary file. The text is the result in any case; null where there is no call.
 */
export async function showExpansion(
  context: ServerContext,
  expansions: ExpansionDocuments,
  at: TextPosition,
  steps: ViewedSteps,
): Promise<ShownExpansion | null> {
  const document = await openExpansion(expansions, at, steps);
  if (!document) {
    showMessage(context.connection, 'warning', 'There is no macro call at the cursor.');
    return null;
  }
  return shown(context, expansions, document);
}

/** The expansion of the call at a place, in a source file or in an expansion. Undefined where there is no call. */
export async function openExpansion(
  expansions: ExpansionDocuments,
  at: TextPosition,
  steps: ViewedSteps,
): Promise<ExpansionDocument | undefined> {
  const outer = await expansions.open(at.textDocument.uri);
  if (!outer) return expansions.openAt(at, steps);
  const call = outer.view && callAt(outer.view, outer.view.lines.offset(at.position));
  if (!call || call.place === outer.address.nested) return outer;
  const name = shortName(call.node.kind, call.node.path);
  const { address, position } = outer;
  return expansions.openAddress(name, { ...address, position, steps, nested: call.place });
}

/** Gives a document as the result of a command, and has the client show it unless it is open already: with a range selected, if there is one. */
export async function shown(
  { connection, support }: ServerContext,
  expansions: ExpansionDocuments,
  document: ExpansionDocument,
  show: boolean | Range = true,
): Promise<ShownExpansion> {
  const uri =
    support.textDocumentContent || !support.showDocument
      ? document.uri
      : URI.file(expansions.fileOf(document)).toString();
  const selection = typeof show === 'boolean' ? undefined : show;
  if (show !== false && opensResultOf(commandNames.showExpansion, support))
    await showDocument(connection, uri, selection);
  const root = document.view?.root;
  const name = root ? macroName(root.kind, root.path) : '';
  if (show !== false && !canShowExpansions(support))
    showMessage(
      connection,
      'info',
      `The editor cannot open expansions by itself: go to the declaration of ${name}.`,
    );
  return { uri, name, text: document.text, selection };
}

/**
 * Shows what came from a place of a source file in an expansion: in one that is open, else in that of the call at the place. Null where there is none.
 */
export async function goToExpansion(
  context: ServerContext,
  expansions: ExpansionDocuments,
  at: TextPosition,
): Promise<ShownExpansion | null> {
  const source = await openSource(context, at.textDocument.uri);
  if (!source) return null;
  const { path, lines } = source.file;
  const offset = lines.offset(at.position);
  const open = expansions.placeFrom(path, offset);
  const found = open ?? ((await expansions.openAt(at, 'all')) && expansions.placeFrom(path, offset));
  return found ? shown(context, expansions, found.document, found.range) : null;
}
