import { expect, test } from 'vitest';
import { holdProcMacroCfg } from './procMacroCfg';

test.each([
  ['#[cfg(proc_macro)] use a;', '#[cfg(all())] use a;'],
  ['#![cfg(not(proc_macro))]', '#![cfg(not(all()))]'],
  ['#[cfg(all(unix, any(proc_macro, x = "y")))]', '#[cfg(all(unix, any(all(), x = "y")))]'],
  ['#[cfg_attr(proc_macro, proc_macro)]', '#[cfg_attr(all(), proc_macro)]'],
  ['#[cfg_attr(a, cfg_attr(proc_macro, b(proc_macro)))]', '#[cfg_attr(a, cfg_attr(all(), b(proc_macro)))]'],
  ['fn f() { #[cfg(proc_macro)] g(); }', 'fn f() { #[cfg(all())] g(); }'],
  ['fn f() -> bool { cfg!(proc_macro) }', 'fn f() -> bool { cfg!(all()) }'],
  ['cfg_if! { if #[cfg(proc_macro)] { mod a; } }', 'cfg_if! { if #[cfg(all())] { mod a; } }'],
  [
    'macro_rules! m { () => { #[cfg(proc_macro)] use a; } }',
    'macro_rules! m { () => { #[cfg(all())] use a; } }',
  ],
])('a crate that asks whether it is a procedural macro is told so: %s', (source, held) => {
  expect(holdProcMacroCfg(source)).toBe(held);
});

test.each([
  'use proc_macro::TokenStream; #[cfg(feature = "proc_macro")] use a;',
  '#[proc_macro] pub fn m(input: TokenStream) -> TokenStream { input }',
  '#[cfg(proc_macro = "x")] use a;',
  '// #[cfg(proc_macro)]',
  // What a macro puts out is judged in the crate that it goes into.
  'fn f() { quote! { #[cfg(proc_macro)] use a; } }',
])('the rest stays as it is: %s', (source) => {
  expect(holdProcMacroCfg(source)).toBe(source);
});
