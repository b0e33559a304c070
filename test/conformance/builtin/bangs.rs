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
    const F: &str = stringify!(#[attr] /* gone */ a => b, $x : y ; z ! w ? v);
    const G: &str = stringify!({});
    const H: &str = stringify!({ } ( ) [ ] { a });
    const I: &str = stringify!(if !x { y } else { (z) } match x {} return (1));
    macro_rules! fragments {
        ($e:expr, $t:ty, $p:pat, $i:ident, $b:block, $l:literal, $pa:path, $tt:tt, $lt:lifetime, $v:vis) => {
            const EXPR: &str = stringify!($e);
            const TY: &str = stringify!($t);
            const PAT: &str = stringify!($p);
            const IDENT: &str = stringify!($i);
            const BLOCK: &str = stringify!($b);
            const LITERAL: &str = stringify!($l);
            const PATH: &str = stringify!($pa);
            const TT: &str = stringify!($tt);
            const LIFETIME: &str = stringify!($lt);
            const VIS: &str = stringify!($v);
            const MIXED: &str = stringify!($e + $t: $p);
        };
    }
    fragments!(a+b*(c-1), Vec<Option<&'static str>>, Some(x)|None, name, {a;b}, -1, std::vec::Vec<u8>, (a b), 'a, pub(crate));
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
    println!("{x}");
    let _ = format!("{}-{y}", vec![1, 2].len());
    write!(out, "{}", { x });
    format_args!("{}", if x > 1 { "a" } else { "b" });
    format_args!("{}{}", a::<B, C>(), |p, q| p);
    format_args!("{:3$} {:<1$} {2}", x, width, 3, width);
}

fn asserting(a: bool, b: Vec<u8>) {
    assert!(a);
    assert!(a,);
    assert!(!a);
    assert!(a && b.len() > 1 || false);
    assert!(b == vec![1], "message");
    assert!(a, "message {} {a}", 1);
    assert!(matches!(b.len(), 1 | 2));
    assert!(b.iter().all(|x| *x > 1));
    assert!(if a { true } else { false });
    assert!({ a });
    assert!((a));
    assert!(a as u8 == 1u8 as _);
    assert!(b.is_empty(), "{}", "it's");
    assert!("quote\"" == "it's");
    assert!(b[0] == b[1..][0] && -1 < 2 && &a == &&a);
    debug_assert!(a);
}

fn panicking() {
    panic!();
    panic!("message");
    panic!("message {}", 1);
    core::panic!("core");
    unreachable!();
    unreachable!("message");
    unreachable!("message {}", 1);
    todo!();
    unimplemented!("x");
}

fn others() {
    std::arch::asm!("nop");
    std::arch::asm!("mov {0}, {1}", "add {0}, 5", out(reg) o, in(reg) i, options(pure, nomem));
    let _ = std::mem::offset_of!(S, x.y);
    log_syntax!(a b);
    let c = concat_idents!(some, thing);
    trace_macros!(false);
    let p = std::ptr::addr_of!(x);
    let m = matches!(x, Some(1));
}
std::arch::global_asm!("nop");
