import type { ServerContext } from '../serverContext';
import { showMessage } from '../showMessage';
import type { KeptTexts } from './keptTexts';
import { unifiedDiff } from './lineDiff';

/** One side of a comparison. */
interface ComparedText {
  /** Of a document with the text. One that is an expansion follows the source. */
  readonly uri: string;
  /** What the text is: `map! as it was pinned`. */
  readonly title: string;
  readonly text: string;
}

/** What a command that compares gives as its result, for clients that show differences themselves. */
export interface Comparison {
  readonly before: ComparedText;
  readonly after: ComparedText;
  /** In the unified format; empty when there is no difference. */
  readonly diff: string;
}

/** Compares two texts. A client that does not carry out the command itself is asked to show the difference as a document; of equal ones the user is told. */
export async function compare(
  { connection }: ServerContext,
  texts: KeptTexts,
  command: string,
  before: ComparedText,
  after: ComparedText,
): Promise<Comparison> {
  const diff = unifiedDiff(before.title, before.text, after.title, after.text);
  if (diff === '')
    showMessage(connection, 'info', `There is no difference: ${before.title}, ${after.title}.`);
  else await texts.show(command, 'expansion.diff', diff);
  return { before, after, diff };
}
