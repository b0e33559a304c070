import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TokenTree } from '../../../server/src/syntax/token';
import { Fixture } from './fixture';
import { readScopingCases } from './scopingCases';

const rustc = JSON.parse(readFileSync(new URL('scoping.rustc.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

describe('macros are found where rustc finds them', () => {
  test.each(readScopingCases())('$title', ({ title, edition, code }) => {
    const fixture = new Fixture(`//- /case/src/lib.rs crate:case edition:${edition}\n${code}`, { std: true });
    const resolution = fixture.resolve();
    const found =
      resolution.found && resolution.definition.engine === 'declarative'
        ? firstString(resolution.definition.body)
        : undefined;
    const expected = rustc[title] ?? 'rustc has not been asked';
    // An ambiguous name stands for several macros: any of them is more use than none to somebody who looks at the call.
    if (expected.startsWith('E0659')) expect(resolution.found).toBe(true);
    else expect(found ?? 'error').toBe(/^E?\d*(error)?: /.test(expected) ? 'error' : expected);
  });
});

/** The content of the first string literal in the right side of a rule. */
function firstString(tokens: readonly TokenTree[]): string | undefined {
  for (const token of tokens) {
    const found =
      token.kind === 'group'
        ? firstString(token.tokens)
        : token.kind === 'literal'
          ? token.text.slice(1, -1)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
