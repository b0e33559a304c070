import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type ResultProgressReporter,
} from 'vscode-languageserver';
import { Pauses } from '../expand/pauses';

/** Of one message: what a client can draw at once. */
const partLength = 200;

/**
 * Makes a long list for a client, with pauses for other requests. One that has given a `partialResultToken` gets it in parts while it is made, by
 * `parts`, and an empty list as the result, as the protocol has it (LSP, "Partial Result Progress"); any other gets it whole. Rejects with
 * `RequestCancelled` as soon as the client wants no more.
 */
export async function inParts<Item>(
  items: Iterable<Item>,
  token: CancellationToken,
  parts: ResultProgressReporter<Item[]> | undefined,
): Promise<Item[]> {
  const pauses = new Pauses();
  let made: Item[] = [];
  for (const item of items) {
    made.push(item);
    const isPart = parts !== undefined && made.length >= partLength;
    if (isPart) {
      parts.report(made);
      made = [];
    }
    // Who has seen a part may not want the next one.
    if (isPart || pauses.due) await pauses.take();
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');
  }
  if (!parts) return made;
  if (made.length > 0) parts.report(made);
  return [];
}
