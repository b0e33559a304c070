/** The corpus: what others report against tools like ours, each as a small file of our own, with what rustc makes of it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { comparableLeaves, tokensOf } from '../builtin/leaves';

/** What rustc makes of a case: the crate expanded, or the first error (rustc.json, written by recordRustc.mjs). */
interface RecordedCase {
  /** Steps of declarative macros. */
  readonly steps?: number;
  readonly expanded?: readonly string[];
  readonly error?: { readonly message: string; readonly line: number; readonly column: number };
}

export interface CorpusCase extends RecordedCase {
  /** `rust-analyzer#16900: what a user notices`. */
  readonly title: string;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly text: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const recorded = JSON.parse(readFileSync(`${here}rustc.json`, 'utf8')) as {
  readonly cases: Readonly<Record<string, RecordedCase>>;
};

/** The cases of a folder. Their first line is a comment that says what a user notices. */
export function corpusCases(folder: 'cases' | 'crates' | 'procedural'): CorpusCase[] {
  return Object.entries(recorded.cases)
    .filter(([path]) => path.startsWith(`${folder}/`))
    .map(([path, made]) => {
      const text = readFileSync(here + path, 'utf8');
      const name = path.slice(folder.length + 1, -'.rs'.length);
      const issue = name.replace(/_(\d+)$/, '#$1').replaceAll('_', '-');
      return { ...made, name, text, title: `${issue}: ${text.slice('//! '.length, text.indexOf('\n'))}` };
    });
}

/** The text of one case. */
export function corpusText(path: string): string {
  return readFileSync(here + path, 'utf8');
}

/**
 * What two expansions of a whole file are compared by: all tokens behind the prelude that rustc puts in, without what its printer adds or leaves out where
 * it makes no difference (the last comma of a list, the semicolon or comma behind a block, and comments that are attributes).
 */
export function comparableText(text: string): string {
  const own = text
    .replace(/^(#\[macro_use\]\n)?extern crate std;\n|^#\[prelude_import\]\nuse std::prelude::.*;\n/gm, '')
    .replace(/^ *(\/\/[/!].*|#!\[.*\])\n|^#\[doc = .*\]\n/gm, '');
  return comparableLeaves(tokensOf(own))
    .join(' ')
    .replace(/; (?=[;}]|$)/g, '')
    .replace(/} [;,]/g, '}')
    .replace(/;$/, '');
}
