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
