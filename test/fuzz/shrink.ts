import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { TokenTree } from '../../server/src/syntax/token';
import type { FuzzCase } from './fuzzCase';

/** Attempts after which the smallest case found so far is good enough. */
const maximumAttempts = 3000;

/**
 * The smallest case found that still fails: as long as one fails without a part of a text, the part is left out, large parts first
 * (Zeller's delta debugging over tokens, then over characters).
 */
export async function shrink(
  failing: FuzzCase,
  fails: (fuzzCase: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  let smallest = failing;
  let attempts = 0;
  const tryWith = async (name: string, text: string): Promise<boolean> => {
    if (++attempts > maximumAttempts) return false;
    const candidate = { ...smallest, texts: { ...smallest.texts, [name]: text } };
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (const cut of [tokenTexts, (text: string) => [...text]])
    for (const name of Object.keys(failing.texts)) {
      let parts = cut(smallest.texts[name] ?? '');
      for (let length = parts.length; length >= 1 && attempts <= maximumAttempts; length >>= 1)
        for (let at = 0; at < parts.length;) {
          const rest = [...parts.slice(0, at), ...parts.slice(at + length)];
          if (await tryWith(name, rest.join(''))) parts = rest;
          else at += length;
        }
    }
  return smallest;
}

/** The text in parts that each hold one token and what follows it. */
function tokenTexts(text: string): string[] {
  const starts = [0];
  const visit = (tokens: readonly TokenTree[]): void => {
    for (const token of tokens) {
      starts.push(token.kind === 'group' ? token.open.start : token.span.start);
      if (token.kind !== 'group') continue;
      visit(token.tokens);
      starts.push(token.close.start);
    }
  };
  visit(parseTokenTrees({ id: 1, path: undefined, text }).tokens);
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}
