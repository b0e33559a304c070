import type { TokenTree } from '../../syntax/token';

/** The content of an invisible group that stands alone, which is how a fragment (`$e:expr`, `$l:literal`) comes; else the tokens themselves. */
export function unwrapInvisible(tokens: readonly TokenTree[]): readonly TokenTree[] {
  let content = tokens;
  for (;;) {
    const [only] = content;
    if (content.length !== 1 || only?.kind !== 'group' || only.delimiter !== 'invisible') return content;
    content = only.tokens;
  }
}
