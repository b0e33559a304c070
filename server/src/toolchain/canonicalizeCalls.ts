/** Calls of `Path::canonicalize`, which on WebAssembly always fails. */
import type { TokenTree } from '../syntax/token';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { editCode } from './codeEdits';

/** The method that does it, of a trait that every crate with a standard library sees (`server/proc_macro/src/std_canonicalize.rs`). */
const ours = 'macroscope_canonicalize';

/**
 * Whether the calls in a crate may be redirected, given the text of all its files: it has the standard library, and no method of its own of
 * that name. (A type of another crate is meant only if it is no path, which no known crate has together with a call without arguments.)
 */
export function mayRedirectCanonicalize(texts: readonly string[]): boolean {
  return (
    texts.some((text) => text.includes('canonicalize')) &&
    !texts.some((text) =>
      /\bno_std\b|\bfn\s+canonicalize\s*(?:<[^(]*>)?\(\s*(?:&\s*)?(?:'\w+\s+)?(?:mut\s+)?self\b/.test(text),
    )
  );
}

/** Redirects `path.canonicalize()` and `Path::canonicalize`. Line numbers stay. */
export function redirectCanonicalize(source: string): string {
  if (!source.includes('canonicalize')) return source;
  return editCode(source, (tokens, index) => {
    const token = tokens[index];
    if (token?.kind !== 'ident' || !isWord(token, 'canonicalize')) return [];
    return isMethodCall(tokens, index) || isPathOfPath(tokens, index)
      ? [{ span: token.span, text: ours }]
      : [];
  });
}

function isMethodCall(tokens: readonly TokenTree[], index: number): boolean {
  const list = tokens[index + 1];
  return isPunct(tokens[index - 1], '.') && isGroup(list, 'paren') && list.tokens.length === 0;
}

function isPathOfPath(tokens: readonly TokenTree[], index: number): boolean {
  return isPunct(tokens[index - 1], '::') && isWord(tokens[index - 2], 'Path');
}
