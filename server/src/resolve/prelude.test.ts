import { expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

function resolve(text: string, header = ''): string {
  const found = Fixture.resolve(`//- /a/src/lib.rs crate:a ${header}\n${text}`, { std: true });
  return found.replace(/:\d+/, '');
}

test('macros of the standard library need no import', () => {
  expect(resolve('fn f() { $0println!() }')).toBe('std::println /std/std.rs');
  expect(resolve('fn f() { $0vec![] }')).toMatch(/^cannot|alloc::vec/);
  expect(resolve('mod x { mod y { fn f() { $0vec!() } } }')).toBe('alloc::vec /std/alloc.rs');
  expect(resolve('fn f() { $0std::println!() }')).toBe('std::println /std/std.rs');
  expect(resolve('fn f() { $0::core::assert_eq!() }')).toBe('core::assert_eq /std/core.rs');
});

test('macros that rustc implements itself are known under the name of the implementation', () => {
  expect(resolve('fn f() { $0format_args!() }')).toBe('core::format_args /std/core.rs (builtin bang)');
  expect(resolve('fn f() { $0panic!() }')).toBe('std::std_panic /std/std.rs (builtin bang)');
  expect(resolve('#![no_std]\nfn f() { $0panic!() }')).toBe('core::core_panic /std/core.rs (builtin bang)');
});

test('derives and attributes of the prelude, in every edition', () => {
  for (const edition of ['2015', '2018', '2021', '2024']) {
    const header = `edition:${edition}`;
    expect(resolve('#[derive($0Clone)] struct S;', header)).toBe('core::Clone /std/core.rs (builtin derive)');
    expect(resolve('#[derive(Copy, $0Hash)] struct S;', header)).toBe(
      'core::Hash /std/core.rs (builtin derive)',
    );
    expect(resolve('#[derive($0std::fmt::Debug)] struct S;', header)).toBe(
      'core::Debug /std/core.rs (builtin derive)',
    );
    expect(resolve('#[$0test] fn f() {}', header)).toBe('core::test /std/core.rs (builtin attribute)');
  }
});

test('a derive and a trait of one name: only the macro counts', () => {
  expect(resolve('trait Clone {}\n#[derive($0Clone)] struct S;')).toBe(
    'core::Clone /std/core.rs (builtin derive)',
  );
});

test('a definition of the user wins over the prelude', () => {
  expect(resolve('macro_rules! vec { () => {} }\nfn f() { $0vec!() }')).toBe('a::vec /a/src/lib.rs');
  expect(
    resolve('mod x { fn f() { $0println!() } }\n#[macro_export] macro_rules! println { () => {} }'),
  ).toBe('std::println /std/std.rs');
});

test('`#![no_std]` has the macros of `core` only, also under `cfg_attr`', () => {
  expect(resolve('#![no_std]\nfn f() { $0println!() }')).toMatch(/^cannot find macro `println!`/);
  expect(resolve('#![no_std]\nfn f() { $0assert_eq!() }')).toBe('core::assert_eq /std/core.rs');
  const gated = '#![cfg_attr(not(feature = "std"), no_std)]\nfn f() { $0println!() }';
  expect(resolve(gated, 'cfg:feature="std"')).toBe('std::println /std/std.rs');
  expect(resolve(gated)).toMatch(/^cannot find macro `println!`/);
});

test('`extern crate alloc` under `#![no_std]`', () => {
  const text = '#![no_std]\nextern crate alloc;\nmod x { use alloc::vec; fn f() { $0vec!() } }';
  expect(resolve(text)).toBe('alloc::vec /std/alloc.rs');
  expect(resolve('#![no_std]\n#[macro_use] extern crate alloc;\nmod x { fn f() { $0format!() } }')).toBe(
    'alloc::format /std/alloc.rs',
  );
});

test('macros of the standard library are not expanded to find those of its users', () => {
  const fixture = new Fixture(
    `//- /a/src/lib.rs crate:a
    thread_local! { static X: u8 = 1; }
    macro_rules! m { () => {} }
    fn f() { println!(); $0m!() }`,
    { std: true },
  );
  expect(fixture.describe()).toBe('a::m /a/src/lib.rs:2');
  expect(fixture.expanded).toEqual([]);
});
