a b
#![feature(prelude_import)]
//! Calls of built-in macros. `bangs.expanded.rs` is what rustc makes of them; `snapshot.sh` writes it anew.
#![allow(dead_code, unused)]
#![feature(format_args_nl, concat_idents, concat_bytes, const_format_args,
log_syntax, trace_macros, core_panic)]
#[prelude_import]
use std::prelude::rust_2021::*;
#[macro_use]
extern crate std;

mod strings {
    const A: &str =
        "ab12-34.50-5.0truefalse31it\'s \"q\" \\ \n\t\u{e9}\u{1f600}";
    const B: &str = "";
    const C: &str = "xyza + b8bangs::strings";
    const D: &[u8] = b"abcd\x01\x02e\xff\x00\n\'\"\x07\x07\x07";
    const E: &str = "raw \"x\" \\n10001e33";
}

mod positions {
    const LINE: u32 = 14u32;
    const COLUMN: u32 = 25u32;
    const MODULE: &str = "bangs::positions";
    mod inner {
        const MODULE: &str = "bangs::positions::inner";
        const INDENTED: u32 = 34u32;
    }
}

mod configuration {
    const A: bool = true;
    const B: bool = true;
    const C: bool = false;
    const D: bool = true;
    const E: bool = false;
}

mod environment {
    const A: &str = "it\'s set";
    const B: Option<&str> = ::core::option::Option::Some("it\'s set");
    const C: Option<&str> = ::core::option::Option::None::<&'static str>;
    const D: &str = "it\'s set";
}

mod files {
    const A: &str =

        /* gone */




        "line one \"quoted\"\n\tit\'s \\ \u{e9}\n";
    const B: &[u8] = b"\x00\xff\n\"q\'\\";
    const C: i32 = 1 + 2;
    fn included_one() {}
    /// Documented.
    struct IncludedTwo {
        x: u8,
    }
    const D: &str = "line one \"quoted\"\n\tit\'s \\ \u{e9}\n";
}
mod stringified {
    const A: &str = "a+b";
    const B: &str = "a + b";
    const C: &str = "fn f<\'a>(x: &\'a u8) -> Vec<u8> { x.y(); z!{} }";
    const D: &str =
        "struct A { x: u8, } \"str\" \'c\' r#raw b\"bytes\" 1.0f32 a.0.1";
    const E: &str = "";
    const F: &str = "#[attr] a => b, $x : y; z! w ? v";
    const G: &str = "{}";
    const H: &str = "{} () [] { a }";
    const I: &str = "if !x { y } else { (z) } match x {} return (1)";
    macro_rules! fragments {
        ($e:expr, $t:ty, $p:pat, $i:ident, $b:block, $l:literal, $pa:path,
        $tt:tt, $lt:lifetime, $v:vis) =>
        {
            const EXPR: &str = stringify!($e); const TY: &str =
            stringify!($t); const PAT: &str = stringify!($p); const IDENT:
            &str = stringify!($i); const BLOCK: &str = stringify!($b); const
            LITERAL: &str = stringify!($l); const PATH: &str =
            stringify!($pa); const TT: &str = stringify!($tt); const LIFETIME:
            &str = stringify!($lt); const VIS: &str = stringify!($v); const
            MIXED: &str = stringify!($e + $t: $p);
        };
    }
    const EXPR: &str = "a+b*(c-1)";
    const TY: &str = "Vec<Option<&\'static str>>";
    const PAT: &str = "Some(x)|None";
    const IDENT: &str = "name";
    const BLOCK: &str = "{ a;b }";
    const LITERAL: &str = "-1";
    const PATH: &str = "std::vec::Vec<u8>";
    const TT: &str = "(a b)";
    const LIFETIME: &str = "\'a";
    const VIS: &str = "pub(crate)";
    const MIXED: &str =
        "a+b*(c-1) + Vec<Option<&\'static str>> : Some(x)|None";
}
fn formatting(x: u8, y: &str, width: usize) {
    format_args!("plain");
    format_args!("{0} {1}", x, y);
    format_args!("{0} {1:?} {0:>2$}", x, y, width);
    format_args!("{0} {1} {0:#x}", x, y);
    format_args!("{1} {2:>8.3} {0}", x, y, 1.0);
    format_args!("{{}} {1:.0$} {2:>1$}", 3, 1.5, x);
    format_args!("{0:*^+#010.5e} {1:x?} {2:X?} {3:p}", 1.0, x, x, y);
    format_args!("it\'s \"quoted\" \t é \u{200b} \0 \\ {0}\n", x);
    format_args!("raw \"{0}\" \\n", x);
    format_args!("a{0}b", x);
    format_args!("{0:?}", x + 1);
    format_args!("{0:2$.1$}", 1.0, 2, width);
    format_args!("{0:1$} {0:.1$} {0:02}", x, width);
    format_args!("line {0}\n", x);
    format_args!("const {0}", 1);
    { ::std::io::_print(format_args!("{0}\n", x)); };
    let _ =
        ::alloc::__export::must_use({
                let res =
                    ::alloc::fmt::format(format_args!("{0}-{1}",
                            <[_]>::into_vec(#[rustc_box] ::alloc::boxed::Box::new([1,
                                                2])).len(), y));
                res
            });
    out.write_fmt(format_args!("{0}", { x }));
    format_args!("{0}", if x > 1 { "a" } else { "b" });
    format_args!("{0}{1}", a::<B, C>(), |p, q| p);
    format_args!("{0:3$} {1:<1$} {2}", x, width, 3, width);
}
fn asserting(a: bool, b: Vec<u8>) {
    if !a { ::core::panicking::panic("assertion failed: a") };
    if !a { ::core::panicking::panic("assertion failed: a") };
    if !!a { ::core::panicking::panic("assertion failed: !a") };
    if !(a && b.len() > 1 || false) {
            ::core::panicking::panic("assertion failed: a && b.len() > 1 || false")
        };
    if !(b == <[_]>::into_vec(#[rustc_box] ::alloc::boxed::Box::new([1]))) {
            { ::core::panicking::panic_fmt(format_args!("message")); }
        };
    if !a {
            {
                ::core::panicking::panic_fmt(format_args!("message {0} {1}",
                        1, a));
            }
        };
    if !match b.len() { 1 | 2 => true, _ => false, } {
            ::core::panicking::panic("assertion failed: matches!(b.len(), 1 | 2)")
        };
    if !b.iter().all(|x| *x > 1) {
            ::core::panicking::panic("assertion failed: b.iter().all(|x| *x > 1)")
        };
    if !if a { true } else { false } {
            ::core::panicking::panic("assertion failed: if a { true } else { false }")
        };
    if !{ a } { ::core::panicking::panic("assertion failed: { a }") };
    if !(a) { ::core::panicking::panic("assertion failed: (a)") };
    if !(a as u8 == 1u8 as _) {
            ::core::panicking::panic("assertion failed: a as u8 == 1u8 as _")
        };
    if !b.is_empty() {
            {
                #[cold]
                #[track_caller]
                #[inline(never)]
                #[rustc_const_panic_str]
                #[rustc_do_not_const_check]
                const fn panic_cold_display<T: ::core::fmt::Display>(arg: &T)
                    -> ! {
                    ::core::panicking::panic_display(arg)
                }
                panic_cold_display(&"it's");
            }
        };
    if !("quote\"" == "it's") {
            ::core::panicking::panic("assertion failed: \"quote\\\"\" == \"it\'s\"")
        };
    if !(b[0] == b[1..][0] && -1 < 2 && &a == &&a) {
            ::core::panicking::panic("assertion failed: b[0] == b[1..][0] && -1 < 2 && &a == &&a")
        };
    if true { if !a { ::core::panicking::panic("assertion failed: a") }; };
}
fn panicking() {
    {
        #[cold]
        #[track_caller]
        #[inline(never)]
        const fn panic_cold_explicit() -> ! {
            ::core::panicking::panic_explicit()
        }
        panic_cold_explicit();
    };
    { ::core::panicking::panic_fmt(format_args!("message")); };
    { ::core::panicking::panic_fmt(format_args!("message {0}", 1)); };
    { ::core::panicking::panic_fmt(format_args!("core")); };
    ::core::panicking::panic("internal error: entered unreachable code");
    {
        ::core::panicking::panic_fmt(format_args!("internal error: entered unreachable code: {0}",
                format_args!("message")));
    };
    {
        ::core::panicking::panic_fmt(format_args!("internal error: entered unreachable code: {0}",
                format_args!("message {0}", 1)));
    };
    ::core::panicking::panic("not yet implemented");
    {
        ::core::panicking::panic_fmt(format_args!("not implemented: {0}",
                format_args!("x")));
    };
}
fn others() {
    asm!("nop");
    asm!("mov {0}, {1}\nadd {0}, 5",
        out(reg)
        o,
        in(reg)
        i,
        options(pure, nomem));
    let _ = { builtin # offset_of(S, x.y) };
    ();
    let c = something;
    ();
    let p = &raw const x;
    let m = match x { Some(1) => true, _ => false, };
}
global_asm! ("nop");
