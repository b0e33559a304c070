//! Calls of built-in macros. `bangs.expanded.rs` is what rustc makes of them; `snapshot.sh` writes it anew.
#![allow(dead_code, unused)]
#![feature(format_args_nl, concat_idents, concat_bytes, const_format_args, log_syntax, trace_macros, core_panic)]

mod strings {
    const A: &str = concat!("a", 'b', 1, 2u8, -3, 4.50, -5.0f32, true, false, 0x1F, "it's \"q\" \\ \n\t\u{e9}\u{1F600}");
    const B: &str = concat!();
    const C: &str = concat!("x", concat!("y", "z"), stringify!(a + b), line!(), module_path!(),);
    const D: &[u8] = concat_bytes!(b"abc", b'd', [1, 2, b'e', 0xff_u8], b"\x00\n'\"", [7; 3]);
    const E: &str = concat!(r#"raw "x" \n"#, 1_000, 1e3, 0b11);
}

mod positions {
    const LINE: u32 = line!();
    const COLUMN: u32 = column!();
    const MODULE: &str = module_path!();
    mod inner {
        const MODULE: &str = core::module_path!();
        const    INDENTED: u32 = column!();
    }
}

mod configuration {
    const A: bool = cfg!(unix);
    const B: bool = cfg!(all(unix, not(any(windows, target_os = "none"))));
    const C: bool = cfg!(feature = "missing");
    const D: bool = cfg!(all());
    const E: bool = cfg!(any());
}

mod environment {
    const A: &str = env!("MACROSCOPE_SET");
    const B: Option<&str> = option_env!("MACROSCOPE_SET");
    const C: Option<&str> = option_env!("MACROSCOPE_UNSET");
    const D: &str = env!(concat!("MACROSCOPE", "_SET"), "message");
}

mod files {
    const A: &str = include_str!("included/text.txt");
    const B: &[u8] = include_bytes!("included/bytes.bin");
    const C: i32 = include!("included/expression.rs");
    include!("included/items.rs");
    const D: &str = include_str!(concat!("included/", "text.txt"));
}

mod stringified {
    const A: &str = stringify!(a+b);
    const B: &str = stringify!(  a  +  b  );
    const C: &str = stringify!(fn f<'a>(x: &'a u8) -> Vec<u8> { x . y ( ) ; z!{} });
    const D: &str = stringify!(struct A { x: u8, } "str" 'c' r#raw b"bytes" 1.0f32 a.0.1);
    const E: &str = stringify!();
    const F: &str = stringify!(#[attr] /* gone */ a => b, $x : y ; z? v);
    const G: &str = stringify!({});
    const H: &str = stringify!({ } ( ) [ ] { a });
    const COMMENTS: &str = stringify!(/// doc
        struct A { /** block */ x: u8, /// last
        });
    const SPACED: &str = stringify!(& & a, a..b, ..= c, |x| y, 'a: loop {}, #![x], a as b, $, @ ~ ->);
    const WIDE: &str = stringify!(é ü "ö" aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ööööööööööööööö bbbbbbbbbbbbb ccc);
    const LONG: &str = stringify!(pub fn function_with_a_long_name(first: FirstType, second: SecondType) -> Result<ReturnType, ErrorType> { let value = first.method(second); value + 1 });
    const LONGER: &str = stringify!(aaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccc ddddddddddddddddd [eeeeeeeeeeeeeeeeeeeeeeeeeeee, fffffffffffffffffffff, gggggggggggggggggggggggggg] hhhhhhhhhhhhhhhhhhh { iiiiiiiiiiiiii: jjjjjjjjjjjjjjjjjjj, kkkkkkkkkkkkkkkk: llllllllllllllllllllllll, mmmmmmmmmm: nnnnnnnnn });
    const I: &str = stringify!(if !x { y } else { (z) } match x {} return (1));
}

fn formatting(x: u8, y: &str, width: usize) {
    format_args!("plain");
    format_args!("{} {}", x, y);
    format_args!("{x} {y:?} {x:>width$}");
    format_args!("{0} {1} {0:#x}", x, y);
    format_args!("{a} {b:>8.3} {}", x, a = y, b = 1.0);
    format_args!("{{}} {:.*} {:>1$}", 3, 1.5, x, );
    format_args!("{:*^+#010.5e} {:x?} {:X?} {:p}", 1.0, x, x, y);
    format_args!("it's \"quoted\" \t é \u{200b} \u{0} \\ {}\n", x);
    format_args!(r#"raw "{}" \n"#, x);
    format_args!(concat!("a{}", "b"), x);
    format_args!("{:?}", x + 1);
    format_args!("{:width$.precision$}", 1.0, precision = 2);
    format_args!("{0:1$} {0:.1$} {:02}", x, width);
    std::format_args_nl!("line {}", x);
    std::const_format_args!("const {}", 1);
    format_args!("{}", if x > 1 { "a" } else { "b" });
    format_args!("{}{}", a::<B, C>(), |p, q| p);
    format_args!("{:3$} {:<1$} {2}", x, width, 3, width);
}

fn asserting(a: bool, b: Vec<u8>) {
    assert!(a);
    assert!(a,);
    assert!(!a);
    assert!(a && b.len() > 1 || false);
    assert!(b.iter().all(|x| *x > 1));
    assert!(if a { true } else { false });
    assert!({ a });
    assert!((a));
    assert!(a as u8 == 1u8 as _);
    assert!("quote\"" == "it's");
    assert!(b[0] == b[1..][0] && -1 < 2 && &a == &&a);
    assert!(a&&b.len()>1||!(a)||(b[0] as u8)<<1==2);
    assert!(b == [1, 2] && b == &*b && c == &mut d && e == -f && g != !h);
    assert!(size_of::<Vec<u8>>() == 1 && <Vec<u8> as IntoIterator>::Item::x(a, b) && x::<A, B>::y);
    assert!(match b { A { x: 1, .. } | B(2) if a => true, _ => { false } });
    assert!(f(S { x: 1, y: 2 }) == s && g(S {}, S { x, ..s }) == s);
    assert!(a?.b.await.0.1.c::<u8>(1)?[1]);
    assert!(0 <= 1 && (1..2).contains(&1) && (..=3).len() == 4 && (a..).all(|x| { x }));
    assert!(|x: u8, y| -> bool { x == y });
    assert!(|| a);
    assert!(move |_| a);
    assert!(return);
    assert!(a = b);
    assert!(a += 1);
    assert!(a..b);
    assert!(..b);
    assert!(loop { break 'a true; });
    assert!(if let Some(x) = a && b { x } else if c { d } else { e });
    assert!(unsafe { f() } == { g() });
    assert!((a, b) == (1,) && () == ());
    assert!(x as *const u8 == y as *mut dyn Fn(u8) -> u8);
    assert!('a' == b'\'' && "s" == r"s" && 1.0 < 2e3 && 0x1f_u8 > 1);
    assert!([0; 3] == a && [0u8; N + 1].len() == &b[..]);
    assert!(while a { b; c });
    assert!(!(a || b) && !c && (d as usize) < e && -f.g() == -1 && *h && &mut i == j && k % 2 == 0 && l << 1 >= 3);
    assert!(x > 1 && if x == 1 { true } else { false } || unsafe { g::<u8>(x) });
    assert!(self.field.method(a, b)?.other[0].await == Some(Struct { a: 1, b }.x));
    assert!((1..=3).contains(&x) && [1u8; 3][..2] != *b"ab" && r#fn());
    assert!(a.b.c.d.e.f.gggggggggggggggggggggggggggggggggggg(hhhhhhhhhhhhhhhhh, iiiiiiiiiiiiiiiiiiii, [jjjjjjjjjjjj, kkkkkkkkkk]));
    assert!(S { x: 1, y: 2 } == s && S {} == s && S { x, ..s } == s);
    assert!(x == -S { a }.b.c(d)[1] && &S { a } == &s);
    assert!(&S { a } == &s && f(S {}) && S {}? && (S {}) == s);
    assert!(first_condition_is_long(alpha, beta, gamma) && second_condition_is_long(delta, epsilon) && third);
    assert!(some::path::to::a_function_with_a_long_name(first_argument, second_argument, third_argument, fourth_argument) == expected_value);
    assert!(receiver.method_one(argument_one).method_two(argument_two).method_three(argument_three).is_ok());
    assert!(left_hand_side_of_the_comparison_which_is_long == right_hand_side_of_the_comparison_which_is_long);
    assert!(iterator.all(|element| element.is_a_valid_element_of_the_collection() && element.is_not_empty_at_all()));
    assert!(long_enough_condition_number_one || long_enough_condition_number_two || (condition_three && condition_four));
}

fn captured_counts(text: &str, width: usize, precision: usize) {
    format_args!("{text:<width$}");
    format_args!("{text:width$.precision$} {width}");
    format_args!("{:width$.precision$}", 1.0);
}

fn others() {
    std::arch::asm!("nop");
    log_syntax!(a b);
    let c = concat_idents!(some, thing);
    trace_macros!(false);
}
std::arch::global_asm!("nop");
