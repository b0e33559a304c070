import { expect, test } from 'vitest';
import { mayRedirectCanonicalize, redirectCanonicalize } from './canonicalizeCalls';

test.each([
  'fn f(p: &Path) { p.canonicalize()?; }',
  'fn f(p: &Path) { Path::new(a).join("b")\n  .canonicalize().unwrap(); }',
  'fn f(p: &Path) { Some(p).map(Path::canonicalize); std::path::Path::canonicalize(p); }',
  'fn f(p: &Path) { println!("{:?}", p.canonicalize()); }',
  'macro_rules! real { ($path:expr) => { $path.canonicalize() } }',
])('a path is made canonical by our function: %s', (source) => {
  expect(redirectCanonicalize(source)).toBe(source.replaceAll('canonicalize', 'macroscope_canonicalize'));
});

test.each([
  'fn f() { std::fs::canonicalize("a"); }',
  'fn f() { number.canonicalize(1); }',
  'use std::fs::canonicalize; fn canonicalize() {}',
  // What a macro puts out is compiled with its user's standard library.
  'fn f() -> TokenStream { quote! { path.canonicalize() } }',
])('the rest stays as it is: %s', (source) => {
  expect(redirectCanonicalize(source)).toBe(source);
});

test('not in a crate without the standard library, or with a method of this name', () => {
  expect(mayRedirectCanonicalize(['mod a;', 'fn f() { p.canonicalize(); }'])).toBe(true);
  expect(mayRedirectCanonicalize(['mod a;'])).toBe(false);
  expect(mayRedirectCanonicalize(['#![cfg_attr(not(test), no_std)]', 'fn f() { p.canonicalize(); }'])).toBe(
    false,
  );
  for (const self of ['&self', 'self', '&mut self', 'mut self', "&'a self", '&self, more: u8'])
    expect(mayRedirectCanonicalize([`impl A { fn canonicalize(${self}) {} }`])).toBe(false);
});
