//! Code with `cfg` and `cfg_attr` at every place that takes attributes. `configured.expanded.rs` is what rustc leaves of it.
#![feature(stmt_expr_attributes)]
#![allow(dead_code, unused)]

#[cfg(any())]
use std::gone::Gone;
#[cfg(unix)]
use std::collections::HashMap;
#[cfg(any())]
mod gone {
    fn inner() {}
}
mod stays {
    #[cfg(any())]
    pub fn gone() {}
    #[cfg(not(any()))]
    #[inline]
    pub fn stays() {}
}
#[cfg(any())]
const GONE: [u8; { 1 + 2 }] = [1, 2, 3];
#[cfg_attr(unix, allow(unused), doc = "text")]
#[cfg_attr(any(), doc = "gone")]
#[cfg_attr(unix, cfg_attr(unix, inline), cfg_attr(any(), cold))]
fn attributes() {}
#[cfg_attr(unix, cfg(any()))]
fn disabled_by_cfg_attr() {}
#[cfg(any())]
struct GoneUnit;
#[cfg(any())]
struct GoneTuple(u8, u16);
struct Fields {
    #[cfg(any())]
    gone: HashMap<u8, u16>,
    #[cfg(unix)]
    stays: HashMap<u8, u16>,
    #[cfg(any())]
    pub last: fn(u8, u16) -> u8,
}
struct Tuple(#[cfg(any())] HashMap<u8, u8>, pub u8, #[cfg(any())] pub(crate) u16);
struct Parameters<#[cfg(any())] 'gone, 'stays, #[cfg(any())] T: Into<Vec<u8>>, U>(&'stays U);
enum Variants {
    #[cfg(any())]
    Gone { x: u8 },
    A(#[cfg(any())] u8, u16),
    #[cfg(any())]
    GoneToo = 1,
    B {
        #[cfg(any())]
        x: u8,
        y: u8,
    },
    #[cfg(unix)]
    C = 7,
    #[cfg(any())]
    Last,
}
union Union {
    #[cfg(any())]
    a: u8,
    b: u16,
}
trait Trait {
    #[cfg(any())]
    type Gone;
    #[cfg(any())]
    const GONE: u8 = { 1 };
    fn method(&self, #[cfg(any())] gone: (u8, u8), stays: u8, #[cfg(any())] last: Vec<u8>);
    #[cfg(any())]
    fn gone() {
        let x = 1;
    }
}
#[cfg(any())]
impl<T> Trait for Vec<T> where T: Clone {}
impl Fields {
    #[cfg(any())]
    fn gone<T>(&self) -> [u8; 2] where T: Copy {
        [1, 2]
    }
    fn stays(&self) {}
}
#[cfg(any())]
macro_rules! gone {
    () => {};
}
#[cfg(any())]
gone! { x }
#[cfg(any())]
gone!(x);
#[cfg(any())]
extern "C" {
    fn foreign();
}
extern "C" {
    #[cfg(any())]
    fn gone(x: u8);
    fn stays();
}
#[cfg(any())]
pub(crate) unsafe extern "C" fn gone_function() {}
#[cfg(any())]
static GONE_STATIC: u8 = match 1 {
    _ => 2,
};
#[cfg(any())]
type GoneAlias<T> = Vec<T>;
#[cfg(any())]
extern crate gone_crate;

fn statements(x: Option<u8>) -> u8 {
    #[cfg(any())]
    let gone = HashMap::<u8, u8>::new();
    #[cfg(unix)]
    let stays = 1;
    #[cfg(any())]
    {
        let a = 1;
    }
    #[cfg(unix)]
    {
        #[cfg(any())]
        call();
        let b = 2;
    }
    #[cfg(any())]
    if stays > 1 {
        return 1;
    } else if stays > 2 {
        return 2;
    } else {
        return 3;
    }
    #[cfg(any())]
    call(1, 2).method::<u8, u8>(3)?;
    #[cfg(any())]
    while true {}
    #[cfg(any())]
    match x {
        Some(1) => {}
        _ => {}
    }
    #[cfg(any())]
    fn nested() {}
    #[cfg(any())]
    unsafe {
        call()
    }
    #[cfg(any())]
    'label: loop {
        break 'label;
    }
    #[cfg(any())]
    let Some(y) = x else {
        return 1;
    };
    #[cfg(any())]
    return 5;
    let z = match x {
        #[cfg(any())]
        Some(0) => 1,
        #[cfg(any())]
        Some(1) => {
            2
        }
        #[cfg(any())]
        Some(2) if stays > 1 => if true { 1 } else { 2 },
        #[cfg(any())]
        Some(3) => match x { _ => 3 }
        Some(4) => 4,
        #[cfg(any())]
        Some(5) => call::<u8, u8>(),
        #[cfg(unix)]
        _ => 6,
    };
    let s = Literal {
        #[cfg(any())]
        a: call::<u8, u8>(1, 2),
        b: 1,
        #[cfg(any())]
        c,
    };
    let Literal {
        #[cfg(any())]
        a,
        b,
        #[cfg(any())]
        c: Some(2),
        ..
    } = s;
    let array = [1, #[cfg(any())] 2, 3, #[cfg(any())] call(4, 5)];
    call(#[cfg(any())] 1, 2, #[cfg(any())] 3);
    let closure = |#[cfg(any())] a: u8, b: u8| b;
    let comparison = stays < 1 && z > 2;
    let v = { #[cfg(any())] { 1 } #[cfg(unix)] { 2 } };
    #[cfg(any())]
    { 1 }
    #[cfg(unix)]
    { 2 }
}
