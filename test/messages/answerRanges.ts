import type { Position, Range } from 'vscode-languageserver-protocol/node';

/** A range in an answer, and the document that it is of. */
export interface NamedRange {
  readonly uri: string;
  readonly range: Range;
}

/** All ranges in an answer, whatever it answers. A range is of the document that its object names, or one around that; else of the one asked about. */
export function rangesIn(answer: unknown, asked: string): NamedRange[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (isRange(answer)) return [{ uri: asked, range: answer }];
  const uri = uriOf(answer) ?? asked;
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    // The keys of `changes` in an edit of the workspace are addresses.
    rangesIn(value, /^[\w-]+:/.test(key) ? key : uri),
  );
}

function uriOf(value: object): string | undefined {
  const { uri, targetUri, textDocument } = value as Partial<Record<string, unknown>>;
  const named = [uri, targetUri, (Object(textDocument) as { uri?: unknown }).uri];
  return named.find((each) => typeof each === 'string');
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is Position {
  const { line, character } = Object(value) as Partial<Record<string, unknown>>;
  return typeof line === 'number' && typeof character === 'number';
}

/** A text that is asked for places often. */
export class LinedText {
  private readonly lines: readonly string[];

  constructor(readonly text: string) {
    this.lines = text.split(/\r\n|\n|\r/);
  }

  /** Whether a range begins and ends at characters of the text, in that order. */
  has({ start, end }: Range): boolean {
    const isOrdered = start.line < end.line || (start.line === end.line && start.character <= end.character);
    return isOrdered && this.hasPosition(start) && this.hasPosition(end);
  }

  private hasPosition({ line, character }: Position): boolean {
    const text = this.lines[line];
    if (text === undefined || character < 0 || character > text.length) return false;
    // Not between the two halves of one character.
    return (
      !/^[\udc00-\udfff]/.test(text.slice(character)) || !/[\ud800-\udbff]$/.test(text.slice(0, character))
    );
  }

  /** The text of a range, its lines joined by `\n`. */
  slice({ start, end }: Range): string {
    return this.lines
      .slice(start.line, end.line + 1)
      .map((line, index, all) =>
        line.slice(index === 0 ? start.character : 0, index === all.length - 1 ? end.character : undefined),
      )
      .join('\n');
  }
}
