import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { TokenTree } from '../../../server/src/syntax/token';
import { leafTexts } from '../../../server/src/syntax/tokenText';
import { crateOf } from '../../../server/src/expand/builtin/testFixture';
import { expandAllBuiltins } from './expandAllBuiltins';
import { tokensOf } from './leaves';

const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');

const messages = (tokens: readonly TokenTree[]): string[] =>
  leafTexts(tokens).filter((text) => text.startsWith('"assertion failed: '));

const source = tokensOf(read('conditions.rs'));
const expected = messages(tokensOf(read('conditions.expanded.rs')));
const actual = messages(
  expandAllBuiltins(source, { sources: new SourceMap(), crate: crateOf({ name: 'conditions' }) }),
);

test('every condition has its message', () => {
  expect(actual).toHaveLength(expected.length);
});

test.each(expected.map((message, index) => [message, actual[index]]))('as rustc: %s', (message, ours) => {
  expect(ours).toBe(message);
});
