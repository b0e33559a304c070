import { canShowExpansions, type ClientSupport } from '../clientSupport';
import { commandNames } from '../commandNames';
import type { TextPosition } from '../serverContext';

/** Writes that there is more than is shown (`… 12 more lines`), with the way to all of it, as Markdown. */
export type FullView = (more: string) => string;

/**
 * The way to the whole expansion of a call, as good as a client has it: a link that runs the command, as VS Code writes such links; one to the
 * expansion's document; or the words for what the user can do.
 *
 * @param at a place in the call
 * @param uri the address of the document with the whole expansion
 */
export function fullViewFor(
  support: ClientSupport,
  { textDocument, position }: TextPosition,
  uri: string,
): FullView {
  if (support.commandLinks) {
    const at: TextPosition = { textDocument: { uri: textDocument.uri }, position };
    const argument = encodeURIComponent(JSON.stringify([at]));
    return (more) => `[${more}](command:${commandNames.showExpansion}?${argument})`;
  }
  if (support.textDocumentContent) return (more) => `[${more}](${uri})`;
  return (more) =>
    canShowExpansions(support)
      ? `${more}: the code action *Show the expansion* opens all`
      : `${more}: *Go to declaration* opens all`;
}
