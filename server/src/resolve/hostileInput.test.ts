import { expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const resolve = (text: string) => Fixture.resolve(`//- /a/src/lib.rs crate:a\n${text}`);

test('a macro whose output calls it twice', () => {
  expect(resolve('macro_rules! m { () => { m!(); m!(); } }\nm!();\n$0n!();')).toMatch(
    /^cannot find macro `n!`/,
  );
});

test('a macro whose output calls it with twice the input', () => {
  const text = 'macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*); } }\nm!(x);\n$0n!();';
  expect(resolve(text)).toMatch(/^cannot find macro `n!`/);
});

test('thousands of calls of unknown macros', () => {
  const calls = numbers(1500).map((each) => `unknown${each}! {}`);
  expect(resolve(`${calls.join('\n')}\n$0n!();`)).toMatch(/^cannot find macro `n!`/);
  expect(resolve(`fn f() {\n${calls.join('\n')}\n$0n!(); }`)).toMatch(/^cannot find macro `n!`/);
});

test('modules that import everything from each other', () => {
  const names = numbers(80);
  const globs = names.map((each) => `pub use super::m${each}::*;`).join(' ');
  const modules = names.map((each) => `pub mod m${each} { ${globs} }`);
  expect(resolve(`${modules.join('\n')}\nfn f() { $0m0::n!(); }`)).toMatch(
    /^cannot find macro `n!` in module `a::m0`/,
  );
});

test('modules that import one name from each other', () => {
  const names = numbers(60);
  const uses = names.map((each) => `pub use super::m${each}::n;`).join(' ');
  const modules = names.map((each) => `pub mod m${each} { ${uses} }`);
  expect(resolve(`${modules.join('\n')}\nfn f() { $0m0::n!(); }`)).toMatch(
    /^cannot find macro `n!` in module `a::m0`/,
  );
});

test('a chain of renames longer than the stack', () => {
  const modules = numbers(5000).map((each) => `mod m${each} { pub use super::m${each + 1}::n; }`);
  expect(resolve(`${modules.join('\n')}\nfn f() { $0m0::n!(); }`)).toMatch(/^cannot find macro `n!`/);
});

test('a chain of renames of a length that people write', () => {
  const modules = numbers(30).map((each) => `mod m${each} { pub use super::m${each + 1}::n; }`);
  const text = `${modules.join('\n')}\nmod m30 { pub macro n() {} }\nfn f() { $0m0::n!(); }`;
  expect(resolve(text)).toBe('a::n /a/src/lib.rs:31');
});

test('a name that imports itself', () => {
  expect(resolve('use n; use self::n as m; pub use crate::n::n;\nfn f() { $0n!(); }')).toMatch(
    /^cannot find macro/,
  );
});

test('brackets nested a hundred thousand deep', () => {
  const open = '{ ['.repeat(50_000);
  expect(resolve(`macro_rules! m { () => {} }\nfn f() { $0m!(); ${open}`)).toBe('a::m /a/src/lib.rs:1');
  expect(resolve(`macro_rules! m { () => {} }\nfn f() ${open} $0m!()`)).toMatch(/lib.rs:1$|^cannot find/);
});

test('modules nested hundreds deep', () => {
  const text = `macro_rules! m { () => {} }\n${'mod x { '.repeat(400)} $0m!(); ${'}'.repeat(400)}`;
  expect(resolve(text)).toMatch(/lib.rs:1$/);
});

test('files that are each read twice by the one before', () => {
  const chain = numbers(40).map((each) => {
    const next = `#[macro_use] #[path = "f${each + 1}.rs"] mod`;
    return `//- /a/src/f${each}.rs\n${next} x; ${next} y; fn f() { ${next} z; }\n`;
  });
  const project = `//- /a/src/lib.rs crate:a\n#[macro_use] #[path = "f0.rs"] mod first;\n$0n!();\n${chain.join('')}`;
  const fixture = new Fixture(project);
  expect(fixture.describe()).toMatch(/^cannot find macro `n!`/);
  expect(fixture.resolver.crateOf('/a/src/orphan.rs')).toBeUndefined();
});

test('thousands of modules in blocks', () => {
  const blocks = numbers(3000).map((each) => `fn f${each}() { #[path = "x${each}.rs"] mod x; }`);
  const fixture = new Fixture(`//- /a/src/lib.rs crate:a\n${blocks.join('\n')}\n$0n!();\n`);
  expect(fixture.resolver.crateOf('/a/src/orphan.rs')).toBeUndefined();
});
