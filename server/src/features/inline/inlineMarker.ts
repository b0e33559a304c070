import { MacroError } from '../../expand/expansion';
import type { SourceFile } from '../../analysis/sourceFile';
import type { InvocationSite } from '../../syntax/invocationSite';
import { forEachLeaf } from '../../syntax/tokenText';
import { applyEdits } from '../../toolchain/codeEdits';
import { siteName } from '../macroName';
import { indentationAt } from './indentText';
import type { SourceEdit } from './sourceEdit';

/**
 * Lines in which the expansion of a call was written, between two comments. The first keeps the lines as they were, so that the call can be
 * expanded again later:
 *
 *     // macroscope: double!, called at 1:16 of these lines, is written out below
 *     // |    let four = double!(2);
 *     let four = 2 + 2;
 *     // macroscope: end of double!
 */
export interface InlineMarker {
  /** The macro as its call named it. */
  readonly name: string;
  /** UTF-16 offsets of the whole: from the first comment to the end of the last line, without its line break. */
  readonly start: number;
  readonly end: number;
  /** The lines that were written, without the last line break. */
  readonly written: string;
  /** The lines that they took the place of. */
  readonly original: string;
  /** UTF-16 offset of the call in the original lines. */
  readonly callOffset: number;
}

/** The edits of an inlining as one of whole lines, with a marker around them. Throws a MacroError where comments cannot stand. */
export function markedEdit(file: SourceFile, site: InvocationSite, edits: readonly SourceEdit[]): SourceEdit {
  const { text } = file.document;
  const start = text.lastIndexOf('\n', Math.min(...edits.map((edit) => edit.start)) - 1) + 1;
  const end = lineEnd(text, Math.max(site.span.end, ...edits.map((edit) => edit.end)));
  if (isInToken(file, start) || isInToken(file, end))
    throw new MacroError(
      'not-expandable',
      'its line begins or ends within a literal, where no comment can stand.',
    );
  const written = editLines(text, start, end, edits);
  const call = file.lines.position(site.nameSpan.start);
  const line = call.line - file.lines.position(start).line + 1;
  const name = siteName(site);
  const indent = indentationAt(text, Math.min(...edits.map((edit) => edit.start)));
  const kept = text.slice(start, end).split('\n');
  const marked = [
    `${indent}// macroscope: ${name}, called at ${line}:${call.character + 1} of these lines, is written out below`,
    ...kept.map((each) => `${indent}// |${each}`),
    written,
    `${indent}// macroscope: end of ${name}`,
  ];
  return { start, end, text: marked.join('\n') };
}

/** Lines of a text after edits within them. */
export function editLines(text: string, start: number, end: number, edits: readonly SourceEdit[]): string {
  const inside = edits
    .map((edit) => ({ span: { start: edit.start - start, end: edit.end - start }, text: edit.text }))
    .sort((left, right) => left.span.start - right.span.start);
  return applyEdits(text.slice(start, end), inside);
}

const firstLine =
  /^[ \t]*\/\/ macroscope: (.+), called at (\d{1,6}):(\d{1,6}) of these lines, is written out below\r?$/;
const keptLine = /^[ \t]*\/\/ \|(.*)$/;
const lastLine = /^[ \t]*\/\/ macroscope: end of /;

/** The innermost marker around an offset of a text, its own lines included. */
export function markerAt(text: string, offset: number): InlineMarker | undefined {
  const open: { line: number; start: number }[] = [];
  const lines = text.split('\n');
  let start = 0;
  for (const [line, content] of lines.entries()) {
    const end = start + content.length;
    if (firstLine.test(content)) open.push({ line, start });
    else if (lastLine.test(content)) {
      const first = open.pop();
      if (first && first.start <= offset && offset <= end)
        return readMarker(lines.slice(first.line, line), first.start, end);
    }
    start = end + 1;
  }
  return undefined;
}

function readMarker(lines: readonly string[], start: number, end: number): InlineMarker | undefined {
  const [head = '', ...rest] = lines;
  const [, name, line, column] = firstLine.exec(head) ?? [];
  const written = rest.findIndex((each) => !keptLine.test(each));
  const original = rest
    .slice(0, written < 0 ? undefined : written)
    .map((each) => keptLine.exec(each)?.[1] ?? '');
  if (name === undefined || original.length === 0) return undefined;
  const before = original.slice(0, Number(line) - 1).map((each) => each.length + 1);
  return {
    name,
    start,
    end,
    written: rest.slice(original.length).join('\n'),
    original: original.join('\n'),
    callOffset: before.reduce((sum, length) => sum + length, 0) + Number(column) - 1,
  };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function isInToken(file: SourceFile, offset: number): boolean {
  let found = false;
  forEachLeaf(file.document.tokens.tokens, ({ span }) => {
    if (span.start < offset && offset < span.end) found = true;
  });
  return found;
}
