import type { Span } from '../../syntax/token';

/** A replacement of a range of a file, in UTF-16 units. Several of one file never overlap. */
export interface SourceEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Takes a range away, with the whole line when nothing else stands in it, else with the white space behind it. */
export function removal(text: string, { start, end }: Pick<Span, 'start' | 'end'>): SourceEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline;
  const isAlone = /^\s*$/.test(text.slice(lineStart, start)) && /^\s*$/.test(text.slice(end, lineEnd));
  if (isAlone) return { start: lineStart, end: Math.min(lineEnd + 1, text.length), text: '' };
  const space = /^[ \t]*/.exec(text.slice(end, lineEnd))?.[0].length ?? 0;
  return { start, end: end + space, text: '' };
}
