import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DiskFileSource } from '../../../server/src/project/fileSource';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Span, TokenTree } from '../../../server/src/syntax/token';
import { expandAllBuiltins } from './expandAllBuiltins';
import { cfgOf, crateOf } from '../../../server/src/expand/builtin/testFixture';
import { comparableLeaves, tokensOf } from './leaves';

const path = fileURLToPath(new URL('bangs.rs', import.meta.url));
const text = readFileSync(path, 'utf8');
const sources = new SourceMap();
const settings = {
  sources,
  files: new DiskFileSource(),
  crate: crateOf({
    name: 'bangs',
    rootFile: path,
    cfg: cfgOf('unix', 'target_os="linux"'),
    env: new Map([['MACROSCOPE_SET', "it's set"]]),
  }),
  positionOf: ({ start }: Span) => {
    const lines = text.slice(0, start).split('\n');
    return { file: 'bangs.rs', path, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  },
};

/** The statements and items inside of each function and module, by its name. */
function samples(tokens: readonly TokenTree[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { keyword, name, body } of outlineItems(tokens))
    if (name && body && (keyword === 'fn' || keyword === 'mod'))
      found.set(name.text, statements(body.tokens));
  return found;
}

function statements(tokens: readonly TokenTree[]): string[] {
  return comparableLeaves(tokens)
    .join(' ')
    .split(/(?<=;|\}) (?=const |if |format_args |fn |struct |let |mod )/);
}

const expected = samples(tokensOf(readFileSync(path.replace('bangs.rs', 'bangs.expanded.rs'), 'utf8')));
const actual = samples(expandAllBuiltins(tokensOf(text, sources, path), settings));

test.each([...expected.keys()])('as rustc: %s', (name) => {
  expect(actual.get(name)).toEqual(expected.get(name));
});
