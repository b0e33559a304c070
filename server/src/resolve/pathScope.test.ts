import { describe, expect, test } from 'vitest';
import { Fixture } from '../../../test/conformance/resolve/fixture';

const resolve = (text: string) => Fixture.resolve(text);

describe('use declarations', () => {
  test('import, rename, nested lists, `self` and globs of an exported macro', () => {
    const library =
      '//- /lib/src/lib.rs crate:lib\npub mod deep {\n  #[macro_export]\n  macro_rules! m { () => {} }\n}\n';
    const imports = [
      'use lib::m; fn f() { $0m!() }',
      'use lib::m as n; fn f() { $0n!() }',
      'use lib::{deep, m as n}; fn f() { $0n!() }',
      'use {lib::{deep::{self}, m as n}}; fn f() { $0n!() }',
      'use lib::*; fn f() { $0m!() }',
      'use lib as other; fn f() { $0other::m!() }',
      'use lib::{self as other}; fn f() { $0other::m!() }',
      'use ::lib::m; fn f() { $0m!() }',
      'fn f() { $0lib::m!() }',
      'fn f() { $0::lib::m!() }',
      'fn f() { use lib::m as n; { $0n!() } }',
      'extern crate lib as other; mod x { fn f() { $0other::m!() } }',
      'mod x { pub use lib::m as n; } mod y { use super::x::n; fn f() { $0n!() } }',
      'mod x { pub(crate) use lib::*; } use self::x::*; fn f() { $0m!() }',
      'mod x { pub mod y { pub use lib::m; } } use x::*; use y::*; fn f() { $0m!() }',
      'use y::*; use x::*; mod x { pub mod y { pub use lib::m; } } fn f() { $0m!() }',
      'mod x { fn f() { use super::*; $0m!() } } use lib::m;',
    ];
    for (const code of imports) {
      expect(resolve(`${library}//- /a/src/lib.rs crate:a deps:lib\n${code}`), code).toBe(
        'lib::m /lib/src/lib.rs:3',
      );
    }
  });

  test('a macro that is not exported has no path, but can be imported after its definition', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod x { macro_rules! m { () => {} } pub(crate) use m; }
      fn f() { $0x::m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
    expect(resolve(text.replace('pub(crate) use m;', ''))).toBe('cannot find macro `m!` in module `a::x`');
  });

  test('`use m as n` of a textual macro under a new name', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod x { macro_rules! m { () => {} } pub(crate) use m as n; }
      mod y { use crate::x; fn f() { $0x::n!() } }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
  });

  test('private names do not come through globs of other modules, but do for modules within', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib
      mod x { use lib::m; pub mod y { use super::*; fn f() { $0m!() } } }`;
    expect(resolve(text)).toBe('lib::m /lib/src/lib.rs:1');
    const outside = text.replace('$0', '').replace('mod x {', 'use x::*; fn g() { $0m!() }\nmod x {');
    expect(resolve(outside)).toBe('cannot find macro `m!` in crate `a`');
  });

  test('imports that lead to each other end', () => {
    expect(
      resolve(
        '//- /a/src/lib.rs crate:a\nmod x { pub use super::y::m; } mod y { pub use super::x::m; }\nuse x::m;\n$0m!();',
      ),
    ).toMatch(/^cannot find macro `m!` in crate `a`; .*; the imports of it lead to each other$/);
  });

  test('globs that lead to each other find what is in any of them', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod x { pub use super::y::*; }
      mod y { pub use super::z::*; pub use super::x::*; }
      mod z { pub use super::x::*; pub macro m() {} }
      fn f() { $0x::m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:3');
  });

  test('a `use` of a type and one of a macro of the same name are told apart', () => {
    const text = `//- /a/src/lib.rs crate:a deps:derive
      mod x { pub trait Name {} }
      pub use x::Name;
      pub use derive::Name;
      #[derive($0Name)] struct S;
      //- /derive/src/lib.rs crate:derive target:proc-macro
      #[proc_macro_derive(Name)]
      pub fn derive_name(input: TokenStream) -> TokenStream { input }`;
    expect(resolve(text)).toBe('derive::Name /derive/src/lib.rs:1 (procedural derive)');
  });

  test('an explicit import wins over a glob', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod x { pub macro m() {} }
      mod y { pub macro m() {} }
      use x::*;
      use y::m;
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
  });

  test('textual scope wins over imports', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod x { pub macro m() {} }
      use x::m;
      macro_rules! m { () => {} }
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:3');
  });
});

describe('crates', () => {
  test('an exported macro is at the root, wherever it stands and in which order', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod user;
      mod deep;
      //- /a/src/user.rs
      fn f() { $0crate::m!() }
      //- /a/src/deep.rs
      mod deeper { #[macro_export] macro_rules! m { () => {} } }`;
    expect(resolve(text)).toBe('a::m /a/src/deep.rs:1');
  });

  test('an exported macro in a file that `#[path]` puts in an unexpected place', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[path = "inline_lazy.rs"] pub mod lazy;
      //- /lib/src/inline_lazy.rs
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib
      fn f() { $0lib::m!() }`;
    expect(resolve(text)).toBe('lib::m /lib/src/inline_lazy.rs:1');
  });

  test('an exported macro that a macro of another file defines in a file of an unexpected place', () => {
    const text = `//- /lib/src/lib.rs crate:lib cfg:unix
      #[macro_use] mod macros;
      macro_rules! pass { ($($item:item)*) => { $($item)* } }
      pass! { #[cfg(unix)] #[path = "arch/x86.rs"] mod arch; }
      //- /lib/src/macros.rs
      macro_rules! define { ($name:ident) => { #[macro_export] macro_rules! $name { () => {} } } }
      //- /lib/src/arch/x86.rs
      define! { m }
      //- /a/src/lib.rs crate:a deps:lib
      fn f() { $0lib::m!() }`;
    expect(resolve(text)).toBe('lib::m /lib/src/arch/x86.rs:1');
  });

  test('an exported macro in a module that is configured away does not exist', () => {
    const text = `//- /a/src/lib.rs crate:a
      #[cfg(any())] mod x;
      fn f() { $0crate::m!() }
      //- /a/src/x.rs
      #[macro_export] macro_rules! m { () => {} }`;
    expect(resolve(text)).toBe('cannot find macro `m!` in crate `a`');
  });

  test('`$crate` is the crate of the macro that wrote it', () => {
    const fixture = new Fixture(`//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib
      $0`);
    const scope = fixture.resolver.scopeAt(1, '/a/src/lib.rs', 0);
    const [dollarCrate, m] = fixture.path('krate::m').segments;
    if (!dollarCrate || !m) throw new Error('no path');
    const path = { global: false, segments: [{ ...dollarCrate, text: '$crate', crate: 0 }, m] };
    expect(fixture.describe(fixture.resolver.resolveMacro(path, 'bang', scope))).toBe(
      'lib::m /lib/src/lib.rs:1',
    );
  });

  test('a renamed dependency is reached by its new name', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:other=lib
      fn f() { $0other::m!() }`;
    expect(resolve(text)).toBe('lib::m /lib/src/lib.rs:1');
  });

  test('`#[macro_use] extern crate` reaches every module, with and without a list', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib edition:2015
      #[macro_use] extern crate lib;
      mod x { fn f() { $0m!() } }`;
    expect(resolve(text)).toBe('lib::m /lib/src/lib.rs:1');
    expect(resolve(text.replace('macro_use', 'macro_use(m)'))).toBe('lib::m /lib/src/lib.rs:1');
    expect(resolve(text.replace('macro_use', 'macro_use(n)'))).toBe(
      'cannot find macro `m!` in module `a::x`',
    );
  });

  test('a macro in a module wins over one of `#[macro_use] extern crate`', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib
      #[macro_use] extern crate lib;
      macro m() {}
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
  });

  test('edition 2015: paths of `use` begin at the root', () => {
    const text = `//- /lib/src/lib.rs crate:lib
      #[macro_export] macro_rules! m { () => {} }
      //- /a/src/lib.rs crate:a deps:lib edition:2015
      extern crate lib;
      mod x { pub use lib::m; }
      mod y { use x::m as n; fn f() { $0n!() } }`;
    expect(resolve(text)).toBe('lib::m /lib/src/lib.rs:1');
    expect(resolve(text.replace('$0n!', '$0::lib::m!'))).toBe('lib::m /lib/src/lib.rs:1');
    expect(resolve(text.replace('edition:2015', 'edition:2018'))).toMatch(/^cannot find macro `n!`/);
  });

  test('a crate that names itself', () => {
    const text = `//- /a/src/lib.rs crate:a
      extern crate self as me;
      #[macro_export] macro_rules! m { () => {} }
      mod x { fn f() { $0me::m!() } }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
  });

  test('a derive that a facade re-exports from its own procedural crate', () => {
    const text = `//- /serde/src/lib.rs crate:serde deps:serde_derive=the_derive cfg:feature="derive"
      #[cfg(feature = "derive")]
      extern crate serde_derive;
      #[cfg(feature = "derive")]
      pub use serde_derive::{Deserialize, Serialize};
      pub use ser::Serialize;
      pub mod ser { pub trait Serialize {} }
      //- /derive/src/lib.rs crate:the_derive target:proc-macro
      #[proc_macro_derive(Serialize, attributes(serde))]
      pub fn derive_serialize(input: TokenStream) -> TokenStream { input }
      //- /a/src/lib.rs crate:a deps:serde
      #[derive($0serde::Serialize)] struct S;`;
    expect(resolve(text)).toBe('the_derive::Serialize /derive/src/lib.rs:1 (procedural derive)');
    expect(resolve(text.replace('feature="derive"', ''))).toBe(
      'cannot find derive macro `Serialize` in crate `serde`; it is imported there, but ' +
        'cannot find derive macro `Serialize` in module `serde::ser`',
    );
  });
});

describe('modules', () => {
  test('files of modules: `name.rs`, `name/mod.rs`, and folders of both', () => {
    const text = `//- /a/src/lib.rs crate:a
      mod one;
      mod two;
      fn f() { $0one::inner::m!(); two::inner::m!() }
      //- /a/src/one.rs
      pub mod inner;
      //- /a/src/one/inner.rs
      pub macro m() {}
      //- /a/src/two/mod.rs
      pub mod inner;
      //- /a/src/two/inner.rs
      pub macro m() {}`;
    expect(resolve(text)).toBe('a::m /a/src/one/inner.rs:1');
    expect(resolve(text.replace('$0one', 'one').replace('two::inner::m!', '$0two::inner::m!'))).toBe(
      'a::m /a/src/two/inner.rs:1',
    );
  });

  test('`#[path]`, also by `cfg_attr` and within inline modules', () => {
    const text = `//- /a/src/lib.rs crate:a cfg:unix
      #[cfg_attr(unix, path = "unix_impl.rs")]
      #[cfg_attr(not(unix), path = "other.rs")]
      mod imp;
      mod inline { #[path = "moved.rs"] pub mod outside; pub mod file; }
      fn f() { $0imp::m!(); inline::outside::m!(); inline::file::m!() }
      //- /a/src/unix_impl.rs
      pub macro m() {}
      //- /a/src/other.rs
      pub macro m() {}
      //- /a/src/inline/moved.rs
      pub macro m() {}
      //- /a/src/inline/file.rs
      pub macro m() {}`;
    expect(resolve(text)).toBe('a::m /a/src/unix_impl.rs:1');
    const moved = text.replace('$0', '');
    expect(resolve(moved.replace('inline::outside::m', '$0inline::outside::m'))).toBe(
      'a::m /a/src/inline/moved.rs:1',
    );
    expect(resolve(moved.replace('inline::file::m', '$0inline::file::m'))).toBe(
      'a::m /a/src/inline/file.rs:1',
    );
  });

  test('`#[path]` with an absolute path', () => {
    const text = `//- /a/src/lib.rs crate:a
      #[path = "/shared/code.rs"] mod code;
      fn f() { $0code::m!() }
      //- /shared/code.rs
      pub macro m() {}`;
    expect(resolve(text)).toBe('a::m /shared/code.rs:1');
  });

  test('the file of a module in a block belongs to the crate, and so does one that is added', () => {
    const fixture = new Fixture(`//- /a/src/lib.rs crate:a
      mod shared;
      fn f() { macro_rules! m { () => {} } $0m!(); #[path = "parts/one.rs"] mod one; #[path = "two.rs"] mod two; }
      //- /a/src/shared.rs
      //- /a/src/parts/one.rs
      fn g() { m!() }`);
    const { resolver, files } = fixture;
    const scopes = (file: string) => {
      const crate = resolver.crateOf(file);
      if (crate === undefined) return undefined;
      const scope = resolver.scopeAt(crate, file, (files.readText(file) ?? '').indexOf('m!'));
      return fixture.describe(resolver.resolveMacro(fixture.path('m'), 'bang', scope));
    };
    expect(scopes('/a/src/parts/one.rs')).toBe('a::m /a/src/lib.rs:2');
    expect(scopes('/a/src/two.rs')).toBeUndefined();
    files.write('/a/src/two.rs', 'fn h() { m!() }');
    resolver.fileChanged('/a/src/two.rs');
    expect(scopes('/a/src/two.rs')).toBe('a::m /a/src/lib.rs:2');
    files.write(
      '/a/src/lib.rs',
      (files.readText('/a/src/lib.rs') ?? '').replace('#[path = "two.rs"] mod two;', ''),
    );
    resolver.fileChanged('/a/src/lib.rs');
    expect(scopes('/a/src/two.rs')).toBeUndefined();
    expect(scopes('/a/src/parts/one.rs')).toBe('a::m /a/src/lib.rs:2');
  });

  test('a cursor in a file that `#[path]` puts in an unexpected place', () => {
    const text = `//- /a/src/lib.rs crate:a
      macro_rules! m { () => {} }
      #[path = "../shared/code.rs"] mod code;
      //- /a/shared/code.rs
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:1');
  });

  test('a cursor in a file of a module whose folder `#[path]` names: no other file is read into tokens', () => {
    const fixture = new Fixture(`//- /a/src/lib.rs crate:a
      macro_rules! pass { ($($item:item)*) => { $($item)* } }
      mod other;
      pass! { mod process; }
      //- /a/src/other.rs
      //- /a/src/process/mod.rs
      #[path = "unix/mod.rs"] mod imp;
      //- /a/src/process/unix/mod.rs
      mod reap;
      //- /a/src/process/unix/reap.rs
      macro_rules! m { () => {} }
      fn f() { $0m!() }`);
    expect(fixture.describe()).toBe('a::m /a/src/process/unix/reap.rs:1');
    expect(fixture.resolver.scopeAt(0, fixture.cursor.file, 0).module.path).toEqual([
      'process',
      'imp',
      'reap',
    ]);
    // lib.rs, process/mod.rs, unix/mod.rs and reap.rs; other.rs is not among them.
    expect(fixture.resolver.statistics.parsedFiles).toBe(4);
  });

  test('an import of a module that has the name of a macro: the other crate is not searched for a macro', () => {
    const fixture = new Fixture(`//- /a/src/lib.rs crate:a deps:log
      fn f() { $0log::error!() }
      //- /log/src/lib.rs crate:log deps:large
      use large::error;
      #[macro_export] macro_rules! error { () => {} }
      //- /large/src/lib.rs crate:large
      pub mod error;
      mod calls;
      //- /large/src/error.rs
      //- /large/src/calls.rs
      macro_rules! make { () => { #[macro_export] macro_rules! error { () => {} } } }`);
    expect(fixture.describe()).toBe('log::error /log/src/lib.rs:2');
    expect(fixture.resolver.statistics.parsedFiles).toBe(2);
  });

  test('the module whose `cfg` holds is the one', () => {
    const text = `//- /a/src/lib.rs crate:a cfg:unix
      #[cfg(not(unix))] mod imp { pub macro m() {} }
      #[cfg(unix)] mod imp { pub macro m() {} }
      fn f() { $0imp::m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:2');
  });

  test('modules that a macro call declares, and files in them', () => {
    const text = `//- /a/src/lib.rs crate:a cfg:feature="net"
      macro_rules! cfg_net { ($($item:item)*) => { $(#[cfg(feature = "net")] $item)* } }
      cfg_net! { pub mod net; }
      //- /a/src/net.rs
      macro_rules! m { () => {} }
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/net.rs:1');
  });

  test('`cfg_if` chooses the branch whose condition holds', () => {
    const text = `//- /cfg_if/src/lib.rs crate:cfg_if
      #[macro_export]
      macro_rules! cfg_if {
          (if #[cfg($meta:meta)] { $($tokens:tt)* } else { $($other:tt)* }) => {
              $crate::cfg_if! { @pass $meta { $($tokens)* } }
              $crate::cfg_if! { @pass not($meta) { $($other)* } }
          };
          (@pass $meta:meta { $($tokens:tt)* }) => { #[cfg($meta)] $crate::cfg_if! { @identity $($tokens)* } };
          (@identity $($tokens:tt)*) => { $($tokens)* };
      }
      //- /a/src/lib.rs crate:a deps:cfg_if cfg:unix
      cfg_if::cfg_if! {
          if #[cfg(unix)] {
              mod imp { pub macro m() {} }
          } else {
              mod imp { pub macro m() {} }
          }
      }
      use imp::m;
      fn f() { $0m!() }`;
    expect(resolve(text)).toBe('a::m /a/src/lib.rs:3');
    expect(resolve(text.replace('cfg:unix', ''))).toBe('a::m /a/src/lib.rs:5');
  });

  test('items of an included file, and a change of that file', () => {
    const text = `//- /a/src/lib.rs crate:a
      include!("generated.rs");
      fn f() { $0made::m!() }
      //- /a/src/generated.rs
      pub mod made { pub macro m() {} }`;
    const fixture = new Fixture(text, { std: true });
    expect(fixture.describe()).toBe('a::m /a/src/generated.rs:1');
    fixture.files.write('/a/src/generated.rs', '\n\npub mod made { pub macro m() {} }');
    fixture.resolver.fileChanged('/a/src/generated.rs');
    expect(fixture.describe()).toBe('a::m /a/src/generated.rs:3');
  });

  test('a file that is a module of itself does not hang', () => {
    const text = `//- /a/src/lib.rs crate:a
      #[path = "lib.rs"] mod again;
      fn f() { $0again::m!() }`;
    expect(resolve(text)).toBe('cannot find the file of module `again` in crate `a`');
  });
});
