import { URI } from 'vscode-uri';
import type { Location } from 'vscode-languageserver';
import type { Reporter } from '../analysis/expansionReport';
import { LineIndex, type LineRange } from '../analysis/lineIndex';
import { lineAt, lineStarts } from '../expand/lineTable';
import type { FileSource } from '../project/model';
import type { Span } from '../syntax/token';
import { sameLines } from './compare/lineDiff';
import { movedOffset } from './expansion/movedOffset';

/**
 * The place in a file that a token stands in or came from; undefined for text that no file holds. An expansion that is out of date was made from files
 * as they were: a place in one that has changed since is where its text is now.
 */
export function locationOf(reporter: Reporter, files: FileSource, span: Span): Location | undefined {
  const { path, text } = reporter.sourceOf(span);
  if (path === undefined) return undefined;
  const current = files.readText(path) ?? text;
  const uri = URI.file(path).toString();
  if (current === text) return { uri, range: reporter.linesOf(span).range(span) };
  if (last?.before !== text || last.after !== current) last = new Comparison(text, current);
  return { uri, range: last.range(span) };
}

/** Most places of an expansion are in one file. */
let last: Comparison | undefined;

/** Finds the places of one version of a file in a later one. */
class Comparison {
  private readonly lines: LineIndex;
  private readonly beforeStarts: readonly number[];
  private readonly afterStarts: readonly number[];
  private readonly same: readonly (number | undefined)[];

  constructor(
    readonly before: string,
    readonly after: string,
  ) {
    this.lines = new LineIndex(after);
    this.beforeStarts = lineStarts(before);
    this.afterStarts = lineStarts(after);
    this.same = sameLines(before, after);
  }

  range(span: Pick<Span, 'start' | 'end'>): LineRange {
    const start = this.moved(span.start);
    return this.lines.range({ start, end: Math.max(start, this.moved(span.end)) });
  }

  /** In a line that is in both versions it is at the same place of that. */
  private moved(offset: number): number {
    const line = lineAt(this.beforeStarts, offset);
    const target = this.afterStarts[this.same[line] ?? -1];
    if (target === undefined) return movedOffset(this.before, this.after, offset);
    return target + offset - (this.beforeStarts[line] ?? 0);
  }
}
