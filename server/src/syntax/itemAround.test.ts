import { expect, test } from 'vitest';
import { itemAround } from './itemAround';
import { parseTokenTrees } from './parseTokenTrees';

/** The item around `$0`. */
function around(marked: string): string | undefined {
  const text = marked.replace('$0', '');
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text });
  const range = itemAround(tokens, marked.indexOf('$0'));
  return range && text.slice(range.start, range.end);
}

test.each([
  [
    'an item of the file',
    'fn a() {} /// doc\n#[inline] fn b() { m!($0); } fn c() {}',
    '/// doc\n#[inline] fn b() { m!(); }',
  ],
  ['a call in the place of an item', 'use a; m! { $0 } fn c() {}', 'm! { }'],
  ['an item of an inline module', '#[cfg(test)] mod a { mod b { fn c() {} fn d() { $0 } } }', 'fn d() { }'],
  ['the head of a module', '#[cfg($0test)] mod a { fn b() {} }', '#[cfg(test)] mod a { fn b() {} }'],
  ['a module that an attribute macro is given', '#[m] mod a { fn b() { $0 } }', '#[m] mod a { fn b() { } }'],
  [
    'a module under a condition that may bring one',
    '#[cfg_attr(x, m)] mod a { $0 }',
    '#[cfg_attr(x, m)] mod a { }',
  ],
])('%s', (_, marked, expected) => {
  expect(around(marked)?.replace(/ +/g, ' ')).toBe(expected);
});

test('there is none between items', () => {
  expect(around('fn a() {}\n$0\nfn b() {}')).toBeUndefined();
});
