import { expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

/** Resolves the cursor in a library of one file. */
function resolve(text: string): string {
  return Fixture.resolve(`//- /a/src/lib.rs crate:a\n${text}`);
}

test('a macro is visible after its definition', () => {
  expect(resolve('macro_rules! m { () => {} }\n$0m!();')).toBe('a::m /a/src/lib.rs:1');
});

test('a macro is not visible before its definition', () => {
  expect(resolve('$0m!();\nmacro_rules! m { () => {} }')).toMatch(/^cannot find macro `m!` in crate `a`/);
});

test('the latest definition before the call shadows earlier ones', () => {
  const text =
    'macro_rules! m { () => {} }\nmacro_rules! m { () => {} }\n$0m!();\nmacro_rules! m { () => {} }';
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
});

test('a macro of the file is visible in inline modules after it', () => {
  expect(resolve('macro_rules! m { () => {} }\nmod x { mod y { fn f() { $0m!() } } }')).toBe(
    'a::m /a/src/lib.rs:1',
  );
});

test('a macro of an inline module ends with the module', () => {
  expect(resolve('mod x { macro_rules! m { () => {} } }\n$0m!();')).toMatch(
    /^cannot find macro `m!` in crate `a`/,
  );
});

test('`#[macro_use]` lets the macros of a module outlive it', () => {
  expect(resolve('#[macro_use]\nmod x { macro_rules! m { () => {} } }\n$0m!();')).toBe(
    'a::m /a/src/lib.rs:2',
  );
});

test('a macro of a module shadows an earlier one in it only', () => {
  const text = 'macro_rules! m { () => {} }\nmod x {\n  macro_rules! m { () => {} }\n}\nfn f() { $0m!(); }';
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
});

test('`#[macro_use]` modules in files, nested, and by `cfg_attr`', () => {
  const text = `
    //- /a/src/lib.rs crate:a cfg:unix
    #[cfg_attr(unix, macro_use)]
    mod outer;
    mod user;
    //- /a/src/outer.rs
    #[macro_use]
    mod inner;
    //- /a/src/outer/inner.rs
    macro_rules! m { () => {} }
    //- /a/src/user.rs
    fn f() { $0m!() }
  `;
  expect(Fixture.resolve(text)).toBe('a::m /a/src/outer/inner.rs:1');
});

test('a module before the macros does not see them', () => {
  const text = `
    //- /a/src/lib.rs crate:a
    mod user;
    macro_rules! m { () => {} }
    //- /a/src/user.rs
    fn f() { $0m!() }
  `;
  expect(Fixture.resolve(text)).toMatch(/^cannot find macro `m!` in module `a::user`/);
});

test('macros in functions and blocks are seen behind them in the same block', () => {
  const text = 'fn f() {\n  macro_rules! m { () => {} }\n  if x { $0m!() }\n}';
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
});

test('macros of a block end with the block', () => {
  const text = 'fn f() {\n  { macro_rules! m { () => {} } }\n  $0m!()\n}';
  expect(resolve(text)).toBe('cannot find macro `m!` in crate `a`');
});

test('macros in the bodies of methods, closures, matches and arguments', () => {
  const text = `impl X {
    fn f(&self) {
      macro_rules! outer { () => {} }
      g(|x| match x { 1 => { macro_rules! inner { () => {} } vec.push([$0inner!(), 1]) } _ => {} })
    }
  }`;
  expect(resolve(text)).toBe('a::inner /a/src/lib.rs:4');
  expect(resolve(text.replace('$0inner', '$0outer'))).toBe('a::outer /a/src/lib.rs:3');
});

test('a macro that is configured away does not shadow', () => {
  const text =
    '#[cfg(all())]\nmacro_rules! m { () => {} }\n#[cfg(any())]\nmacro_rules! m { () => {} }\n$0m!();';
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
});

test('macros defined by macros', () => {
  const text = `macro_rules! define { ($name:ident) => { macro_rules! $name { () => {} } } }
    define!(m);
    $0m!();`;
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
});

test('macros defined by macros that macros define, in statements', () => {
  const text = `macro_rules! define { ($name:ident) => { define_it!($name); } }
    macro_rules! define_it { ($name:ident) => { macro_rules! $name { () => {} } } }
    fn f() {
      define! { m }
      let x = $0m!();
    }`;
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:4');
});

test('a macro that calls itself for ever ends as unknown', () => {
  const text = 'macro_rules! again { ($($t:tt)*) => { again!($($t)* x); } }\nagain!();\n$0m!();';
  expect(resolve(text)).toMatch(/^cannot find macro `m!`/);
});

test('definitions in the output of a macro keep the order of the text', () => {
  const text = `macro_rules! define { ($name:ident) => { macro_rules! $name { () => {} } } }
    fn f() { $0m!(); }
    define!(m);`;
  expect(resolve(text)).toBe('cannot find macro `m!` in crate `a`');
});

test('inside the items that a macro passes on, what it passes on before is seen', () => {
  const text = `macro_rules! on_unix { ($($item:item)*) => { $(#[cfg(unix)] $item)* } }
    on_unix! {
      macro_rules! m { () => {} }
      mod x { fn f() { $0m!() } }
    }`;
  expect(Fixture.resolve(`//- /a/src/lib.rs crate:a cfg:unix\n${text}`)).toBe('a::m /a/src/lib.rs:3');
});

test('in the arguments of a call that does not pass them on, the scope of the call holds', () => {
  const text = `macro_rules! m { () => {} }
    macro_rules! swallow { ($($t:tt)*) => {} }
    fn f() { swallow! { let x = { $0m!() }; } }`;
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
});

test('an attribute of a module stands outside of the module', () => {
  const text = `macro_rules! m { () => {} }
    #[doc = $0m!()]
    mod x { macro_rules! m { () => {} } }`;
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
});

test('half-typed code before the call does not hide macros', () => {
  const text = 'macro_rules! m { () => {} }\nfn broken( { let x = ;\nfn f() { let y = $0m!(';
  expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
});
