//! Literals from values.

use crate::escape::{escape, Escaping};
use crate::literal::{Literal, LiteralKind};
use crate::span::Span;
use std::ffi::CStr;

macro_rules! integers {
    ($($suffixed:ident $unsuffixed:ident $integer:ident,)*) => {$(
        pub fn $suffixed(n: $integer) -> Literal {
            number(LiteralKind::Integer, format!("{}{}", n, stringify!($integer)), stringify!($integer).len())
        }

        pub fn $unsuffixed(n: $integer) -> Literal {
            number(LiteralKind::Integer, n.to_string(), 0)
        }
    )*};
}

macro_rules! floats {
    ($($suffixed:ident $unsuffixed:ident $float:ident,)*) => {$(
        /// # Panics
        /// For infinities and NaN.
        pub fn $suffixed(n: $float) -> Literal {
            if !n.is_finite() {
                panic!("Invalid float literal {}", n);
            }
            number(LiteralKind::Float, format!("{}{}", n, stringify!($float)), stringify!($float).len())
        }

        /// # Panics
        /// For infinities and NaN.
        pub fn $unsuffixed(n: $float) -> Literal {
            if !n.is_finite() {
                panic!("Invalid float literal {}", n);
            }
            let mut text = n.to_string();
            if !text.contains('.') {
                text.push_str(".0");
            }
            number(LiteralKind::Float, text, 0)
        }
    )*};
}

fn number(kind: LiteralKind, text: String, suffix: usize) -> Literal {
    Literal::with_span(kind, &text, suffix, Span::call_site())
}

fn quoted(kind: LiteralKind, value: &[u8]) -> Literal {
    let character = matches!(kind, LiteralKind::Char | LiteralKind::Byte);
    let escaping = Escaping {
        single_quote: character,
        double_quote: !character,
        bytes: matches!(kind, LiteralKind::Byte | LiteralKind::ByteString),
    };
    let quote = if character { '\'' } else { '"' };
    let mut text = String::with_capacity(value.len() + 4);
    text.push_str(kind.prefix());
    text.push(quote);
    escape(value, escaping, &mut text);
    text.push(quote);
    Literal::with_span(kind, &text, 0, Span::call_site())
}

impl Literal {
    integers! {
        u8_suffixed u8_unsuffixed u8,
        u16_suffixed u16_unsuffixed u16,
        u32_suffixed u32_unsuffixed u32,
        u64_suffixed u64_unsuffixed u64,
        u128_suffixed u128_unsuffixed u128,
        usize_suffixed usize_unsuffixed usize,
        i8_suffixed i8_unsuffixed i8,
        i16_suffixed i16_unsuffixed i16,
        i32_suffixed i32_unsuffixed i32,
        i64_suffixed i64_unsuffixed i64,
        i128_suffixed i128_unsuffixed i128,
        isize_suffixed isize_unsuffixed isize,
    }

    floats! {
        f32_suffixed f32_unsuffixed f32,
        f64_suffixed f64_unsuffixed f64,
    }

    pub fn string(string: &str) -> Literal {
        quoted(LiteralKind::String, string.as_bytes())
    }

    pub fn character(ch: char) -> Literal {
        quoted(LiteralKind::Char, ch.encode_utf8(&mut [0; 4]).as_bytes())
    }

    pub fn byte_character(byte: u8) -> Literal {
        quoted(LiteralKind::Byte, &[byte])
    }

    pub fn byte_string(bytes: &[u8]) -> Literal {
        quoted(LiteralKind::ByteString, bytes)
    }

    pub fn c_string(string: &CStr) -> Literal {
        quoted(LiteralKind::CString, string.to_bytes())
    }
}
