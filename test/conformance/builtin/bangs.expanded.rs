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
    const F: &str = "#[attr] a => b, $x : y; z? v";
    const G: &str = "{}";
    const H: &str = "{} () [] { a }";
    const COMMENTS: &str =
        "/// doc\nstruct A\n{\n    /** block */\n     x: u8, /// last\n\n}";
    const SPACED: &str =
        "& & a, a..b, ..= c, |x| y, \'a: loop {}, #![x], a as b, $, @ ~ ->";
    const WIDE: &str =
        "\u{e9} \u{fc} \"\u{f6}\" aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6}\u{f6} bbbbbbbbbbbbb ccc";
    const LONG: &str =
        "pub fn function_with_a_long_name(first: FirstType, second: SecondType) ->\nResult<ReturnType, ErrorType> { let value = first.method(second); value + 1 }";
    const LONGER: &str =
        "aaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\nccccccccccccccccccccc ddddddddddddddddd\n[eeeeeeeeeeeeeeeeeeeeeeeeeeee, fffffffffffffffffffff,\ngggggggggggggggggggggggggg] hhhhhhhhhhhhhhhhhhh\n{\n    iiiiiiiiiiiiii: jjjjjjjjjjjjjjjjjjj, kkkkkkkkkkkkkkkk:\n    llllllllllllllllllllllll, mmmmmmmmmm: nnnnnnnnn\n}";
    const I: &str = "if !x { y } else { (z) } match x {} return (1)";
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
    if !("quote\"" == "it's") {
            ::core::panicking::panic("assertion failed: \"quote\\\"\" == \"it\'s\"")
        };
    if !(b[0] == b[1..][0] && -1 < 2 && &a == &&a) {
            ::core::panicking::panic("assertion failed: b[0] == b[1..][0] && -1 < 2 && &a == &&a")
        };
    if !(a && b.len() > 1 || !(a) || (b[0] as u8) << 1 == 2) {
            ::core::panicking::panic("assertion failed: a && b.len() > 1 || !(a) || (b[0] as u8) << 1 == 2")
        };
    if !(b == [1, 2] && b == &*b && c == &mut d && e == -f && g != !h) {
            ::core::panicking::panic("assertion failed: b == [1, 2] && b == &*b && c == &mut d && e == -f && g != !h")
        };
    if !(size_of::<Vec<u8>>() == 1 && <Vec<u8> as IntoIterator>::Item::x(a, b)
                    && x::<A, B>::y) {
            ::core::panicking::panic("assertion failed: size_of::<Vec<u8>>() == 1 && <Vec<u8> as IntoIterator>::Item::x(a, b) &&\n    x::<A, B>::y")
        };
    if !match b { A { x: 1, .. } | B(2) if a => true, _ => { false } } {
            ::core::panicking::panic("assertion failed: match b { A { x: 1, .. } | B(2) if a => true, _ => { false } }")
        };
    if !(f(S { x: 1, y: 2 }) == s && g(S {}, S { x, ..s }) == s) {
            ::core::panicking::panic("assertion failed: f(S { x: 1, y: 2 }) == s && g(S {}, S { x, ..s }) == s")
        };
    if !a?.b.await.0.1.c::<u8>(1)?[1] {
            ::core::panicking::panic("assertion failed: a?.b.await.0.1.c::<u8>(1)?[1]")
        };
    if !(0 <= 1 && (1..2).contains(&1) && (..=3).len() == 4 &&
                    (a..).all(|x| { x })) {
            ::core::panicking::panic("assertion failed: 0 <= 1 && (1..2).contains(&1) && (..=3).len() == 4 && (a..).all(|x| { x })")
        };
    if !|x: u8, y| -> bool { x == y } {
            ::core::panicking::panic("assertion failed: |x: u8, y| -> bool { x == y }")
        };
    if !(|| a) { ::core::panicking::panic("assertion failed: || a") };
    if !(move |_| a) {
            ::core::panicking::panic("assertion failed: move |_| a")
        };
    if !(return) { ::core::panicking::panic("assertion failed: return") };
    if !(a = b) { ::core::panicking::panic("assertion failed: a = b") };
    if !(a += 1) { ::core::panicking::panic("assertion failed: a += 1") };
    if !(a..b) { ::core::panicking::panic("assertion failed: a..b") };
    if !(..b) { ::core::panicking::panic("assertion failed: ..b") };
    if !loop { break 'a true; } {
            ::core::panicking::panic("assertion failed: loop { break \'a true; }")
        };
    if !if let Some(x) = a && b { x } else if c { d } else { e } {
            ::core::panicking::panic("assertion failed: if let Some(x) = a && b { x } else if c { d } else { e }")
        };
    if !(unsafe { f() } == { g() }) {
            ::core::panicking::panic("assertion failed: unsafe { f() } == { g() }")
        };
    if !((a, b) == (1,) && () == ()) {
            ::core::panicking::panic("assertion failed: (a, b) == (1,) && () == ()")
        };
    if !(x as *const u8 == y as *mut dyn Fn(u8) -> u8) {
            ::core::panicking::panic("assertion failed: x as *const u8 == y as *mut dyn Fn(u8) -> u8")
        };
    if !('a' == b'\'' && "s" == r"s" && 1.0 < 2e3 && 0x1f_u8 > 1) {
            ::core::panicking::panic("assertion failed: \'a\' == b\'\\\'\' && \"s\" == r\"s\" && 1.0 < 2e3 && 0x1f_u8 > 1")
        };
    if !([0; 3] == a && [0u8; N + 1].len() == &b[..]) {
            ::core::panicking::panic("assertion failed: [0; 3] == a && [0u8; N + 1].len() == &b[..]")
        };
    if !while a { b; c } {
            ::core::panicking::panic("assertion failed: while a { b; c }")
        };
    if !(!(a || b) && !c && (d as usize) < e && -f.g() == -1 && *h &&
                            &mut i == j && k % 2 == 0 && l << 1 >= 3) {
            ::core::panicking::panic("assertion failed: !(a || b) && !c && (d as usize) < e && -f.g() == -1 && *h && &mut i == j &&\n        k % 2 == 0 && l << 1 >= 3")
        };
    if !(x > 1 && if x == 1 { true } else { false } || unsafe { g::<u8>(x) })
            {
            ::core::panicking::panic("assertion failed: x > 1 && if x == 1 { true } else { false } || unsafe { g::<u8>(x) }")
        };
    if !(self.field.method(a, b)?.other[0].await ==
                    Some(Struct { a: 1, b }.x)) {
            ::core::panicking::panic("assertion failed: self.field.method(a, b)?.other[0].await == Some(Struct { a: 1, b }.x)")
        };
    if !((1..=3).contains(&x) && [1u8; 3][..2] != *b"ab" && r#fn()) {
            ::core::panicking::panic("assertion failed: (1..=3).contains(&x) && [1u8; 3][..2] != *b\"ab\" && r#fn()")
        };
    if !a.b.c.d.e.f.gggggggggggggggggggggggggggggggggggg(hhhhhhhhhhhhhhhhh,
                    iiiiiiiiiiiiiiiiiiii, [jjjjjjjjjjjj, kkkkkkkkkk]) {
            ::core::panicking::panic("assertion failed: a.b.c.d.e.f.gggggggggggggggggggggggggggggggggggg(hhhhhhhhhhhhhhhhh,\n    iiiiiiiiiiiiiiiiiiii, [jjjjjjjjjjjj, kkkkkkkkkk])")
        };
    if (!(S { x: 1, y: 2 } == s && S {} == s && S { x, ..s } == s)) {
            ::core::panicking::panic("assertion failed: S { x: 1, y: 2 } == s && S {} == s && S { x, ..s } == s")
        };
    if (!(x == -S { a }.b.c(d)[1] && &S { a } == &s)) {
            ::core::panicking::panic("assertion failed: x == -S { a }.b.c(d)[1] && &S { a } == &s")
        };
    if !(&S { a } == &s && f(S {}) && S {}? && (S {}) == s) {
            ::core::panicking::panic("assertion failed: &S { a } == &s && f(S {}) && S {}? && (S {}) == s")
        };
    if !(first_condition_is_long(alpha, beta, gamma) &&
                        second_condition_is_long(delta, epsilon) && third) {
            ::core::panicking::panic("assertion failed: first_condition_is_long(alpha, beta, gamma) &&\n        second_condition_is_long(delta, epsilon) && third")
        };
    if !(some::path::to::a_function_with_a_long_name(first_argument,
                        second_argument, third_argument, fourth_argument) ==
                    expected_value) {
            ::core::panicking::panic("assertion failed: some::path::to::a_function_with_a_long_name(first_argument, second_argument,\n        third_argument, fourth_argument) == expected_value")
        };
    if !receiver.method_one(argument_one).method_two(argument_two).method_three(argument_three).is_ok()
            {
            ::core::panicking::panic("assertion failed: receiver.method_one(argument_one).method_two(argument_two).method_three(argument_three).is_ok()")
        };
    if !(left_hand_side_of_the_comparison_which_is_long ==
                    right_hand_side_of_the_comparison_which_is_long) {
            ::core::panicking::panic("assertion failed: left_hand_side_of_the_comparison_which_is_long ==\n    right_hand_side_of_the_comparison_which_is_long")
        };
    if !iterator.all(|element|
                        element.is_a_valid_element_of_the_collection() &&
                            element.is_not_empty_at_all()) {
            ::core::panicking::panic("assertion failed: iterator.all(|element|\n        element.is_a_valid_element_of_the_collection() &&\n            element.is_not_empty_at_all())")
        };
    if !(long_enough_condition_number_one || long_enough_condition_number_two
                    || (condition_three && condition_four)) {
            ::core::panicking::panic("assertion failed: long_enough_condition_number_one || long_enough_condition_number_two ||\n    (condition_three && condition_four)")
        };
}
fn captured_counts(text: &str, width: usize, precision: usize) {
    format_args!("{0:<1$}", text, width);
    format_args!("{0:2$.1$} {2}", text, precision, width);
    format_args!("{0:2$.1$}", 1.0, precision, width);
}
fn others() { asm!("nop"); (); let c = something; (); }
global_asm! ("nop");
