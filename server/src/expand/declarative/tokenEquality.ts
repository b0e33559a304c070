import type { TokenTree } from '../../syntax/token';

/**
 * Whether a token of a matcher stands for this token of the input (rustc_expand's token_name_eq): by text, without regard to
 * hygiene or spacing. Groups are never equal: a bound fragment matches no literal token, and brackets are places of their own.
 */
export function sameToken(expected: TokenTree, found: TokenTree | undefined): boolean {
  if (found === undefined) return false;
  switch (expected.kind) {
    case 'ident':
      return found.kind === 'ident' && found.text === expected.text && found.raw === expected.raw;
    case 'lifetime':
      return found.kind === 'lifetime' && found.text === expected.text && found.raw === expected.raw;
    case 'punct':
      return found.kind === 'punct' && found.text === expected.text;
    case 'literal':
      return found.kind === 'literal' && found.literal === expected.literal && found.text === expected.text;
    case 'unknown':
      return found.kind === 'unknown' && found.text === expected.text;
    case 'docComment':
    case 'group':
      return false;
  }
}
