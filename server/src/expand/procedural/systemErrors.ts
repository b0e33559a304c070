import type { TokenTree } from '../../syntax/token';

/**
 * Error numbers of WASI (wasi_snapshot_preview1, `errno`) as every Unix has them. Those that systems number differently are left out: the result
 * of a call is the same on each.
 */
const unixNumbers: ReadonlyMap<string, number> = new Map([
  ['2', 13], // acces
  ['8', 9], // badf
  ['20', 17], // exist
  ['22', 27], // fbig
  ['28', 22], // inval
  ['29', 5], // io
  ['31', 21], // isdir
  ['44', 2], // noent
  ['51', 28], // nospc
  ['54', 20], // notdir
  ['63', 1], // perm
  ['69', 30], // rofs
  ['70', 29], // spipe
]);

/** The standard library's words for an error of the system (std::io::Error: Display and Debug). */
const systemError = /(\(os error |\bOs \{ code: )(\d+)(?=\)|, kind: )/g;

/**
 * A text in which a module speaks of an error of its system, with the number that it has where compilers run: macros put such texts into their
 * messages and into their output.
 */
export function withUnixErrors(text: string): string {
  return text.replace(systemError, (whole, words: string, code: string) => {
    const number = unixNumbers.get(code);
    return number === undefined ? whole : `${words}${number}`;
  });
}

/** The same for the strings in a macro's output. */
export function tokensWithUnixErrors(tokens: readonly TokenTree[]): readonly TokenTree[] {
  let changed = false;
  const result = tokens.map((token): TokenTree => {
    if (token.kind === 'group') {
      const inner = tokensWithUnixErrors(token.tokens);
      if (inner === token.tokens) return token;
      changed = true;
      return { ...token, tokens: inner };
    }
    if (token.kind !== 'literal') return token;
    const text = withUnixErrors(token.text);
    if (text === token.text) return token;
    changed = true;
    return { ...token, text };
  });
  return changed ? result : tokens;
}
