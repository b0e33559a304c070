import { describe, expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

/** The message for the cursor in a crate `a` that depends on `lib`. */
function message(code: string, library = '', std = false): string {
  return Fixture.resolve(
    `//- /a/src/lib.rs crate:a deps:lib\n${code}\n//- /lib/src/lib.rs crate:lib\n${library}`,
    { std },
  );
}

const exported = '#[macro_export] macro_rules! format_it { () => {} }';

test('a failure says which segment was not found, where it was looked for, and near names', () => {
  const fixture = new Fixture(
    `//- /a/src/lib.rs crate:a deps:lib\nfn f() { $0lib::fromat_it!() }\n//- /lib/src/lib.rs crate:lib\n${exported}`,
  );
  expect(fixture.resolve()).toMatchInlineSnapshot(`
    {
      "failure": {
        "lookedIn": "crate \`lib\`",
        "message": "cannot find macro \`fromat_it!\` in crate \`lib\`; similar names: \`format_it\`",
        "nearest": [
          "format_it",
        ],
        "segment": "fromat_it",
      },
      "found": false,
    }
  `);
});

describe('the last segment', () => {
  test('is misspelt', () => {
    expect(message('fn f() { $0fromat_it!() } use lib::format_it;', exported)).toMatchInlineSnapshot(
      `"cannot find macro \`fromat_it!\` in crate \`a\`; similar names: \`format_it\`"`,
    );
    expect(message('fn f() { $0printn!() }', '', true)).toMatchInlineSnapshot(
      `"cannot find macro \`printn!\` in crate \`a\`; similar names: \`print\`, \`println\`, \`eprint\`"`,
    );
    expect(
      message(
        'macro_rules! made { ($n:ident) => { macro_rules! $n { () => {} } use $n as known; } } made!(m); fn f() { $0knwon!() }',
      ),
    ).toMatchInlineSnapshot(`"cannot find macro \`knwon!\` in crate \`a\`; similar names: \`known\`"`);
  });

  test('is a derive that is not there', () => {
    expect(message('mod x { #[derive($0Missing)] struct S; }')).toMatchInlineSnapshot(
      `"cannot find derive macro \`Missing\` in module \`a::x\`"`,
    );
  });

  test('is a macro of another kind', () => {
    expect(message('#[derive($0println)] struct S;', '', true)).toMatchInlineSnapshot(
      `"expected derive macro, found macro \`println\`"`,
    );
    expect(message('fn f() { $0Clone!() }', '', true)).toMatchInlineSnapshot(
      `"expected macro, found derive macro \`Clone\`"`,
    );
  });

  test('is private', () => {
    expect(message('mod x { macro m() {} } fn f() { $0x::m!() }')).toMatchInlineSnapshot(
      `"macro \`m!\` is private in module \`a::x\`"`,
    );
    expect(message('fn f() { $0lib::m!() }', 'pub(crate) macro m() {}')).toMatchInlineSnapshot(
      `"macro \`m!\` is private in crate \`lib\`"`,
    );
    expect(
      message('mod x { use lib::format_it; } fn f() { $0x::format_it!() }', exported),
    ).toMatchInlineSnapshot(`"macro \`format_it!\` is private in module \`a::x\`"`);
  });

  test('is imported from where there is no such macro', () => {
    expect(message('use lib::fromat_it as it; fn f() { $0it!() }', exported)).toMatchInlineSnapshot(
      `"cannot find macro \`it!\` in crate \`a\`; it is imported there, but cannot find macro \`fromat_it!\` in crate \`lib\`; similar names: \`format_it\`"`,
    );
    expect(
      message('mod x { pub use lbi::format_it; } use x::format_it; fn f() { $0format_it!() }', exported),
    ).toMatchInlineSnapshot(
      `"cannot find macro \`format_it!\` in crate \`a\`; it is imported there, but cannot find module or crate \`lbi\` in module \`a::x\` and among its dependencies; similar names: \`lib\`"`,
    );
    expect(
      message('mod x { pub use super::y::m; } mod y { pub use super::x::m; } fn f() { $0x::m!() }'),
    ).toMatchInlineSnapshot(
      `"cannot find macro \`m!\` in module \`a::x\`; it is imported there, but cannot find macro \`m!\` in module \`a::x\`; the imports of it lead to each other"`,
    );
    expect(message('use lib::m; fn f() { $0m!() }', 'macro m() {}')).toMatchInlineSnapshot(
      `"cannot find macro \`m!\` in crate \`a\`; it is imported there, but macro \`m!\` is private in crate \`lib\`"`,
    );
  });

  test('is defined where textual scope does not lead from', () => {
    expect(message('$0m!(); macro_rules! m { () => {} }')).toMatchInlineSnapshot(
      `"cannot find macro \`m!\` in crate \`a\`; \`macro_rules! m\` stands behind this place, and is seen only behind its definition"`,
    );
    expect(
      message(
        'mod x { pub mod y { macro_rules! m { () => {} } pub macro n() {} } } use x::y::n; fn f() { n!(); $0m!(); }',
      ),
    ).toMatchInlineSnapshot(
      `"cannot find macro \`m!\` in crate \`a\`; \`macro_rules! m\` is in module \`a::x::y\`, out of which \`#[macro_use]\` or an import would lead"`,
    );
  });
});

describe('a segment before the last', () => {
  test('is misspelt', () => {
    expect(message('mod inner {} fn f() { $0crate::iner::m!() }')).toMatchInlineSnapshot(
      `"cannot find module \`iner\` in crate \`a\`; similar names: \`inner\`"`,
    );
    expect(message('mod inner {} fn f() { $0lbi::m!() }')).toMatchInlineSnapshot(
      `"cannot find module or crate \`lbi\` in crate \`a\` and among its dependencies; similar names: \`lib\`"`,
    );
    expect(message('fn f() { $0::lbi::m!() }')).toMatchInlineSnapshot(
      `"cannot find crate \`lbi\` in the dependencies of crate \`a\`; similar names: \`lib\`"`,
    );
    expect(message('fn f() { $0lib::depe::m!() }', 'pub mod deep {}')).toMatchInlineSnapshot(
      `"cannot find module \`depe\` in crate \`lib\`; similar names: \`deep\`"`,
    );
  });

  test('is private', () => {
    expect(message('fn f() { $0lib::deep::m!() }', 'mod deep { pub macro m() {} }')).toMatchInlineSnapshot(
      `"module \`deep\` is private in crate \`lib\`"`,
    );
  });

  test('is no module', () => {
    expect(message('struct S; fn f() { $0S::m!() }')).toMatchInlineSnapshot(
      `"\`S\` in crate \`a\` is a type or a trait, not a module"`,
    );
    expect(message('fn f() { $0lib::T::m!() }', 'pub trait T {}')).toMatchInlineSnapshot(
      `"\`T\` in crate \`lib\` is a type or a trait, not a module"`,
    );
  });

  test('is a module without a file', () => {
    expect(message('mod inner; fn f() { $0inner::m!() }')).toMatchInlineSnapshot(
      `"cannot find the file of module \`inner\` in crate \`a\`"`,
    );
  });

  test('is a module in a block, where its name does not lead to a file', () => {
    expect(message('fn f() { mod inner; $0inner::m!() }')).toMatchInlineSnapshot(
      `"cannot find the file of module \`inner\` in crate \`a\`; in a block a module has a file only by \`#[path]\`"`,
    );
    expect(message('fn f() { #[path = "gone.rs"] mod inner; $0inner::m!() }')).toMatchInlineSnapshot(
      `"cannot find the file of module \`inner\` in crate \`a\`"`,
    );
  });

  test('is a crate that no_implicit_prelude hides', () => {
    expect(
      message('#![no_implicit_prelude]\nfn f() { $0lib::format_it!() }', exported),
    ).toMatchInlineSnapshot(
      `"cannot find module \`lib\` in crate \`a\`; \`#![no_implicit_prelude]\` hides the names of crates, which \`::lib\` would reach"`,
    );
  });
});
