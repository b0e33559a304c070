import { expect, test } from 'vitest';
import { leaveOut } from './leaveOut';

const on = '#[cfg(target_family = "wasm")]';
const off = '#[cfg(not(target_family = "wasm"))]';

/** Each `$0` is a place at which the compiler found an error. */
function without(marked: string): string | undefined {
  const places: number[] = [];
  let source = '';
  for (const part of marked.split('$0')) {
    source += part;
    places.push(source.length);
  }
  return leaveOut(source, places.slice(0, -1), 'lib 1.0.0');
}

function stub(name: string, body: string): string {
  return `{ ${on} { panic!("\`${name}\` of lib 1.0.0 does not compile for WebAssembly") } ${off} ${body} }`;
}

test.each([
  ['fn f() -> u8 { $0os::size() }', `fn f() -> u8 ${stub('f', '{ os::size() }')}`],
  ['fn f() -> $0u8 { #[cfg(unix)] { 1 } }', `fn f() -> u8 ${stub('f', '{ #[cfg(unix)] { 1 } }')}`],
  ['use a::b;\n/// Text.\npub use $0os::size;', `use a::b;\n${off} /// Text.\npub use os::size;`],
  [
    'impl A for B { fn f() { $0x() } fn g() {} }',
    `impl A for B { fn f() ${stub('f', '{ x() }')} fn g() {} }`,
  ],
  ['$0impl A for B {}', `${off} impl A for B {}`],
  ['mod a { const SIZE: u8 = $0os::SIZE; }', `mod a { ${off} const SIZE: u8 = os::SIZE; }`],
  ['trait A { fn f(&self) -> $0os::Size; }', `trait A { ${off} fn f(&self) -> os::Size; }`],
  [
    'cfg_if! { if #[cfg(a)] { use $0os::x; } else { fn f() { $0y } } }',
    `cfg_if! { if #[cfg(a)] { ${off} use os::x; } else { fn f() ${stub('f', '{ y }')} } }`,
  ],
  ['$0compile_error!("not here");', `${off} compile_error!("not here");`],
  ['fn f() { $0a; fn g() { $0b } $0c }', `fn f() ${stub('f', '{ a; fn g() { b } c }')}`],
])('what does not compile for WebAssembly is there for others only: %s', (source, expected) => {
  expect(without(source)).toBe(expected);
});

test('a function goes when it does not compile without its body either', () => {
  const once = `fn f(s: os::Size) ${stub('f', '{ s.x }')}`;
  expect(without(`fn f(s: $0${once.slice('fn f(s: '.length)}`)).toBe(`${off} ${once}`);
});

test.each(['let x = $0y;', `${off} use $0os::x;`, '#![no_std]$0', '}$0{'])('%s stays', (source) => {
  expect(without(source)).toBeUndefined();
});
