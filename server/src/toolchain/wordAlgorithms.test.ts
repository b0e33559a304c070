import { expect, test } from 'vitest';
import { chooseWideAlgorithms } from './wordAlgorithms';

const width = 'target_pointer_width = "64"';
const small = `#[cfg(${width})]
type Rng = super::wide::Wide;
#[cfg(not(${width}))]
type Rng = super::narrow::Narrow;
`;
const root = `#[cfg(all(feature = "small", ${width}))] mod wide;
#[cfg(all(feature = "small", not(${width})))] mod narrow;
#[cfg(${width})] const BYTES: usize = 8;
mod small;
`;
const wide = '// Not for usize.\npub struct Wide { state: [u64; 4] }';

function changed(files: Readonly<Record<string, string>>): Record<string, string> {
  const change = chooseWideAlgorithms(new Map(Object.entries(files)));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(path, text)]));
}

test('an algorithm is chosen as on a machine with words of 64 bits', () => {
  const files = { 'src/lib.rs': root, 'src/small.rs': small, 'src/wide.rs': wide, 'src/narrow.rs': '' };
  expect(changed(files)).toEqual({
    ...files,
    'src/lib.rs': root
      .replace(`all(feature = "small", ${width})`, 'all(feature = "small", all())')
      .replace(`not(${width})`, 'not(all())'),
    'src/small.rs': small.replaceAll(width, 'all()'),
  });
});

test.each([
  ['its words are those of the machine', 'pub struct Wide { state: [usize; 4] }'],
  ['it goes through memory', 'pub struct Wide { state: *const u8 }'],
  ['it calls into another language', 'extern "C" { fn wide(); }'],
  ['it chooses again', `#[cfg(${width})] pub struct Wide;`],
])('not when %s', (_why, module) => {
  const files = { 'src/lib.rs': root, 'src/small.rs': small, 'src/wide.rs': module, 'src/narrow.rs': '' };
  expect(changed(files)).toEqual(files);
});

test.each([
  ['a type of C', `#[cfg(${width})] type Long = i64;\n#[cfg(not(${width}))] type Long = i32;\n`],
  ['one without the other', `#[cfg(${width})] type Rng = super::wide::Wide;\n`],
  ['a module that lies elsewhere', small.replaceAll('wide::', 'other::')],
])('not %s', (_what, text) => {
  const files = { 'src/lib.rs': root, 'src/small.rs': text, 'src/wide.rs': wide };
  expect(changed(files)).toEqual(files);
});
