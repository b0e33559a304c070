/** Texts of editors' settings, as far as a person may have written them. */
import { join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { disk } from '#platform/disk';
import { readSmallTextFile } from '../../project/files';
import { isTable, type Table } from '../../project/manifest';

/** In bytes: nobody writes longer settings. */
const largestFile = 1 << 20;

/** Further files are not read. */
const mostFiles = 500;

const deepest = 4;

/** The text of a file; undefined when there is none, or none that is read. */
export function configurationText(file: string): string | undefined {
  return readSmallTextFile(file, largestFile);
}

/**
 * The object in a JSON file, in which comments and commas at the end of lists are allowed as in VS Code's settings. Empty where there is no file.
 * `problem`: what is wrong with the text, of which as much as possible is read.
 */
export function configurationJson(file: string): {
  readonly table: Table;
  readonly problem: string | undefined;
} {
  const errors: ParseError[] = [];
  const value = parse(configurationText(file) ?? '', errors, {
    allowTrailingComma: true,
    allowEmptyContent: true,
  }) as unknown;
  const [error] = errors;
  return {
    table: isTable(value) ? value : {},
    problem: error && `${printParseErrorCode(error.error)} at character ${error.offset + 1}`,
  };
}

/** The texts of the files of a folder and the folders in it that have one of the endings, by path. */
export function configurationTexts(folder: string, endings: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  const visit = (path: string, depth: number): void => {
    for (const { name, kind } of disk.entriesOf(path) ?? []) {
      if (texts.size >= mostFiles || name.startsWith('.')) continue;
      const inside = join(path, name);
      if (kind === 'folder' && depth < deepest) visit(inside, depth + 1);
      const text =
        kind !== 'folder' && endings.some((ending) => name.endsWith(ending))
          ? configurationText(inside)
          : undefined;
      if (text !== undefined) texts.set(inside, text);
    }
  };
  visit(folder, 0);
  return texts;
}
