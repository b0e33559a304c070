#![feature(prelude_import)]
//! Code with `cfg` and `cfg_attr` at every place that takes attributes. `configured.expanded.rs` is what rustc leaves of it.
#![feature(stmt_expr_attributes)]
#![allow(dead_code, unused)]
#[prelude_import]
use std::prelude::rust_2021::*;
#[macro_use]
extern crate std;

#[cfg(unix)]
use std::collections::HashMap;
mod stays {
    #[cfg(not(any()))]
    #[inline]
    pub fn stays() {}
}
#[allow(unused)]
#[doc = "text"]
#[inline]
fn attributes() {}
struct Fields {
    #[cfg(unix)]
    stays: HashMap<u8, u16>,
}
struct Tuple(pub u8);
struct Parameters<'stays, U>(&'stays U);
enum Variants {
    A(u16),
    B {
        y: u8,
    },

    #[cfg(unix)]
    C = 7,
}
union Union {
    b: u16,
}
trait Trait {
    fn method(&self, stays: u8);
}
impl Fields {
    fn stays(&self) {}
}
extern "C" {
    fn stays();
}

fn statements(x: Option<u8>) -> u8 {
    #[cfg(unix)]
    let stays = 1;

    #[cfg(unix)]
    { let b = 2; }
    let z =
        match x {
            Some(4) =>
                4,
                #[cfg(unix)]
                _ => 6,
        };
    let s = Literal { b: 1 };
    let Literal { b, .. } = s;
    let array = [1, 3];
    call(2);
    let closure = |b: u8| b;
    let comparison = stays < 1 && z > 2;
    let v =
        {

            #[cfg(unix)]
            { 2 }
        };

    #[cfg(unix)]
    { 2 }
}
