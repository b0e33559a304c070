import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';
import { printTokens } from '../syntax/tokenText';

const cursor = '//- /cursor.rs\n$0\n';

/** Crates with what names can depend on: textual order, globs, imports, macros that make macros, exported ones, blocks, modules inline and in files. */
const project: Readonly<Record<string, string>> = {
  '/low/src/lib.rs crate:low': `//! The lowest crate.

#[macro_use]
mod macros;
pub mod shared;

/// Makes a macro.
#[macro_export]
macro_rules! make {
    ($name:ident) => {
        macro_rules! $name { () => { 1 } }
    };
}

pub fn work() {
    let path = 1;
    inner!();
}
`,
  '/low/src/macros.rs': `macro_rules! inner { () => { 2 } }

#[macro_export]
macro_rules! outer { ($($t:tt)*) => { $($t)* } }

#[macro_export]
macro_rules! item_with {
    () => { macro_rules! from_low { () => { 3 } } };
}

macro_rules! types { ($n:ident) => { pub struct $n { field: u8 } }; }
types!(Made);
`,
  '/low/src/shared.rs': `pub macro two() { 2 }
pub use self::two as both;
pub(crate) macro hidden() { 2 }
pub mod deep {
    pub macro three() { 3 }
    macro_rules! local { () => {} }
    fn f() { local!(); self::three!(); super::two!() }
}
pub fn g() {
    macro_rules! in_block { () => {} }
    in_block!();
    hidden!();
    deep::three!();
}
`,
  '/top/src/lib.rs crate:top deps:low': `use low::outer;
use low::shared::*;

macro_rules! before { () => { 0 } }

mod first;
low::make!(made_here);
low::item_with!();
#[macro_use]
mod second {
    macro_rules! of_second { () => {} }
    pub fn f() { before!(); after!(); of_second!() }
    mod nested;
}
macro_rules! after { () => { 0 } }
mod third;

#[derive(Clone)]
#[marked]
pub struct Kept {
    field: u8,
}

impl Kept {
    fn method(&self) {
        before!();
        after!();
        made_here!();
        from_low!();
        outer!(two!());
        deep::three!();
        missing!();
        in_third_block!();
    }
}

fn blocks() {
    use low::shared::deep::three as tres;
    low::make!(in_fn);
    in_fn!();
    tres!();
    {
        macro_rules! before { () => { 9 } }
        before!();
    }
}
`,
  '/top/src/first.rs': `use super::third::own;
pub(crate) use {low::shared::two as both, super::third::own as other};
fn f() {
    before!();
    after!();
    own!();
    outer!();
    crate::exported_in_third!();
    low::inner!();
}
`,
  '/top/src/second/nested.rs': `fn f() { of_second!(); before!(); made_here!() }
outer! { mod by_call { pub macro inside() {} fn h() { inside!(); of_second!() } } }
fn g() { by_call::inside!() }
`,
  '/top/src/third.rs': `pub macro own() { 4 }
use crate::first::*;
use low::shared::*;
fn globs() { both!(); other!(); two!() }
#[macro_export]
macro_rules! exported_in_third { () => { 5 } }
fn f() {
    #[macro_export]
    macro_rules! in_third_block { () => { 6 } }
    of_second!();
    after!();
    low::outer! { own!() }
}
`,
};

type Files = Map<string, string>;

function fixtureOf(files: Files): Fixture {
  return new Fixture([...files].map(([head, text]) => `//- ${head}\n${text}`).join('') + cursor);
}

function pathOf(head: string): string {
  return head.split(' ')[0] ?? '';
}

/** What a user can see of every macro call in the files: the module around it, and the definition, with its place and its tokens. */
function seen(fixture: Fixture, files: Files): string[] {
  const { resolver, sources } = fixture;
  return [...files].flatMap(([head, text]) => {
    const file = pathOf(head);
    const crate = resolver.crateOf(file);
    const found = [`${file} in ${crate === undefined ? 'none' : fixture.graph.crates[crate]?.name}`];
    for (const { 0: call, index } of text.matchAll(/[a-z_]\w*(?:::\w+)*!|(?<=#\[)\w+(?=\])/g)) {
      const scope = resolver.scopeAt(crate ?? 0, file, index);
      const kind = call.endsWith('!') ? 'bang' : 'attribute';
      const resolution = resolver.resolveMacro(fixture.path(call.replace('!', '')), kind, scope);
      const place = `${file} ${index} ${scope.module.path.join('::')} ${call}`;
      if (!resolution.found) {
        // Hints tell of what has been read by chance.
        found.push(`${place}: ${resolution.failure.message.split(';')[0]}`);
        continue;
      }
      const { definition } = resolution;
      const { span } = definition;
      const source = sources.get(span.source);
      const isCurrent = source.path === undefined || fixture.files.readText(source.path) === source.text;
      const body = definition.engine === 'declarative' ? printTokens(definition.body) : '';
      const at = `${definition.file}:${span.start}-${span.end}${isCurrent ? '' : ' OLD'}`;
      found.push(`${place}: ${source.text.slice(span.start, span.end)} ${at} ${body}`);
    }
    return found;
  });
}

/** Text that somebody may type: nothing of meaning, a part of a body, an item, what makes the file unreadable for the moment. */
const typed = [
  ...[
    '\n',
    '\n\n',
    ' ',
    '// a note\n',
    '/// of it\n',
    '/* { */',
    '1;',
    'let a = b;',
    'x',
    ';',
    ',',
    '!',
    '#',
  ],
  ...['{', '}', '(', ')', '"', "'a", '{}', 'before!();', 'fn new() { after!() }', 'mod third;', 'mod gone;'],
  ...[
    'use low::shared::two as own;',
    '#[cfg(no)]',
    '#[macro_use]',
    'pub ',
    '#[macro_export]',
    'struct third;',
  ],
  ...[
    'macro_rules! before { () => { 7 } }',
    'pub macro own() {}',
    'low::make!(after);',
    'use crate::third::*;',
  ],
  ...[
    '#![cfg(no)]',
    '#![macro_use]',
    '#[path = "third.rs"] mod again;',
    'include!("first.rs");',
    'mod a { mod b {} }',
  ],
];

/** An edit of a file: at a line or somewhere in it text is put in, or a piece is taken out. */
const edit = fc.record({
  file: fc.nat(),
  place: fc.nat(),
  atLine: fc.boolean(),
  removed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) },
  ),
  text: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('\n', '// a note\n', '1;', ' ') },
    { weight: 1, arbitrary: fc.constantFrom('', ...typed) },
  ),
  isAsked: fc.boolean(),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function edited(text: string, { place, atLine, removed, text: added }: Edit): string {
  let at = place % text.length;
  if (atLine) at = text.lastIndexOf('\n', at) + 1;
  const result = text.slice(0, at) + added + text.slice(at + removed);
  return result.endsWith('\n') ? result : `${result}\n`;
}

test('after any edits names mean what they mean to who reads the files for the first time', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const files: Files = new Map(Object.entries(project));
      const lived = fixtureOf(files);
      seen(lived, files);
      for (const each of edits) {
        const [head = '', text = ''] = [...files][each.file % files.size] ?? [];
        files.set(head, edited(text, each));
        lived.files.write(pathOf(head), files.get(head) ?? '');
        lived.resolver.fileChanged(pathOf(head));
        if (each.isAsked) expect(seen(lived, files)).toEqual(seen(fixtureOf(files), files));
      }
      expect(seen(lived, files)).toEqual(seen(fixtureOf(files), files));
    }),
    { numRuns: 60 },
  );
});

describe('an edit that leaves the items of a file as they are', () => {
  const text = `//- /a/src/lib.rs crate:a deps:lib
    mod other;
    use lib::m;
    macro_rules! n { () => {} }
    #[test] fn t() {}
    mod inner { pub fn f() { n!() } pub mod deep { fn g() { super::super::other::p!() } } }
    fn f() { $0m!() }
    //- /a/src/other.rs
    pub macro p() {}
    fn g() { n!() }
    //- /lib/src/lib.rs crate:lib
    #[macro_use] mod macros;
    fn h() { hidden!() }
    //- /lib/src/macros.rs
    #[macro_export] macro_rules! m { () => {} }
    macro_rules! hidden { () => {} }`;

  /** A project whose calls have all been looked up, and whether an edit of a file leaves all of that as it is. */
  function looked(files = text) {
    const fixture = new Fixture(files);
    const paths = [...files.matchAll(/\/\/- (\S+)/g)].map(([, path = '']) => path);
    const all: Files = new Map(paths.map((path) => [path, fixture.files.readText(path) ?? '']));
    seen(fixture, all);
    const { resolver } = fixture;
    const keeps = (path: string, from: string, to: string): boolean => {
      const { revision } = resolver;
      const before = fixture.files.readText(path) ?? '';
      expect(before).toContain(from);
      fixture.files.write(path, before.replace(from, to));
      resolver.fileChanged(path);
      return resolver.revision === revision;
    };
    return { fixture, keeps };
  }

  test.each([
    ['a statement in a function', 'fn f() { m!() }', 'fn f() { m!(); 1 }'],
    ['a statement of a function in an inline module', 'pub fn f() { n!() }', 'pub fn f() { let x; n!() }'],
    ['the body of a test', 'fn t() {}', 'fn t() { assert!(true) }'],
    ['a parameter', 'fn t()', 'fn t(a: u8)'],
    ['a macro in a function', 'fn t() {}', 'fn t() { macro_rules! n { () => {} } }'],
  ])('%s: nothing is looked up again', (_, from, to) => {
    const files = text.replace('macro_rules! n { () => {} }', '').replaceAll('n!()', 'm!()');
    expect(
      looked(files).keeps('/a/src/lib.rs', from.replace('n!()', 'm!()'), to.replace('n!()', 'm!()')),
    ).toBe(true);
  });

  test.each(['\n', '// a comment\n', '/* { */ '])(
    '%j put at the beginning: other files keep their answers',
    (added) => {
      const { fixture, keeps } = looked();
      expect(keeps('/lib/src/lib.rs', '#[macro_use]', `${added}#[macro_use]`)).toBe(true);
      expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
      expect(fixture.resolver.statistics.parsedFiles).toBe(5);
    },
  );

  test('no file but the edited one is read or listed for the calls in it', () => {
    const { fixture, keeps } = looked();
    keeps('/a/src/lib.rs', 'fn f()', '\n\nfn f()');
    const at = (fixture.files.readText('/a/src/lib.rs') ?? '').indexOf('m!()');
    fixture.files.reads.length = 0;
    const scope = fixture.resolver.scopeAt(fixture.cursor.crate, '/a/src/lib.rs', at);
    expect(fixture.describe(fixture.resolver.resolveMacro(fixture.path('m'), 'bang', scope))).toBe(
      'lib::m /lib/src/macros.rs:1',
    );
    expect(fixture.files.reads).toEqual([]);
  });

  test.each([
    ['/lib/src/macros.rs', 'm', 'lib::m /lib/src/macros.rs:3'],
    ['/a/src/other.rs', 'other::p', 'a::p /a/src/other.rs:3'],
    ['/a/src/lib.rs', 'n', 'a::n /a/src/lib.rs:5'],
  ])(
    'a definition in %s is found where it stands now, and what was made of it does not hold',
    (path, name, place) => {
      const { fixture, keeps } = looked();
      const { resolver } = fixture;
      // A file behind it in textual order, which is not read again.
      const scope = () =>
        resolver.scopeAt(
          fixture.cursor.crate,
          '/a/src/lib.rs',
          (fixture.files.readText('/a/src/lib.rs') ?? '').indexOf('m!()'),
        );
      expect(fixture.describe(resolver.resolveMacro(fixture.path(name), 'bang', scope()))).not.toBe(place);
      expect(keeps(path, '', '\n\n')).toBe(false);
      const resolution = resolver.resolveMacro(fixture.path(name), 'bang', scope());
      expect(fixture.describe(resolution)).toBe(place);
      const { span } = resolution.found ? resolution.definition : {};
      expect(fixture.sources.get(span?.source ?? -1).text).toBe(fixture.files.readText(path));
    },
  );

  test('a definition is found where it stands now after all else of its crate was looked up anew', () => {
    const { fixture, keeps } = looked();
    expect(keeps('/lib/src/macros.rs', 'hidden', 'renamed')).toBe(false);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
    expect(keeps('/lib/src/lib.rs', 'fn h()', 'fn other_name()')).toBe(false);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
    keeps('/lib/src/macros.rs', '', '\n');
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:2');
  });

  test('a file that was gone for a while is a module again', () => {
    const { fixture } = looked();
    const file = '/lib/src/macros.rs';
    const was = fixture.files.readText(file) ?? '';
    fixture.files.remove(file);
    fixture.resolver.fileChanged(file);
    expect(fixture.describe()).toMatch(/^cannot find macro `m!`/);
    fixture.files.write(file, was);
    fixture.resolver.fileChanged(file);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
  });

  test('only the version that was looked into counts, not one before it', () => {
    const { fixture, keeps } = looked();
    const file = '/lib/src/macros.rs';
    const was = fixture.files.readText(file) ?? '';
    expect(keeps(file, '[macro_export] macro_rules! m', '[macro_export] macro_rules! k')).toBe(false);
    // Its text alone tells that it has no macro of this name, so it is not read.
    expect(fixture.describe()).toMatch(/^cannot find macro `m!`/);
    fixture.files.write(file, was);
    fixture.resolver.fileChanged(file);
    expect(fixture.describe()).toBe('lib::m /lib/src/macros.rs:1');
  });

  test('a macro that is unchanged stays the same object', () => {
    const { fixture, keeps } = looked();
    const first = fixture.resolve();
    keeps('/a/src/lib.rs', 'fn t() {}', 'fn t() { 1; }');
    const at = (fixture.files.readText('/a/src/lib.rs') ?? '').indexOf('m!()');
    const scope = fixture.resolver.scopeAt(fixture.cursor.crate, '/a/src/lib.rs', at);
    const second = fixture.resolver.resolveMacro(fixture.path('m'), 'bang', scope);
    expect(first.found && second.found && first.definition === second.definition).toBe(true);
  });

  test.each([
    ['a use', '/a/src/lib.rs', 'use lib::m;', 'use lib::m as o;'],
    ['a module', '/a/src/lib.rs', 'mod other;', ''],
    ['a macro', '/lib/src/lib.rs', 'fn h()', 'macro_rules! x { () => {} } fn h()'],
    ['the rules of a macro', '/lib/src/macros.rs', 'm { () =>', 'm { ($a:tt) =>'],
    ['a call in the place of an item', '/a/src/lib.rs', 'fn f()', 'm!(); fn f()'],
    ['an attribute', '/lib/src/lib.rs', '#[macro_use]', ''],
    ['cfg', '/lib/src/lib.rs', 'fn h()', '#[cfg(no)] fn h()'],
    ['visibility', '/a/src/other.rs', 'pub macro', 'macro'],
    ['an inner attribute', '/lib/src/lib.rs', '#[macro_use]', '#![no_std] #[macro_use]'],
    ['the name of a function', '/lib/src/lib.rs', 'fn h()', 'fn i()'],
    ['a module in a module', '/a/src/lib.rs', 'pub mod deep', 'mod more {} pub mod deep'],
    [
      'an exported macro in a function',
      '/lib/src/lib.rs',
      '{ hidden!() }',
      '{ #[macro_export] macro_rules! k { () => {} } }',
    ],
    ['a module of a file in a function', '/lib/src/lib.rs', '{ hidden!() }', '{ #[path = "x.rs"] mod x; }'],
    ['a brace that is not closed', '/a/src/lib.rs', 'pub fn f() { n!() }', 'pub fn f() { n!() '],
  ])('an edit that may change the meaning of names is not taken for one: %s', (_, path, from, to) => {
    expect(looked().keeps(path, from, to)).toBe(false);
  });

  test('what an attribute macro is given, and what a call in the place of an item is given, may change names', () => {
    const { keeps } = looked(
      text
        .replace('#[test] fn t() {}', '#[lib::attribute] fn t() {} lib::m! { one }')
        .replace('#[macro_export]', '#[macro_export] macro_rules! attribute { () => {} } #[macro_export]'),
    );
    expect(keeps('/a/src/lib.rs', '{ one }', '{ two }')).toBe(false);
  });

  test('a file that include! reads is no module: its items are looked up again', () => {
    const { fixture, keeps } = looked(`//- /a/src/lib.rs crate:a deps:core
      core::include!("made.rs");
      fn f() { $0m!() }
      //- /a/src/made.rs
      macro_rules! m { () => {} }
      //- /core/src/lib.rs crate:core
      #[rustc_builtin_macro] #[macro_export] macro_rules! include { () => {} }`);
    expect(keeps('/a/src/made.rs', '', '\n')).toBe(false);
    expect(fixture.describe()).toBe('a::m /a/src/made.rs:2');
  });

  test('when many files change at once they are read when they are asked for', () => {
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const { fixture } = looked(
      [
        '//- /a/src/lib.rs crate:a',
        ...names.map((name) => `mod ${name};`),
        '$0',
        ...names.map((name) => `//- /a/src/${name}.rs\nfn f() { f!() }`),
      ].join('\n'),
    );
    const { parsedFiles } = fixture.resolver.statistics;
    for (const name of names) {
      fixture.files.write(`/a/src/${name}.rs`, 'fn f() {}\n');
      fixture.resolver.fileChanged(`/a/src/${name}.rs`);
    }
    fixture.resolver.crateOf('/a/src/lib.rs');
    expect(fixture.resolver.statistics.parsedFiles).toBe(parsedFiles);
  });
});
