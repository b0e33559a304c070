import type { TokenTree } from '../../../server/src/syntax/token';
import { comparableLeaves } from './leaves';

export interface DerivedImplementation {
  /** `impl` up to the body, as text. */
  readonly header: string;
  /** The derived trait's name. */
  readonly trait: string;
  /** The implementation with its attributes. */
  readonly tokens: readonly TokenTree[];
}

/** The `#[automatically_derived]` implementations in some tokens, in order: those in modules and bodies too, or the outermost alone. */
export function derivedImplementations(
  tokens: readonly TokenTree[],
  depth: 'all' | 'outermost' = 'all',
): DerivedImplementation[] {
  const found: DerivedImplementation[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'group') continue;
    const [name] = token.tokens;
    if (token.delimiter === 'bracket' && name?.kind === 'ident' && name.text === 'automatically_derived') {
      const start = index - 1;
      while (index < tokens.length && !isBrace(tokens[index])) index++;
      found.push(implementation(tokens.slice(start, index + 1)));
    } else if (depth === 'all') found.push(...derivedImplementations(token.tokens));
  }
  return found;
}

function implementation(tokens: readonly TokenTree[]): DerivedImplementation {
  const start = tokens.findIndex((token) => token.kind === 'ident' && token.text === 'impl');
  const header = comparableLeaves(tokens.slice(start, -1)).join(' ');
  const beforeFor = /(\w+)(?: <.*>)? for /.exec(header.replace(/for <[^>]*>/g, ''));
  return { header, trait: beforeFor?.[1] ?? '', tokens };
}

function isBrace(token: TokenTree | undefined): boolean {
  return token?.kind === 'group' && token.delimiter === 'brace';
}
