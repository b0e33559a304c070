import { expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

const macros = `//- /macros/src/lib.rs crate:macros target:proc-macro
#[proc_macro] pub fn call(input: TokenStream) -> TokenStream { input }
#[proc_macro_attribute] pub fn attribute(a: TokenStream, b: TokenStream) -> TokenStream { b }
#[proc_macro_derive(Derive, attributes(one, two))] pub fn derive(input: TokenStream) -> TokenStream { input }
#[doc(hidden)]
#[cfg_attr(not(test), proc_macro_derive(Conditional))]
pub fn conditional(input: TokenStream) -> TokenStream { input }
`;

const user = '//- /a/src/lib.rs crate:a deps:macros\n';

test('bang, attribute and derive macros by their functions', () => {
  expect(Fixture.resolve(`${macros}${user}$0macros::call!();`)).toBe(
    'macros::call /macros/src/lib.rs:1 (procedural bang)',
  );
  expect(Fixture.resolve(`${macros}${user}#[$0macros::attribute] fn f() {}`)).toBe(
    'macros::attribute /macros/src/lib.rs:2 (procedural attribute)',
  );
  expect(Fixture.resolve(`${macros}${user}use macros::*; #[derive($0Derive)] struct S;`)).toBe(
    'macros::Derive /macros/src/lib.rs:3 (procedural derive)',
  );
  expect(Fixture.resolve(`${macros}${user}#[derive($0macros::Conditional)] struct S;`)).toBe(
    'macros::Conditional /macros/src/lib.rs:5 (procedural derive)',
  );
});

test('a derive tells its helper attributes', () => {
  const resolution = new Fixture(`${macros}${user}#[derive($0macros::Derive)] struct S;`).resolve();
  expect(resolution.found && resolution.definition).toMatchObject({ helperAttributes: ['one', 'two'] });
});

test('kinds are told apart: a derive is no bang macro', () => {
  expect(Fixture.resolve(`${macros}${user}$0macros::Derive!();`)).toBe(
    'expected macro, found derive macro `Derive`',
  );
});

test('a facade renames', () => {
  const text = `${macros}//- /facade/src/lib.rs crate:facade deps:macros
    pub use macros::attribute as main;
    pub mod prelude { pub use macros::Derive as Nice; }
    //- /a/src/lib.rs crate:a deps:facade
    use facade::prelude::*;
    #[$0facade::main] fn f() {}
    #[derive(Nice)] struct S;`;
  expect(Fixture.resolve(text)).toBe('macros::attribute /macros/src/lib.rs:2 (procedural attribute)');
  expect(Fixture.resolve(text.replace('$0', '').replace('(Nice', '($0Nice'))).toBe(
    'macros::Derive /macros/src/lib.rs:3 (procedural derive)',
  );
});

test('functions that a macro of the crate or of another one makes', () => {
  const text = `//- /helper/src/lib.rs crate:helper
    #[macro_export]
    macro_rules! decl_derive {
      ([$name:ident, attributes($($attribute:ident),*)] => $inner:path) => {
        #[proc_macro_derive($name, attributes($($attribute),*))]
        pub fn $name(i: TokenStream) -> TokenStream { $inner(i) }
      };
    }
    //- /macros/src/lib.rs crate:macros target:proc-macro deps:helper
    macro_rules! create { ($name:ident) => {
      #[proc_macro_derive($name)]
      pub fn $name(i: TokenStream) -> TokenStream { i }
    } }
    create!(Own);
    helper::decl_derive!([Foreign, attributes(foreign)] => derive_foreign);
    //- /a/src/lib.rs crate:a deps:macros
    #[derive($0macros::Own, macros::Foreign)] struct S;`;
  expect(Fixture.resolve(text)).toBe('macros::Own /macros/src/lib.rs:5 (procedural derive)');
  expect(Fixture.resolve(text.replace('$0', '').replace('macros::Foreign', '$0macros::Foreign'))).toBe(
    'macros::Foreign /macros/src/lib.rs:6 (procedural derive)',
  );
});

test('what the built module tells wins over the source', () => {
  const proceduralMacros = () => [
    { name: 'Derive', kind: 'derive' as const, helperAttributes: ['three'] },
    { name: 'Generated', kind: 'derive' as const, helperAttributes: [] },
  ];
  const fixture = (name: string) =>
    new Fixture(`${macros}${user}#[derive($0macros::${name})] struct S;`, { proceduralMacros });
  expect(fixture('Derive').describe()).toBe('macros::Derive /macros/src/lib.rs:3 (procedural derive)');
  expect(fixture('Generated').describe()).toBe('macros::Generated /macros/src/lib.rs:1 (procedural derive)');
  expect(fixture('Conditional').describe()).toMatch(/^cannot find derive macro `Conditional`/);
});
