import { describe, expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

describe('scopeInside', () => {
  test('adds the macros that stand before the place in the output of a macro', () => {
    const fixture = new Fixture('//- /a/src/lib.rs crate:a\nmacro_rules! n { () => {} }\n$0m!();');
    const { crate, file, offset } = fixture.cursor;
    const scope = fixture.resolver.scopeAt(crate, file, offset);
    const tokens = fixture.tokens('macro_rules! m { () => {} } m!(); n!();');
    const at = (name: string, index: number) =>
      fixture.resolver.resolveMacro(
        fixture.path(name),
        'bang',
        fixture.resolver.scopeInside(scope, tokens, index),
      ).found;
    expect(at('m', 0)).toBe(false);
    expect(at('m', 4)).toBe(true);
    expect(at('n', 0)).toBe(true);
  });

  test('sees imports in a block that a macro made', () => {
    const fixture = new Fixture('//- /a/src/lib.rs crate:a\nmod x { pub macro m() {} }\nfn f() { $0g!() }');
    const { crate, file, offset } = fixture.cursor;
    const scope = fixture.resolver.scopeAt(crate, file, offset);
    const inside = fixture.resolver.scopeInside(scope, fixture.tokens('use x::m as n; n!()'), 6);
    expect(fixture.resolver.resolveMacro(fixture.path('n'), 'bang', inside).found).toBe(true);
    expect(fixture.resolver.resolveMacro(fixture.path('self::n'), 'bang', inside).found).toBe(false);
  });
});

test('macros that calls in an expansion define are found however often it is looked into', () => {
  const fixture = new Fixture(`//- /a/src/lib.rs crate:a
    macro_rules! make { ($n:ident) => { macro_rules! $n { () => {} } } }
    fn f() { $0outer!() }`);
  const { crate, file, offset } = fixture.cursor;
  const calls = Array.from({ length: 1000 }, (_, index) => `make!(m${index});`).join(' ');
  for (let times = 0; times < 12; times++) {
    const scope = fixture.resolver.scopeAt(crate, file, offset);
    // Each hover makes the expansion anew.
    const expansion = fixture.tokens(calls);
    const end = fixture.resolver.scopeInside(scope, expansion, expansion.length);
    const made = fixture.resolver.resolveMacro(fixture.path('m0'), 'bang', end);
    expect(fixture.describe(made)).toBe('a::m0 /a/src/lib.rs:1');
  }
});

test('the body of a module that a macro made is that module', () => {
  const fixture = new Fixture('//- /a/src/lib.rs crate:a\nmod x { pub macro m() {} }\n$0g!();');
  const { crate, file, offset } = fixture.cursor;
  const { resolver } = fixture;
  const tokens = fixture.tokens('mod made { use super::x::m as n; n!(); }');
  const body = tokens[2]?.kind === 'group' ? tokens[2].tokens : [];
  const outside = resolver.scopeInside(resolver.scopeAt(crate, file, offset), tokens, 2);
  const inside = resolver.scopeInside(outside, body, body.length);
  expect(inside.module.path).toEqual(['made']);
  expect(resolver.resolveMacro(fixture.path('n'), 'bang', inside).found).toBe(true);
  expect(resolver.resolveMacro(fixture.path('n'), 'bang', outside).found).toBe(false);
});

describe('crateOf', () => {
  test('of a file that stands nowhere reads a crate in steps of one file each', () => {
    const names = Array.from({ length: 20 }, (_, index) => `part${index}`);
    const parts = names.map((name) => `//- /a/src/${name}.rs\nmod inner { fn f() {} }\n`);
    const fixture = new Fixture(`
//- /a/src/lib.rs crate:a
${names.map((name) => `mod ${name};`).join('\n')} $0
${parts.join('')}
//- /a/src/stray.rs
fn main() {}
`);
    const steps = fixture.resolver.crateOfInSteps('/a/src/stray.rs');
    const read: number[] = [];
    let before = fixture.resolver.statistics.parsedFiles;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      const now = fixture.resolver.statistics.parsedFiles;
      read.push(now - before);
      before = now;
    }
    expect(Math.max(...read)).toBe(1);
    expect(before).toBe(names.length + 1);
    expect(fixture.resolver.crateOf('/a/src/stray.rs')).toBeUndefined();
  });

  const text = `//- /a/tests/it.rs crate:it target:test deps:a
    mod common;
    //- /a/tests/common/mod.rs
    pub fn help() { $0 }
    //- /a/src/main.rs crate:main target:bin deps:a
    mod shared;
    //- /a/src/lib.rs crate:a
    mod shared;
    //- /a/src/shared.rs
    fn f() {}
    //- /a/src/orphan.rs
    macro_rules! m { () => {} }
    fn f() { m!() }`;

  test('a file of two crates belongs to the library first', () => {
    const fixture = new Fixture(text);
    const name = (file: string) => fixture.graph.crates[fixture.resolver.crateOf(file) ?? -1]?.name;
    expect(name('/a/src/shared.rs')).toBe('a');
    expect(name('/a/src/main.rs')).toBe('main');
    expect(name('/a/tests/common/mod.rs')).toBe('it');
    expect(name('/a/src/orphan.rs')).toBeUndefined();
    expect(name('/elsewhere.rs')).toBeUndefined();
  });

  test('a file of another package, or of none, belongs to the crate that names its path', () => {
    const fixture = new Fixture(`//- /a/src/lib.rs crate:a
      mod inner;
      $0
      //- /a/src/inner.rs
      #[path = "../../shared/one.rs"] mod one;
      //- /shared/one.rs
      //- /shared/two.rs
      //- /b/src/lib.rs crate:b
      //- /b/src/own.rs
      //- /c/src/lib.rs crate:c
      #[path = "../../b/src/own.rs"] mod own;`);
    const name = (file: string) => fixture.graph.crates[fixture.resolver.crateOf(file) ?? -1]?.name;
    expect(name('/shared/one.rs')).toBe('a');
    expect(name('/b/src/own.rs')).toBe('c');
    expect(name('/shared/two.rs')).toBeUndefined();
    fixture.files.write('/c/src/lib.rs', '#[path = "../../shared/two.rs"] mod two;');
    fixture.resolver.fileChanged('/c/src/lib.rs');
    expect(name('/shared/two.rs')).toBe('c');
    expect(name('/b/src/own.rs')).toBeUndefined();
  });

  test('for a file of a package that is no member of the workspace no crate is read', () => {
    const fixture = new Fixture(`//- /a/src/lib.rs crate:a
      mod inner;
      $0
      //- /a/src/inner.rs
      #[path = "../../shared/one.rs"] mod one;
      //- /shared/one.rs
      //- /other/Cargo.toml
      //- /other/src/deep/own.rs`);
    expect(fixture.resolver.crateOf('/other/src/deep/own.rs')).toBeUndefined();
    // The root file at most.
    expect(fixture.resolver.statistics.parsedFiles).toBeLessThan(2);
    expect(fixture.resolver.crateOf('/shared/one.rs')).toBeDefined();
  });

  test('a file that the library has no more belongs to the next crate that has it', () => {
    const fixture = new Fixture(text);
    const name = () => fixture.graph.crates[fixture.resolver.crateOf('/a/src/shared.rs') ?? -1]?.name;
    expect(name()).toBe('a');
    fixture.files.write('/a/src/lib.rs', '');
    fixture.resolver.fileChanged('/a/src/lib.rs');
    expect(name()).toBe('main');
    fixture.files.write('/a/src/lib.rs', 'mod shared;');
    fixture.resolver.fileChanged('/a/src/lib.rs');
    expect(name()).toBe('a');
  });

  test('in a file outside of every module tree its own macros and those of the crate are seen', () => {
    const fixture = new Fixture(text);
    const orphan = '/a/src/orphan.rs';
    const crate = fixture.graph.crates.findIndex(({ name }) => name === 'a');
    const at = (fixture.files.readText(orphan) ?? '').lastIndexOf('m!');
    const scope = fixture.resolver.scopeAt(crate, orphan, at);
    expect(fixture.resolver.resolveMacro(fixture.path('m'), 'bang', scope).found).toBe(true);
  });

  test('a new file becomes part of the crate', () => {
    const fixture = new Fixture(
      text.replace('//- /a/src/lib.rs crate:a', '//- /a/src/lib.rs crate:a\nmod added;'),
    );
    expect(fixture.resolver.crateOf('/a/src/added.rs')).toBeUndefined();
    fixture.files.write('/a/src/added.rs', 'fn f() {}');
    fixture.resolver.fileChanged('/a/src/added.rs');
    expect(fixture.resolver.crateOf('/a/src/added.rs')).toBeDefined();
  });
});

describe('changes', () => {
  const text = `//- /lib/src/lib.rs crate:lib
    #[macro_use] mod macros;
    //- /lib/src/macros.rs
    #[macro_export] macro_rules! m { () => {} }
    //- /a/src/lib.rs crate:a deps:lib
    mod other;
    use lib::m;
    fn f() { $0m!() }
    //- /a/src/other.rs
    fn g() {}`;

  test('an edit in a body reads no other file again', () => {
    const fixture = new Fixture(text);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
    fixture.files.write('/a/src/lib.rs', 'mod other;\nuse lib::m;\nfn f() { 1; m!() }');
    fixture.resolver.fileChanged('/a/src/lib.rs');
    fixture.files.reads.length = 0;
    const scope = fixture.resolver.scopeAt(fixture.cursor.crate, '/a/src/lib.rs', 38);
    expect(fixture.resolver.resolveMacro(fixture.path('m'), 'bang', scope).found).toBe(true);
    expect(new Set(fixture.files.reads)).toEqual(new Set(['/a/src/lib.rs']));
  });

  test('an edit in a body parses one file again, and no macro that others define becomes another object', () => {
    const fixture = new Fixture(text);
    const first = fixture.resolve();
    // lib.rs and macros.rs of the library, lib.rs of the crate: other.rs has nothing to do with the call.
    expect(fixture.resolver.statistics.parsedFiles).toBe(3);
    const edited = (fixture.files.readText('/a/src/lib.rs') ?? '').replace('m!()', 'm!(); 1');
    fixture.files.write('/a/src/lib.rs', edited);
    fixture.resolver.fileChanged('/a/src/lib.rs');
    const second = fixture.resolve();
    expect(fixture.resolver.statistics.parsedFiles).toBe(4);
    expect(first.found && second.found && first.definition === second.definition).toBe(true);
  });

  test('an edit in a crate parses nothing of the crates that build upon it again', () => {
    const fixture = new Fixture(text);
    fixture.resolve();
    fixture.files.write('/lib/src/lib.rs', '#[macro_use] mod macros;\nfn f() { 1; }');
    fixture.resolver.fileChanged('/lib/src/lib.rs');
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
    expect(fixture.resolver.statistics.parsedFiles).toBe(4);
  });

  test('a file that is saved as it was is not parsed again', () => {
    const fixture = new Fixture(text);
    const first = fixture.resolve();
    fixture.files.write('/a/src/lib.rs', fixture.files.readText('/a/src/lib.rs') ?? '');
    fixture.resolver.fileChanged('/a/src/lib.rs');
    const second = fixture.resolve();
    expect(fixture.resolver.statistics.parsedFiles).toBe(3);
    expect(first.found && second.found && first.definition === second.definition).toBe(true);
  });

  test('the editor gets the tokens that names were looked up in', () => {
    const fixture = new Fixture(text);
    fixture.resolve();
    const file = fixture.resolver.parsedFile('/a/src/lib.rs', 2021);
    expect(file?.source.text).toBe(fixture.files.readText('/a/src/lib.rs'));
    expect(fixture.resolver.statistics.parsedFiles).toBe(3);
    fixture.files.write('/a/src/lib.rs', 'fn f() {}');
    expect(fixture.resolver.parsedFile('/a/src/lib.rs', 2021)?.source.text).toBe('fn f() {}');
    expect(fixture.resolver.statistics.parsedFiles).toBe(4);
  });

  test('of a crate with many modules those are parsed that the path of a macro leads through', () => {
    const names = Array.from({ length: 50 }, (_, index) => `m${index}`);
    const fixture = new Fixture(
      [
        '//- /a/src/lib.rs crate:a deps:lib',
        ...names.map((name) => `mod ${name};`),
        'fn f() { $0lib::m7::n!() }',
        ...names.map((name) => `//- /a/src/${name}.rs\nfn f() { println!() }`),
        '//- /lib/src/lib.rs crate:lib',
        ...names.map((name) => `pub mod ${name};`),
        ...names.map((name) => `//- /lib/src/${name}.rs\npub macro n() {}`),
      ].join('\n'),
    );
    expect(fixture.describe()).toBe('lib::n /lib/src/m7.rs:1');
    expect(fixture.resolver.statistics.parsedFiles).toBe(3);
  });

  test('for a macro that the standard library has from elsewhere, or a glob brings, its files are not looked through', () => {
    const read = (path: string): readonly string[] => {
      const fixture = new Fixture(`//- /a/src/lib.rs crate:a deps:log
        mod inner;
        //- /a/src/inner.rs
        use log::*;
        fn f() { $0${path}!() }
        //- /log/src/lib.rs crate:log
        #[macro_export] macro_rules! warn { () => {} }
        //- /core/src/lib.rs crate:core
        #[macro_export] macro_rules! write { () => {} }
        //- /std/src/lib.rs crate:std
        pub use core::write;
        pub mod large;
        //- /std/src/large.rs
        #[macro_export] macro_rules! hidden { () => {} }`);
      expect(fixture.resolve().found).toBe(true);
      return fixture.files.reads;
    };
    expect(read('write')).not.toContain('/std/src/large.rs');
    expect(read('warn')).not.toContain('/std/src/large.rs');
    expect(read('hidden')).toContain('/std/src/large.rs');
  });

  test('a change in a dependency is seen by its users', () => {
    const fixture = new Fixture(text);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
    fixture.files.write('/lib/src/macros.rs', '#[macro_export] macro_rules! n { () => {} }');
    fixture.resolver.fileChanged('/lib/src/macros.rs');
    expect(fixture.describe()).toMatch(/^cannot find macro `m!`/);
  });

  test('a changed file is noticed by asking for a scope in it', () => {
    const fixture = new Fixture(text);
    fixture.describe();
    fixture.files.write('/a/src/lib.rs', 'macro_rules! m { () => {} }\nfn f() { m!() }');
    const scope = fixture.resolver.scopeAt(fixture.cursor.crate, '/a/src/lib.rs', 37);
    expect(fixture.describe(fixture.resolver.resolveMacro(fixture.path('m'), 'bang', scope))).toBe(
      'a::m /a/src/lib.rs:1',
    );
  });

  test('a macro that is answered again is the same object, so that engines can keep what they made of it', () => {
    const fixture = new Fixture(text);
    const first = fixture.resolve();
    fixture.files.write('/a/src/other.rs', 'fn g() { }');
    fixture.resolver.fileChanged('/a/src/other.rs');
    const second = fixture.resolve();
    expect(first.found && second.found && first.definition === second.definition).toBe(true);
  });
});
