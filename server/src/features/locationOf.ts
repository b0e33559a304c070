import { URI } from 'vscode-uri';
import type { Location } from 'vscode-languageserver';
import type { Reporter } from '../analysis/expansionReport';
import type { Span } from '../syntax/token';

/** The place in a file that a token stands in or came from; undefined for text that no file holds. */
export function locationOf(reporter: Reporter, span: Span): Location | undefined {
  const path = reporter.fileOf(span);
  if (path === undefined) return undefined;
  return { uri: URI.file(path).toString(), range: reporter.linesOf(span).range(span) };
}
