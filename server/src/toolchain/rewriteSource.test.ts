import { expect, test } from 'vitest';
import { admitProcMacro, markDeclarations, markQuotedDeclarations } from './rewriteSource';

const mark = 'cfg_attr(target_family = "wasm", macroscope_export::export)';

test('every way of declaring a macro gets the mark, on the same line', () => {
  const marked = (attribute: string): string =>
    markDeclarations(`${attribute}\npub fn f() {}`).split('\n')[0] ?? '';
  expect(marked('#[proc_macro]')).toBe(`#[${mark}] #[proc_macro]`);
  expect(marked('# [ proc_macro_attribute ]')).toBe(`# [ ${mark}] #[proc_macro_attribute ]`);
  expect(marked('#[proc_macro_derive(A, attributes(b))]')).toBe(
    `#[${mark}] #[proc_macro_derive(A, attributes(b))]`,
  );
  expect(marked('#[proc_macro_derive($($derives)*)]')).toBe(`#[${mark}] #[proc_macro_derive($($derives)*)]`);
  expect(marked('#[cfg_attr(all(a, not(b)), proc_macro)]')).toBe(
    `#[cfg_attr(all(a, not(b)), ${mark}, proc_macro)]`,
  );
});

test('other uses of the names stay as they are', () => {
  for (const source of [
    'extern crate proc_macro;',
    'use proc_macro::TokenStream;',
    '#[proc_macro_error]',
    '#[cfg(feature = "proc_macro")]',
    '#[proc_macro2::export]',
    '/// #[proc_macro]\nfn f() {}',
    '    /// #[proc_macro]\n//! #[proc_macro_derive(A)]\n',
    'const HELP: &str = "put #[proc_macro] there";',
    'fn make() -> TokenStream { quote! { #[proc_macro] pub fn made() {} } }',
  ]) {
    expect(markDeclarations(source)).toBe(source);
  }
  for (const source of [
    'macro_rules! m { () => { #[proc_macro] } }',
    'const F: fn() = f; fn f() {} #[proc_macro] fn m() {}',
  ])
    expect(markDeclarations(source)).toContain(mark);
});

test('a library that leaves proc_macro out on wasm gets it back', () => {
  const gate = 'all(target_arch = "wasm32", any(target_os = "unknown", target_os = "wasi"))';
  expect(admitProcMacro(`#[cfg(all(\n    not(${gate}),\n    feature = "proc-macro"\n))]`)).toBe(
    '#[cfg(all(\n    not(any()),\n    feature = "proc-macro"\n))]',
  );
  // What is not about proc_macro may well depend on the platform.
  const other = `#[cfg(not(${gate}))]\nuse proc_macro::TokenStream;`;
  expect(admitProcMacro(other)).toBe(other);
});

test('only what a function puts out is marked in a macro that rustc loads', () => {
  const own = '#[proc_macro_derive(A)]\npub fn a() {}\n';
  const quoting = (declaration: string): string => `${own}fn f() { quote! { ${declaration} } }`;
  expect(markQuotedDeclarations(own)).toBe(own);
  expect(markQuotedDeclarations(quoting('#[proc_macro_derive(#name)]'))).toBe(
    quoting(`#[${mark}] #[proc_macro_derive(#name)]`),
  );
});
