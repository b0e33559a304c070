//! Programs about the scope of macros. Every macro expands to a string of its own; `$0` stands before the call that is looked at, which gives
//! the value of something called `cursor`. What rustc makes of them is in scoping.rustc.json.

//= textual: the last definition before the call
macro_rules! m { () => { "1" } }
macro_rules! m { () => { "2" } }
const cursor: &str = $0m!();
macro_rules! m { () => { "3" } }

//= textual: not before the definition
const cursor: &str = $0m!();
macro_rules! m { () => { "1" } }

//= textual: into child modules, not out of them
macro_rules! m { () => { "1" } }
mod a { macro_rules! m { () => { "2" } } }
mod b { pub const cursor: &str = $0m!(); }

//= textual: macro_use lets definitions out, in order
macro_rules! m { () => { "1" } }
#[macro_use] mod a { macro_rules! m { () => { "2" } } }
mod b { pub const cursor: &str = $0m!(); }

//= textual: macro_use of a module within a module that has none
mod a { #[macro_use] pub mod b { macro_rules! m { () => { "1" } } } pub const cursor: &str = $0m!(); }

//= textual: macro_use does not go two levels up by itself
mod a { #[macro_use] pub mod b { macro_rules! m { () => { "1" } } } }
const cursor: &str = $0m!();

//= textual: a block ends
fn f() { { macro_rules! m { () => { "1" } } } let cursor: &str = $0m!(); }

//= textual: a nested function sees the macros of the outer one
fn f() { macro_rules! m { () => { "1" } } fn g() { let cursor: &str = $0m!(); } }

//= textual: shadowing within a block
macro_rules! m { () => { "1" } }
fn f() { macro_rules! m { () => { "2" } } { macro_rules! m { () => { "3" } } } let cursor: &str = $0m!(); }

//= textual: a definition in a match arm
fn f(x: u8) { match x { 0 => { macro_rules! m { () => { "1" } } let cursor: &str = $0m!(); } _ => {} } }

//= textual: cfg takes a definition away
macro_rules! m { () => { "1" } }
#[cfg(any())] macro_rules! m { () => { "2" } }
const cursor: &str = $0m!();

//= textual: cfg_attr gives macro_use
#[cfg_attr(all(), macro_use)] mod a { macro_rules! m { () => { "1" } } }
const cursor: &str = $0m!();

//= textual: through a macro that defines it
macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "1" } } } }
define!(m);
const cursor: &str = $0m!();

//= textual: through a macro that calls a macro that defines it
macro_rules! outer { ($name:ident) => { inner!($name); } }
macro_rules! inner { ($name:ident) => { macro_rules! $name { () => { "1" } } } }
outer!(m);
const cursor: &str = $0m!();

//= textual: through a macro in a statement
macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "1" } } } }
fn f() { define!(m); let cursor: &str = $0m!(); }

//= textual: a macro in an expression defines for itself only
macro_rules! define { ($name:ident) => { { macro_rules! $name { () => { "1" } } 0 } } }
fn f() { let x = define!(m); let cursor: &str = $0m!(); }

//= textual: a macro with a fixed name defines it for its caller
macro_rules! define { () => { macro_rules! m { () => { "1" } } } }
define!();
const cursor: &str = $0m!();

//= textual: a macro makes a module with macro_use
macro_rules! define { ($($item:item)*) => { $($item)* } }
define! { #[macro_use] mod a { macro_rules! m { () => { "1" } } } }
const cursor: &str = $0m!();

//= textual: a call in an item that a macro passes on
macro_rules! pass { ($($item:item)*) => { $($item)* } }
pass! { macro_rules! m { () => { "1" } } pub const cursor: &str = $0m!(); }

//= textual: a call in a module that a macro passes on
macro_rules! pass { ($($tokens:tt)*) => { mod made { $($tokens)* } } }
pass! { mod x { macro_rules! m { () => { "1" } } } macro_rules! m { () => { "2" } } pub const cursor: &str = $0m!(); }

//= textual: a macro that a macro defines does not shadow silently
macro_rules! m { () => { "1" } }
macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "2" } } } }
define!(m);
const cursor: &str = $0m!();

//= path: exported macros are at the root before they are defined
mod a { pub const cursor: &str = $0crate::m!(); }
mod b { #[macro_export] macro_rules! m { () => { "1" } } }

//= path: an exported macro has no path through its module
mod b { #[macro_export] macro_rules! m { () => { "1" } } }
const cursor: &str = $0b::m!();

//= path: one segment finds an exported macro of the root only in the root
mod b { #[macro_export] macro_rules! m { () => { "1" } } }
const cursor: &str = $0m!();

//= path: one segment does not find an exported macro of the root in a module
mod a { pub const cursor: &str = $0m!(); }
mod b { #[macro_export] macro_rules! m { () => { "1" } } }

//= path: a macro that is not exported is imported after its definition
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
const cursor: &str = $0a::m!();

//= path: a macro that is not exported is imported under another name
mod a { macro_rules! m { () => { "1" } } pub(crate) use m as n; }
use a::n as o;
const cursor: &str = $0o!();

//= path: a macro that is not exported has no path
mod a { macro_rules! m { () => { "1" } } }
const cursor: &str = $0a::m!();

//= path: an import of the textual macro takes the one before it
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; macro_rules! m { () => { "2" } } }
const cursor: &str = $0a::m!();

//= path: textual scope before imports
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
use a::m;
mod b { macro_rules! m { () => { "2" } } pub const cursor: &str = $0m!(); }

//= path: an import in a block before the module's
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
use a::m;
fn f() { use b::m; let cursor: &str = $0m!(); }

//= path: an import in a block holds before it too
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
fn f() { let cursor: &str = $0m!(); use a::m; }

//= path: an explicit import before a glob
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
use a::*;
use b::m;
const cursor: &str = $0m!();

//= path: globs of globs
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { pub(crate) use crate::a::*; }
mod c { pub(crate) use crate::b::*; pub const cursor: &str = $0m!(); }

//= path: a private import through a glob from within
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { use crate::a::m; pub mod c { use super::*; pub const cursor: &str = $0m!(); } }

//= path: a private import does not come through a glob from outside
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { use crate::a::m; }
use b::*;
const cursor: &str = $0m!();

//= path: super
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; pub mod b { pub const cursor: &str = $0super::m!(); } }

//= path: self in a block means the module
macro_rules! m { () => { "1" } } use m as n;
fn f() { use m as o; let cursor: &str = $0self::o!(); }

//= path: a nested list with self and renames
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } }
use a::{b::{self as c, m as n}};
const cursor: &str = $0c::m!();

//= path: an import of a module that a glob brings
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } }
use a::*;
use b::m;
const cursor: &str = $0m!();

//= path: imports in a cycle
mod a { pub(crate) use crate::b::m; }
mod b { pub(crate) use crate::a::m; }
const cursor: &str = $0a::m!();

//= path: globs in a cycle with something in it
mod a { pub(crate) use crate::b::*; }
mod b { pub(crate) use crate::a::*; macro_rules! m { () => { "1" } } pub(crate) use m; }
const cursor: &str = $0a::m!();

//= path: a module made by a macro
macro_rules! make { ($name:ident) => { mod $name { macro_rules! m { () => { "1" } } pub(crate) use m; } } }
make!(a);
const cursor: &str = $0a::m!();

//= path: an import made by a macro
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
macro_rules! import { ($($path:tt)*) => { use $($path)*; } }
import!(a::m as n);
const cursor: &str = $0n!();

//= path: an import by a path fragment
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
macro_rules! import { ($path:path) => { use $path as n; } }
import!(a::m);
const cursor: &str = $0n!();

//= path: a macro made by a macro that comes from a module made by a macro
macro_rules! first { () => { mod a { macro_rules! second { () => { mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } } } pub(crate) use second; } } }
a::second!();
first!();
const cursor: &str = $0b::m!();

//= path: raw identifiers name the same
mod r#a { macro_rules! r#m { () => { "1" } } pub(crate) use m; }
const cursor: &str = $0a::r#m!();

//= path: extern crate self
extern crate self as me;
mod b { #[macro_export] macro_rules! m { () => { "1" } } }
mod c { pub const cursor: &str = $0me::m!(); }

//= prelude: a macro of the user before that of the standard library
macro_rules! vec { () => { "1" } }
const cursor: &str = $0vec!();

//= prelude: an import of the user before the standard library
mod a { macro_rules! println { () => { "1" } } pub(crate) use println; }
use a::println;
const cursor: &str = $0println!();

//= prelude: a glob of the user before the standard library
mod a { macro_rules! concat { () => { "1" } } pub(crate) use concat; }
use a::*;
const cursor: &str = $0concat!();

//= prelude: a glob of std beside a textual macro
use std::*;
macro_rules! vec { () => { "1" } }
const cursor: &str = $0vec!();

//= edition 2015: a use path begins at the root
//- edition:2015
mod a { #[macro_export] macro_rules! e { () => { "2" } } }
mod b { use e as n; pub const cursor: &str = $0n!(); }

//= path: self in the middle of a path
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; pub mod b { pub const cursor: &str = $0super::self::m!(); } }

//= path: macro 2.0 is found as items are
#![feature(decl_macro)]
mod b { pub const cursor: &str = $0super::a::m!(); }
mod a { pub macro m() { "1" } }

//= path: a macro 2.0 with arms
#![feature(decl_macro)]
mod a { pub macro m { () => { "1" }, (x) => { "2" } } }
use a::m as n;
const cursor: &str = $0n!();

//= path: a macro 2.0 is visible before it stands
#![feature(decl_macro)]
const cursor: &str = $0m!();
macro m() { "1" }

//= path: in a block, a macro 2.0 of the block
#![feature(decl_macro)]
macro m() { "1" }
fn f() { let cursor: &str = $0m!(); macro m() { "2" } }

//= textual: macro_use by an inner attribute of the module
mod a { #![macro_use] macro_rules! m { () => { "1" } } }
const cursor: &str = $0m!();

//= textual: a macro within the arguments of another call
macro_rules! id { ($e:expr) => { $e } }
macro_rules! m { () => { "1" } }
fn f() { macro_rules! m { () => { "2" } } let cursor: &str = id!({ macro_rules! m { () => { "3" } } $0m!() }); }

//= textual: a const block and an array length
fn f() { const { macro_rules! m { () => { "1" } } } let cursor: &str = $0m!(); }

//= textual: a method of an impl in a function
fn f() { macro_rules! m { () => { "1" } } struct S; impl S { fn g() { let cursor: &str = $0m!(); } } }

//= textual: a trait's default method
macro_rules! m { () => { "1" } }
trait T { fn g() { macro_rules! m { () => { "2" } } let cursor: &str = $0m!(); } }

//= textual: use of a macro's name for something else
macro_rules! m { () => { "1" } }
mod m {} fn m() {}
const cursor: &str = $0m!();

//= edition 2018: a use path begins in the module
//- edition:2018
mod a { pub mod c { macro_rules! m { () => { "1" } } pub(crate) use m; } use c::m; pub const cursor: &str = $0m!(); }

//= edition 2015: a use path does not begin in the module
//- edition:2015
mod a { pub mod c { #[macro_export] macro_rules! m { () => { "1" } } } use c::m; pub const cursor: &str = $0m!(); }

//= edition 2015: a global path begins at the root
//- edition:2015
#[macro_export] macro_rules! m { () => { "1" } }
mod a { use ::m as n; pub const cursor: &str = $0n!(); }

//= edition 2018: a global path does not begin at the root
//- edition:2018
#[macro_export] macro_rules! m { () => { "1" } }
mod a { use ::m as n; pub const cursor: &str = $0n!(); }

//= path: a bare name that a macro with local_inner_macros wrote is an exported macro of its crate
#[macro_export] macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "1" } } } }
#[macro_export(local_inner_macros)] macro_rules! outer { ($name:ident) => { define!($name); } }
mod a {
    macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "2" } } } }
    outer!(m);
    pub const cursor: &str = $0m!();
}

//= path: a bare name that the caller of a macro with local_inner_macros wrote is the caller's
#[macro_export] macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "1" } } } }
#[macro_export(local_inner_macros)] macro_rules! outer { ($called:ident $name:ident) => { $called!($name); } }
mod a {
    macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "2" } } } }
    outer!(define m);
    pub const cursor: &str = $0m!();
}
//= visibility: a private macro 2.0 from outside of its module
#![feature(decl_macro)]
mod a { macro m() { "1" } }
const cursor: &str = $0a::m!();

//= visibility: a private macro 2.0 from a module within
#![feature(decl_macro)]
mod a { macro m() { "1" } pub mod b { pub const cursor: &str = $0super::m!(); } }

//= visibility: a macro 2.0 for the parent only
#![feature(decl_macro)]
mod a { pub mod b { pub(super) macro m() { "1" } } pub const cursor: &str = $0b::m!(); }

//= visibility: a macro 2.0 for the parent only, from further out
#![feature(decl_macro)]
mod a { pub mod b { pub(super) macro m() { "1" } } }
const cursor: &str = $0a::b::m!();

//= visibility: a macro 2.0 in a path
#![feature(decl_macro)]
mod a { pub mod b { pub mod c { pub(in crate::a) macro m() { "1" } } } pub const cursor: &str = $0b::c::m!(); }

//= visibility: a macro 2.0 in a path, from further out
#![feature(decl_macro)]
mod a { pub mod b { pub mod c { pub(in crate::a) macro m() { "1" } } } }
const cursor: &str = $0a::b::c::m!();

//= visibility: a private module on the way
mod a { mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } }
const cursor: &str = $0a::b::m!();

//= visibility: a private module on the way, from a sibling of it
mod a { mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } mod c { pub const cursor: &str = $0super::b::m!(); } }

//= visibility: a private import by its path
mod a { macro_rules! m { () => { "1" } } use m as n; }
const cursor: &str = $0a::n!();

//= visibility: an import of something private
mod a { macro_rules! m { () => { "1" } } use m as n; }
use a::n;
const cursor: &str = $0n!();

//= visibility: a private import does not hide one of a glob
mod a { macro_rules! m { () => { "1" } } pub(crate) use m as n; }
mod b { macro_rules! m { () => { "2" } } use m as n; }
use a::*;
use b::*;
const cursor: &str = $0n!();

//= visibility: a private extern crate by its path
mod a { extern crate dep; }
const cursor: &str = $0a::dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= visibility: a public extern crate by its path
mod a { pub extern crate dep; }
const cursor: &str = $0a::dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= visibility: what a dependency keeps to itself
const cursor: &str = $0dep::a::n!();
//- /dep/src/lib.rs crate:dep
pub mod a { macro_rules! m { () => { "1" } } pub(crate) use m as n; }

//= visibility: a private module of a dependency
const cursor: &str = $0dep::a::n!();
//- /dep/src/lib.rs crate:dep
mod a { pub use crate::m as n; }
#[macro_export] macro_rules! m { () => { "1" } }

//= visibility: a re-export out of a private module of a dependency
const cursor: &str = $0dep::n!();
//- /dep/src/lib.rs crate:dep
mod a { pub use crate::m as n; }
pub use a::n;
#[macro_export] macro_rules! m { () => { "1" } }

//= visibility: a glob of a dependency brings what is public
use dep::a::*;
const cursor: &str = $0n!();
//- /dep/src/lib.rs crate:dep
pub mod a { macro_rules! m { () => { "1" } } pub(crate) use m as n; }

//= visibility: a private glob of another module
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { use crate::a::*; }
const cursor: &str = $0b::m!();

//= visibility: a public import does not come through a private glob
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { use crate::a::*; }
mod c { pub(crate) use crate::b::*; }
const cursor: &str = $0c::m!();

//= visibility: pub(self) is private
#![feature(decl_macro)]
mod a { pub(self) macro m() { "1" } }
const cursor: &str = $0a::m!();

//= visibility: crate as a visibility in a path
#![feature(decl_macro)]
mod a { pub(in super::a) macro m() { "1" } }
const cursor: &str = $0a::m!();

//= no_implicit_prelude: macros of the standard library
#![no_implicit_prelude]
fn f() { let cursor: &str = $0println!("1"); }

//= no_implicit_prelude: built-in macros stay
#![no_implicit_prelude]
const cursor: &str = $0concat!("1");

//= no_implicit_prelude: names of crates
#![no_implicit_prelude]
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: names of crates behind two colons
#![no_implicit_prelude]
const cursor: &str = $0::dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: names of crates in a use
#![no_implicit_prelude]
use dep::m;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: names of crates in a global use
#![no_implicit_prelude]
use ::dep::m;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: of a module
#[no_implicit_prelude] mod a { pub const cursor: &str = $0dep::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: of a module around the module
#[no_implicit_prelude] mod a { pub mod b { pub const cursor: &str = $0dep::m!(); } }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: beside a module that has it
#[no_implicit_prelude] mod a {}
mod b { pub const cursor: &str = $0dep::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: macros of the user stay
#![no_implicit_prelude]
macro_rules! m { () => { "1" } }
mod a { pub const cursor: &str = $0m!(); }

//= no_implicit_prelude: macros of macro_use crates
#![no_implicit_prelude]
#[macro_use] extern crate dep;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= no_implicit_prelude: macros of macro_use crates in edition 2015
//- edition:2015
#![no_implicit_prelude]
#[macro_use] extern crate dep;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= files: an inner macro_use of a file
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
#![macro_use]
macro_rules! m { () => { "1" } }

//= files: an inner macro_use of a file hides an earlier macro
macro_rules! m { () => { "1" } }
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
#![macro_use]
macro_rules! m { () => { "2" } }

//= files: an inner macro_use of a file within another
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
#![macro_use]
mod b;
//- /case/src/a/b.rs
#![macro_use]
macro_rules! m { () => { "1" } }

//= files: an inner macro_use of a file, conditional
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
#![cfg_attr(all(), macro_use)]
macro_rules! m { () => { "1" } }

//= files: an inner macro_use of a file, condition off
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
#![cfg_attr(any(), macro_use)]
macro_rules! m { () => { "1" } }

//= files: a word that looks like an inner macro_use
mod a;
const cursor: &str = $0m!();
//- /case/src/a.rs
// #![macro_use]
macro_rules! m { () => { "1" } }

//= files: the items of an included file
include!("b.rs");
const cursor: &str = $0m!();
//- /case/src/b.rs
macro_rules! m { () => { "1" } }

//= files: a module in an included file
include!("b.rs");
const cursor: &str = $0x::m!();
//- /case/src/b.rs
mod x { macro_rules! m { () => { "1" } } pub(crate) use m; }

//= files: a call in an included file
macro_rules! m { () => { "1" } }
mod x { macro_rules! m { () => { "2" } } include!("b.rs"); }
//- /case/src/b.rs
pub const cursor: &str = $0m!();

//= files: a call in a module of an included file
mod x { macro_rules! m { () => { "1" } } include!("b.rs"); }
//- /case/src/b.rs
macro_rules! m { () => { "2" } }
mod y { pub const cursor: &str = $0m!(); }
macro_rules! m { () => { "3" } }

//= files: path within a module, in a root file
#[path = "there"] mod a { #[path = "b.rs"] pub mod c; }
const cursor: &str = $0a::c::m!();
//- /case/src/there/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: path within a module, in a file that is no mod.rs
mod n;
const cursor: &str = $0n::a::c::m!();
//- /case/src/n.rs
pub mod a { #[path = "b.rs"] pub mod c; }
//- /case/src/n/a/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: path in a file that is no mod.rs
mod n;
const cursor: &str = $0n::c::m!();
//- /case/src/n.rs
#[path = "b.rs"] pub mod c;
//- /case/src/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a child of a file that path names
#[path = "there/b.rs"] mod c;
const cursor: &str = $0c::d::m!();
//- /case/src/there/b.rs
pub mod d;
//- /case/src/there/d.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module in a block, by path
fn f() { #[path = "b.rs"] mod c; let cursor: &str = $0c::m!(); }
//- /case/src/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a call in the file of a module in a block
macro_rules! m { () => { "1" } }
fn f() { macro_rules! m { () => { "2" } } #[path = "b.rs"] mod c; }
//- /case/src/b.rs
pub const cursor: &str = $0m!();

//= files: a call in a file below the file of a module in a block
macro_rules! m { () => { "1" } }
fn f() { macro_rules! m { () => { "2" } } #[path = "b.rs"] mod c; }
//- /case/src/b.rs
pub mod d;
//- /case/src/d.rs
pub const cursor: &str = $0m!();

//= files: a module in a block has no file by its name
fn f() { mod c; let cursor: &str = $0c::m!(); }
//- /case/src/c.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module in a block of a file that is no mod.rs
mod n;
//- /case/src/n.rs
fn f() { #[path = "b.rs"] mod c; let cursor: &str = $0c::m!(); }
//- /case/src/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module in a block of an inline module
mod x { fn f() { #[path = "b.rs"] mod c; let cursor: &str = $0c::m!(); } }
//- /case/src/x/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a path in an inline module of a block
mod n;
//- /case/src/n.rs
fn f() { mod a { #[path = "b.rs"] pub mod c; } let cursor: &str = $0a::c::m!(); }
//- /case/src/a/b.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module by its name in an inline module of a block
fn f() { mod a { pub mod c; } let cursor: &str = $0a::c::m!(); }
//- /case/src/a/c.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module by its name in an inline module of a block that has a path
fn f() { #[path = "there"] mod a { pub mod c; } let cursor: &str = $0a::c::m!(); }
//- /case/src/there/c.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a call in the file of a module that a macro passes on in a block
macro_rules! pass { ($($item:item)*) => { $($item)* } }
fn f() { macro_rules! m { () => { "1" } } pass! { #[path = "b.rs"] mod c; } }
//- /case/src/b.rs
pub const cursor: &str = $0m!();

//= files: a call in the file of a module in a block of a method, in a file of such a module
fn f() { #[path = "b.rs"] mod c; }
//- /case/src/b.rs
struct S;
impl S { fn g(&self) { if true { macro_rules! m { () => { "1" } } mod a { #[path = "e.rs"] mod d; } } } }
//- /case/src/a/e.rs
pub const cursor: &str = $0m!();

//= files: a module of an included file lies beside that file
include!("gen/b.rs");
const cursor: &str = $0y::m!();
//- /case/src/gen/b.rs
pub mod y;
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module by its path in an included file
mod n { include!("gen/b.rs"); }
const cursor: &str = $0n::y::m!();
//- /case/src/gen/b.rs
#[path = "there/z.rs"] pub mod y;
//- /case/src/gen/there/z.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module in an inline module of an included file
mod n { include!("gen/b.rs"); }
const cursor: &str = $0n::w::y::m!();
//- /case/src/gen/b.rs
pub mod w { pub mod y; }
//- /case/src/gen/w/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a module that a macro makes in an included file
macro_rules! make { ($name:ident) => { pub mod $name; } }
include!("gen/b.rs");
const cursor: &str = $0y::m!();
//- /case/src/gen/b.rs
make!(y);
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;

//= files: a call in the file of a module of an included file
macro_rules! m { () => { "1" } }
mod n { macro_rules! m { () => { "2" } } include!("gen/b.rs"); }
//- /case/src/gen/b.rs
pub mod y;
//- /case/src/gen/y.rs
pub const cursor: &str = $0m!();

//= files: an included file that includes another
include!("gen/b.rs");
const cursor: &str = $0m!();
//- /case/src/gen/b.rs
include!("c.rs");
//- /case/src/gen/c.rs
macro_rules! m { () => { "1" } }

//= files: an include that a macro makes
macro_rules! read { ($path:literal) => { include!($path); } }
mod n { read!("gen/b.rs"); pub const cursor: &str = $0m!(); }
//- /case/src/gen/b.rs
macro_rules! m { () => { "1" } }

//= files: path in a function of an included file
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
fn f() { #[path = "y.rs"] mod y; let cursor: &str = $0y::m!(); }
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;
//- /case/src/n/y.rs
macro_rules! m { () => { "3" } } pub(crate) use m;

//= files: path in a block between parentheses of an included file
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
fn f() { g(({ #[path = "y.rs"] mod y; let cursor: &str = $0y::m!(); })); }
fn g(_: ()) {}
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/n/y.rs
macro_rules! m { () => { "3" } } pub(crate) use m;

//= files: path within a module in a function of an included file
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
fn f() { mod w { #[path = "y.rs"] pub mod y; } let cursor: &str = $0w::y::m!(); }
//- /case/src/gen/w/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/gen/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;
//- /case/src/n/w/y.rs
macro_rules! m { () => { "3" } } pub(crate) use m;

//= files: path in a function of a module in an included file
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
mod w { fn f() { #[path = "y.rs"] mod y; let cursor: &str = $0y::m!(); } }
//- /case/src/gen/w/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/gen/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;

//= files: path in a function of the file of a module of an included file
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
#[path = "deep/c.rs"] mod c;
//- /case/src/gen/deep/c.rs
fn f() { #[path = "y.rs"] mod y; let cursor: &str = $0y::m!(); }
//- /case/src/gen/deep/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/gen/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;

//= files: path in a block that a macro makes in an included file
macro_rules! make { () => { { #[path = "y.rs"] mod y; let cursor: &str = y::m!(); cursor } } }
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
fn f() { $0make!(); }
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;
//- /case/src/n/y.rs
macro_rules! m { () => { "3" } } pub(crate) use m;

//= files: path in a block that a macro of an included file makes elsewhere
include!("gen/b.rs");
fn f() { $0make!(); }
//- /case/src/gen/b.rs
macro_rules! make { () => { { #[path = "y.rs"] mod y; let cursor: &str = y::m!(); cursor } } }
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/y.rs
macro_rules! m { () => { "2" } } pub(crate) use m;

//= files: path in an included expression
mod n { fn f() { let _ = include!("gen/b.rs"); } }
//- /case/src/gen/b.rs
{ #[path = "y.rs"] mod y; let cursor: &str = $0y::m!(); cursor }
//- /case/src/gen/y.rs
macro_rules! m { () => { "1" } } pub(crate) use m;
//- /case/src/n/y.rs
macro_rules! m { () => { "3" } } pub(crate) use m;

//= files: a call in the file that path names in a function of an included file
macro_rules! m { () => { "1" } }
mod n { macro_rules! m { () => { "2" } } include!("gen/b.rs"); }
//- /case/src/gen/b.rs
fn f() { macro_rules! m { () => { "3" } } #[path = "y.rs"] mod y; }
//- /case/src/gen/y.rs
pub const cursor: &str = $0m!();

//= files: a call in the file that path names in a function of a file that an included file includes
mod n { include!("gen/b.rs"); }
//- /case/src/gen/b.rs
include!("deep/c.rs");
//- /case/src/gen/deep/c.rs
fn f() { macro_rules! m { () => { "1" } } #[path = "../y.rs"] mod y; }
//- /case/src/gen/y.rs
pub const cursor: &str = $0m!();

//= blocks: a module in a function
fn f() { mod a { macro_rules! m { () => { "1" } } pub(crate) use m; } let cursor: &str = $0a::m!(); }

//= blocks: a module in a function and one outside
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
fn f() { mod a { macro_rules! m { () => { "2" } } pub(crate) use m; } let cursor: &str = $0a::m!(); }

//= blocks: self in a module of a function
fn f() { mod a { macro_rules! m { () => { "1" } } pub(crate) use m; pub mod b { pub const cursor: &str = $0super::m!(); } } }

//= blocks: super of a module in a function is the module around the function
macro_rules! m { () => { "1" } } pub(crate) use m as n;
fn f() { macro_rules! m { () => { "2" } } use m as n; mod a { pub const cursor: &str = $0super::n!(); } }

//= blocks: a module in a function does not see the function's imports
macro_rules! m { () => { "1" } }
fn f() { use m as n; mod a { pub const cursor: &str = $0n!(); } }

//= blocks: a glob of a module in the function
fn f() { mod a { macro_rules! m { () => { "1" } } pub(crate) use m; } use a::*; let cursor: &str = $0m!(); }

//= blocks: a module made by a macro in a function
macro_rules! make { ($name:ident) => { mod $name { macro_rules! m { () => { "1" } } pub(crate) use m; } } }
fn f() { make!(a); let cursor: &str = $0a::m!(); }

//= macro 2.0: calls what is private where it stands
#![feature(decl_macro)]
mod a { macro inner() { "1" } pub macro m() { inner!() } }
const cursor: &str = $0a::m!();

//= macro 2.0: not what has the name where it is called
#![feature(decl_macro)]
mod a { macro inner() { "1" } pub macro m() { inner!() } }
mod b { macro inner() { "2" } pub const cursor: &str = $0crate::a::m!(); }

//= macro 2.0: nothing of the place of the call
#![feature(decl_macro)]
mod a { pub macro m() { inner!() } }
mod b { macro inner() { "2" } pub const cursor: &str = $0crate::a::m!(); }

//= macro 2.0: a textual macro before its definition
#![feature(decl_macro)]
mod a { macro_rules! inner { () => { "1" } } pub macro m() { inner!() } }
mod b { macro_rules! inner { () => { "2" } } pub const cursor: &str = $0crate::a::m!(); }

//= macro 2.0: imports where it stands
#![feature(decl_macro)]
mod c { pub macro inner() { "1" } }
mod a { use crate::c::inner as n; pub macro m() { n!() } }
const cursor: &str = $0a::m!();

//= macro 2.0: self, super and crate where it stands
#![feature(decl_macro)]
mod a { macro inner() { "1" } pub mod d { pub macro m() { super::inner!() } } }
mod b { pub const cursor: &str = $0crate::a::d::m!(); }

//= macro 2.0: crate is the crate that it stands in
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#![feature(decl_macro)]
mod a { pub macro inner() { "1" } }
pub macro m() { crate::a::inner!() }

//= macro 2.0: private things of another crate
const cursor: &str = $0dep::m!();
macro_rules! inner { () => { "2" } }
//- /dep/src/lib.rs crate:dep
#![feature(decl_macro)]
macro inner() { "1" }
pub macro m() { inner!() }

//= macro 2.0: what it is given resolves where it is called
#![feature(decl_macro)]
mod a { macro inner() { "1" } pub macro m($name:ident) { $name!() } }
mod b { macro inner() { "2" } pub const cursor: &str = $0crate::a::m!(inner); }

//= macro 2.0: through another one
#![feature(decl_macro)]
mod a { macro first() { "1" } pub macro inner() { first!() } }
mod b { macro first() { "2" } pub macro m() { crate::a::inner!() } }
macro first() { "3" }
const cursor: &str = $0b::m!();

//= macro 2.0: a macro_rules in between
#![feature(decl_macro)]
mod a { macro first() { "1" } macro_rules! inner { () => { first!() } } pub macro m() { inner!() } }
macro first() { "3" }
const cursor: &str = $0a::m!();

//= crates: dollar crate
const cursor: &str = $0dep::m!();
macro_rules! inner { () => { "2" } }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! inner { () => { "1" } }
#[macro_export] macro_rules! m { () => { $crate::inner!() } }

//= crates: an unqualified call in an exported macro
use dep::m;
macro_rules! inner { () => { "2" } }
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! inner { () => { "1" } }
#[macro_export] macro_rules! m { () => { inner!() } }

//= crates: an unqualified call in an exported macro finds nothing
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! inner { () => { "1" } }
#[macro_export] macro_rules! m { () => { inner!() } }

//= crates: local inner macros
use dep::m;
macro_rules! inner { () => { "2" } }
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! inner { () => { "1" } }
#[macro_export(local_inner_macros)] macro_rules! m { () => { inner!() } }

//= crates: local inner macros and a macro of the standard library
use dep::m;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export(local_inner_macros)] macro_rules! m { () => { concat!("1") } }

//= crates: extern crate in a module
mod a { extern crate dep as other; pub const cursor: &str = $0other::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: extern crate in a module is not seen beside it
mod a { extern crate dep as other; }
mod b { pub const cursor: &str = $0other::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: extern crate at the root names the crate everywhere
extern crate dep as other;
mod b { pub const cursor: &str = $0other::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: extern crate at the root, from a macro
macro_rules! link { ($name:ident) => { extern crate dep as $name; } }
link!(other);
mod b { pub const cursor: &str = $0other::m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: macro_use with a list
#[macro_use(n)] extern crate dep;
const cursor: &str = $0n!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }
#[macro_export] macro_rules! n { () => { "2" } }

//= crates: macro_use with a list that lacks the name
#[macro_use(n)] extern crate dep;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }
#[macro_export] macro_rules! n { () => { "2" } }

//= crates: the later macro_use
#[macro_use] extern crate dep;
#[macro_use] extern crate lib;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }
//- /lib/src/lib.rs crate:lib
#[macro_export] macro_rules! m { () => { "2" } }

//= crates: macro_use crates and the standard library
#[macro_use] extern crate dep;
const cursor: &str = $0vec!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! vec { () => { "1" } }

//= crates: macro_use of a crate that has the macro by a re-export
#[macro_use] extern crate lib;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }
//- /lib/src/lib.rs crate:lib
pub use dep::m;

//= crates: macro_use of a crate that has the macro by a glob
#[macro_use] extern crate lib;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }
//- /lib/src/lib.rs crate:lib
pub use dep::*;

//= crates: macro_use from a macro
macro_rules! link { () => { #[macro_use] extern crate dep; } }
link!();
mod b { pub const cursor: &str = $0m!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= textual: an exported macro in a module within
mod b { #[macro_export] macro_rules! m { () => { "1" } } pub mod c { pub const cursor: &str = $0m!(); } }

//= crates: a module hides a crate
mod dep { macro_rules! m { () => { "2" } } pub(crate) use m; }
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: a module does not hide a crate behind two colons
mod dep { macro_rules! m { () => { "2" } } pub(crate) use m; }
const cursor: &str = $0::dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: a module and a crate of the same name in a use
mod dep { macro_rules! m { () => { "2" } } pub(crate) use m; }
use dep::m;
const cursor: &str = $0m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: a type hides a crate
struct dep;
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= crates: an exported macro that a macro made, from another crate
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
macro_rules! make { ($name:ident) => { #[macro_export] macro_rules! $name { () => { "1" } } } }
make!(m);

//= crates: an exported macro that a macro made, by a path in its own crate
mod a { macro_rules! make { ($name:ident) => { #[macro_export] macro_rules! $name { () => { "1" } } } } make!(m); }
const cursor: &str = $0crate::m!();

//= crates: two exported macros of one name
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
mod a { #[macro_export] macro_rules! m { () => { "1" } } }
mod b { #[macro_export] macro_rules! n { () => { "2" } } }

//= procedural: a macro by its crate's name
const cursor: &str = $0pm::m!();
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro] pub fn m(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "\"1\"".parse().unwrap() }

//= procedural: a macro that a facade renames
use facade::renamed;
const cursor: &str = $0renamed!();
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro] pub fn m(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "\"1\"".parse().unwrap() }
//- /facade/src/lib.rs crate:facade
pub mod inner { pub use pm::m as renamed; }
pub use inner::*;

//= procedural: a macro of a macro_use crate
#[macro_use] extern crate pm;
mod a { pub const cursor: &str = $0m!(); }
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro] pub fn m(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "\"1\"".parse().unwrap() }

//= procedural: an attribute under another name
use pm::at as other;
#[$0other] fn f() {}
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_attribute] pub fn at(_: proc_macro::TokenStream, _: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= procedural: an attribute and a bang macro of one name
use pm::*;
#[$0n] fn f() {}
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro] pub fn m(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "\"1\"".parse().unwrap() }
#[proc_macro_attribute] pub fn n(_: proc_macro::TokenStream, _: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"2\";".parse().unwrap() }

//= procedural: a derive under another name
use pm::Make as Other;
#[derive($0Other)] struct S;
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_derive(Make, attributes(helper))] pub fn make(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= procedural: a bang macro hides none of the derives of its name
use pm::Make;
macro_rules! Make { () => {} }
#[derive($0Make)] struct S;
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_derive(Make)] pub fn make(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= procedural: a derive that has no import
#[derive($0pm::Make)] struct S;
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_derive(Make)] pub fn make(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= path: an exported macro that stands in a function
fn f() { #[macro_export] macro_rules! m { () => { "1" } } }
const cursor: &str = $0crate::m!();

//= path: an exported macro that stands in a block of a method of another file
mod a;
const cursor: &str = $0crate::m!();
//- /case/src/a.rs
struct S;
impl S { fn f() { if true { #[macro_export] macro_rules! m { () => { "1" } } } } }

//= crates: an exported macro that stands in a function of another crate
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
pub fn f() { #[macro_export] macro_rules! m { () => { "1" } } }

//= crates: macro_use with a list and another name for the crate
#[macro_use(n)] extern crate dep as other;
mod a { pub const cursor: &str = $0n!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }

//= crates: macro_use and an unnamed crate
#[macro_use] extern crate dep as _;
mod a { pub const cursor: &str = $0n!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }

//= crates: macro_use in a module
mod a { #[macro_use] extern crate dep; pub const cursor: &str = $0n!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }

//= crates: extern crate in a block
fn f() { extern crate dep as other; let cursor: &str = $0other::n!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }

//= crates: extern crate under another name, in a use
mod a { extern crate dep as other; pub use self::other::n as k; }
const cursor: &str = $0a::k!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }

//= crates: extern crate hides a dependency of the same name
extern crate dep as lib;
mod a { pub const cursor: &str = $0lib::n!(); }
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! n { () => { "1" } }
//- /lib/src/lib.rs crate:lib
#[macro_export] macro_rules! n { () => { "2" } }

//= visibility: an import for an ancestor
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(in crate::a) use m; } pub const cursor: &str = $0b::m!(); }

//= visibility: an import for an ancestor, from further out
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(in crate::a) use m; } }
const cursor: &str = $0a::b::m!();

//= visibility: an import for an ancestor, through another one
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(in crate::a) use m; } use b::m as n; pub mod c { pub const cursor: &str = $0super::n!(); } }

//= visibility: an import for an ancestor does not come through a glob from further out
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(in crate::a) use m; } }
use a::b::*;
const cursor: &str = $0m!();

//= visibility: an import for an ancestor comes through a glob within it
mod a { pub mod b { macro_rules! m { () => { "1" } } pub(in crate::a) use m; } pub mod c { use super::b::*; pub const cursor: &str = $0m!(); } }

//= determinacy: a glob of a module that a macro makes
macro_rules! make { ($name:ident) => { mod $name { macro_rules! m { () => { "1" } } pub(crate) use m; } } }
use a::*;
make!(a);
const cursor: &str = $0m!();

//= determinacy: a macro that comes by a glob makes the module of another glob
macro_rules! first { () => { mod a { macro_rules! second { () => { pub mod b { macro_rules! m { () => { "1" } } pub(crate) use m; } } } pub(crate) use second; } } }
use a::*;
use b::*;
first!();
second!();
const cursor: &str = $0m!();

//= determinacy: an import out of a module that a later call makes
use a::m as n;
macro_rules! make { ($name:ident) => { mod $name { macro_rules! m { () => { "1" } } pub(crate) use m; } } }
pub mod c { pub const cursor: &str = $0super::n!(); }
make!(a);

//= determinacy: two globs of different macros
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
use a::*;
use b::*;
const cursor: &str = $0m!();

//= determinacy: two globs of one macro
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { pub(crate) use crate::a::m; }
use a::*;
use b::*;
const cursor: &str = $0m!();

//= determinacy: an import that a macro makes beside a glob
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
macro_rules! import { ($($path:tt)*) => { use $($path)*; } }
use a::*;
import!(b::m);
const cursor: &str = $0m!();

//= determinacy: an import that a macro makes hides one of an outer block
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
macro_rules! import { ($($path:tt)*) => { use $($path)*; } }
use a::m;
fn f() { import!(b::m); let cursor: &str = $0m!(); }

//= determinacy: a module that a macro makes hides a crate of its name
macro_rules! make { () => { mod dep { macro_rules! m { () => { "2" } } pub(crate) use m; } } }
make!();
const cursor: &str = $0dep::m!();
//- /dep/src/lib.rs crate:dep
#[macro_export] macro_rules! m { () => { "1" } }

//= determinacy: a macro that defines the macro that it is imported by
mod a { macro_rules! define { ($name:ident) => { macro_rules! $name { () => { "1" } } pub(crate) use $name; } } define!(m); }
use a::m;
const cursor: &str = $0m!();

//= determinacy: a call that needs what it makes itself
a::make!();
macro_rules! make { () => { mod a { pub(crate) use crate::make; } } }
const cursor: &str = $0a::m!();

//= procedural: an attribute through macro_use of a facade
#[macro_use] extern crate facade;
mod a { #[$0at] fn f() {} }
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_attribute] pub fn at(_: proc_macro::TokenStream, _: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }
//- /facade/src/lib.rs crate:facade
pub use pm::at;

//= procedural: a derive renamed by a glob of a facade's facade
use outer::prelude::*;
#[derive($0Again)] struct S;
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_derive(Make)] pub fn make(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }
//- /facade/src/lib.rs crate:facade
pub use pm::Make as Other;
//- /outer/src/lib.rs crate:outer
pub mod prelude { pub use facade::{Other as Again}; }

//= procedural: an attribute that has the name of a lint tool's path
mod rustfmt { pub use pm::at as skip; }
#[$0rustfmt::skip] fn f() {}
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_attribute] pub fn at(_: proc_macro::TokenStream, _: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= procedural: an attribute that has the name of a built-in one, by an import
use pm::at as test;
#[$0test] fn f() {}
//- /pm/src/lib.rs crate:pm target:proc-macro
extern crate proc_macro;
#[proc_macro_attribute] pub fn at(_: proc_macro::TokenStream, _: proc_macro::TokenStream) -> proc_macro::TokenStream { "const cursor: &str = \"1\";".parse().unwrap() }

//= macro 2.0: one that a macro 2.0 defines under a name that it is given
#![feature(decl_macro)]
macro define($name:ident) { pub macro $name() { "1" } }
define!(m);
const cursor: &str = $0m!();

//= macro 2.0: one that a macro 2.0 defines under a name of its own
#![feature(decl_macro)]
macro define() { pub macro m() { "1" } }
define!();
const cursor: &str = $0m!();

//= macro 2.0: a macro_rules that a macro 2.0 defines under a name of its own
#![feature(decl_macro)]
macro define() { macro_rules! m { () => { "1" } } }
define!();
const cursor: &str = $0m!();

//= macro 2.0: an import under a name of its own
#![feature(decl_macro)]
mod a { pub macro n() { "1" } }
macro import() { use crate::a::n as m; }
import!();
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, in the order of the globs
use c::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, in the order of the globs, the other way round
use c::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, in a module
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod d { use crate::c::*; pub const cursor: &str = $0m!(); }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }

//= lint ambiguous_glob_imports: globs of two macros behind a glob, by a path
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod d { pub(crate) use crate::c::*; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0d::m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, beside a glob of one of them
use c::*;
use b::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, one of them made by a call
use c::*;
#[macro_use] mod mk { macro_rules! make { ($($t:tt)*) => { $($t)* } } }
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; make!{ pub(crate) use crate::b::*; } }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, behind a glob of one of them
use b::*; use c::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, that stand behind the modules
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
use c::*; use b::*;
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, twice
use c::*; use d::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
mod d { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, behind a glob of a third one
use z::*; use c::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod z { macro_rules! m { () => { "3" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, before a glob of a third one
use c::*; use z::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod z { macro_rules! m { () => { "3" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, through a further glob
use d::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod d { pub(crate) use crate::c::*; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, in a function
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
fn f() { use c::*; let cursor: &str = $0m!(); }
mod c { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }

//= lint ambiguous_glob_imports: globs of two macros behind a glob, three of them
use c::*;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod z { macro_rules! m { () => { "3" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; pub(crate) use crate::z::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, an import by name
use d::m;
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod d { pub(crate) use crate::c::*; }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, of modules
use c::*;
mod a { pub(crate) mod x { macro_rules! m { () => { "1" } } pub(crate) use m; } }
mod b { pub(crate) mod x { macro_rules! m { () => { "2" } } pub(crate) use m; } }
mod c { pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
const cursor: &str = $0x::m!();

//= lint ambiguous_glob_imports: globs of two macros behind a glob, in a circle
mod c { use crate::e::*; pub(crate) use crate::a::*; pub(crate) use crate::b::*; }
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod e { pub(crate) use crate::b::*; pub(crate) use crate::c::*; pub const cursor: &str = $0m!(); }

//= lint ambiguous_glob_imports: globs of two macros behind a glob, beside a glob of one of them alone
mod e { pub(crate) use crate::c::*; pub(crate) use crate::d::*; pub const cursor: &str = $0m!(); }
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; }
mod d { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }

//= lint ambiguous_glob_imports: globs of two macros behind a glob, behind a glob that has its macro later
mod e { pub(crate) use crate::d::*; pub(crate) use crate::c::*; pub const cursor: &str = $0m!(); }
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; }
mod d { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }

//= lint ambiguous_glob_imports: globs of two macros behind a glob, the modules the other way round
mod d { pub(crate) use crate::b::*; pub(crate) use crate::a::*; }
mod e { pub(crate) use crate::d::*; pub(crate) use crate::c::*; pub const cursor: &str = $0m!(); }
mod a { macro_rules! m { () => { "1" } } pub(crate) use m; }
mod b { macro_rules! m { () => { "2" } } pub(crate) use m; }
mod c { pub(crate) use crate::a::*; }
