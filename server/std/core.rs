//! The macros of `core`, for a machine that has no Rust sources. Only macros are here: paths and shapes follow rustc 1.85, so that
//! names resolve and expand as they do with the real library. A body with nothing in it belongs to a macro that the compiler
//! implements itself.
#![no_core]

#[macro_export]
#[rustc_builtin_macro(core_panic)]
macro_rules! panic {
    ($($arg:tt)*) => {};
}

#[macro_export]
#[rustc_builtin_macro(unreachable)]
macro_rules! unreachable {
    ($($arg:tt)*) => {};
}

#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val, $crate::option::Option::None
                    );
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+))
                    );
                }
            }
        }
    };
}

#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val, $crate::option::Option::None
                    );
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&($left), &($right)) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+))
                    );
                }
            }
        }
    };
}

#[macro_export]
#[allow_internal_unstable(edition_panic)]
macro_rules! debug_assert {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) { $crate::assert!($($arg)*); }
    };
}

#[macro_export]
macro_rules! debug_assert_eq {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) { $crate::assert_eq!($($arg)*); }
    };
}

#[macro_export]
macro_rules! debug_assert_ne {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) { $crate::assert_ne!($($arg)*); }
    };
}

#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression { $pattern $(if $guard)? => true, _ => false }
    };
}

#[macro_export]
macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => {
                return $crate::result::Result::Err($crate::convert::From::from(err));
            }
        }
    };
}

#[macro_export]
macro_rules! write {
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args!($($arg)*)) };
}

#[macro_export]
macro_rules! writeln {
    ($dst:expr $(,)?) => { $crate::write!($dst, "\n") };
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args_nl!($($arg)*)) };
}

#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($arg:tt)+) => { $crate::panic!("not implemented: {}", $crate::format_args!($($arg)+)) };
}

#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($arg:tt)+) => { $crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+)) };
}

mod macros {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro assert_matches {
        ($left:expr, $(|)? $($pattern:pat_param)|+ $(if $guard:expr)? $(,)?) => {
            match $left {
                $($pattern)|+ $(if $guard)? => {}
                ref left_val => {
                    $crate::panicking::assert_matches_failed(
                        left_val,
                        $crate::stringify!($($pattern)|+ $(if $guard)?),
                        $crate::option::Option::None
                    );
                }
            }
        },
        ($left:expr, $(|)? $($pattern:pat_param)|+ $(if $guard:expr)?, $($arg:tt)+) => {
            match $left {
                $($pattern)|+ $(if $guard)? => {}
                ref left_val => {
                    $crate::panicking::assert_matches_failed(
                        left_val,
                        $crate::stringify!($($pattern)|+ $(if $guard)?),
                        $crate::option::Option::Some($crate::format_args!($($arg)+))
                    );
                }
            }
        },
    }

    #[rustc_macro_transparency = "semitransparent"]
    pub macro debug_assert_matches($($arg:tt)*) {
        if $crate::cfg!(debug_assertions) { $crate::assert_matches::assert_matches!($($arg)*); }
    }

    pub(crate) mod builtin {
        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! compile_error { ($msg:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! format_args { ($fmt:expr) => {{}}; ($fmt:expr, $($args:tt)*) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! const_format_args { ($fmt:expr) => {{}}; ($fmt:expr, $($args:tt)*) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! format_args_nl { ($fmt:expr) => {{}}; ($fmt:expr, $($args:tt)*) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! env { ($name:expr $(,)?) => {{}}; ($name:expr, $error_msg:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! option_env { ($name:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! concat_idents { ($($e:ident),+ $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! concat_bytes { ($($e:literal),+ $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! concat { ($($e:expr),* $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! line { () => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! column { () => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! file { () => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! stringify { ($($t:tt)*) => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! include_str { ($file:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! include_bytes { ($file:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! module_path { () => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! cfg { ($($cfg:tt)*) => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! include { ($file:expr $(,)?) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! assert { ($cond:expr $(,)?) => {{}}; ($cond:expr, $($arg:tt)+) => {{}}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! log_syntax { ($($arg:tt)*) => {}; }

        #[rustc_builtin_macro]
        #[macro_export]
        macro_rules! trace_macros { (true) => {{}}; (false) => {{}}; }

        #[rustc_builtin_macro]
        pub macro autodiff($item:item) {}

        #[rustc_builtin_macro]
        pub macro derive($item:item) {}

        #[rustc_builtin_macro]
        pub macro derive_const($item:item) {}

        #[rustc_builtin_macro]
        pub macro test($item:item) {}

        #[rustc_builtin_macro]
        pub macro bench($item:item) {}

        #[rustc_builtin_macro]
        pub macro test_case($item:item) {}

        #[rustc_builtin_macro]
        pub macro global_allocator($item:item) {}

        #[rustc_builtin_macro]
        pub macro alloc_error_handler($item:item) {}

        #[rustc_builtin_macro]
        pub macro cfg_accessible($item:item) {}

        #[rustc_builtin_macro]
        pub macro cfg_eval($($tt:tt)*) {}

        pub macro type_ascribe($expr:expr, $ty:ty) {
            builtin # type_ascribe($expr, $ty)
        }

        pub macro deref($pat:pat) {
            builtin # deref($pat)
        }

        #[rustc_builtin_macro]
        pub macro RustcDecodable($item:item) {}

        #[rustc_builtin_macro]
        pub macro RustcEncodable($item:item) {}
    }
}

pub mod assert_matches {
    pub use crate::macros::{assert_matches, debug_assert_matches};
}

pub mod arch {
    #[rustc_builtin_macro]
    pub macro asm("assembly template", $(operands,)* $(options($(option),*))?) {}

    #[rustc_builtin_macro]
    pub macro naked_asm("assembly template", $(operands,)* $(options($(option),*))?) {}

    #[rustc_builtin_macro]
    pub macro global_asm("assembly template", $(operands,)* $(options($(option),*))?) {}
}

pub mod autodiff {
    pub use crate::macros::builtin::autodiff;
}

pub mod clone {
    pub trait Clone {}

    #[rustc_builtin_macro]
    pub macro Clone($item:item) {}
}

pub mod cmp {
    pub trait PartialEq {}
    pub trait Eq {}
    pub trait PartialOrd {}
    pub trait Ord {}

    #[rustc_builtin_macro]
    pub macro PartialEq($item:item) {}

    #[rustc_builtin_macro]
    pub macro Eq($item:item) {}

    #[rustc_builtin_macro]
    pub macro PartialOrd($item:item) {}

    #[rustc_builtin_macro]
    pub macro Ord($item:item) {}
}

pub mod default {
    pub trait Default {}

    #[rustc_builtin_macro(Default, attributes(default))]
    pub macro Default($item:item) {}
}

pub mod fmt {
    pub(crate) mod macros {
        #[rustc_builtin_macro]
        pub macro Debug($item:item) {}
    }
    pub use macros::Debug;
}

pub mod hash {
    pub trait Hash {}

    pub(crate) mod macros {
        #[rustc_builtin_macro]
        pub macro Hash($item:item) {}
    }
    pub use macros::Hash;
}

pub mod marker {
    pub trait Copy {}

    #[rustc_builtin_macro]
    pub macro Copy($item:item) {}

    #[rustc_builtin_macro]
    pub macro ConstParamTy($item:item) {}

    #[rustc_builtin_macro]
    pub macro UnsizedConstParamTy($item:item) {}

    #[rustc_builtin_macro(CoercePointee, attributes(pointee))]
    pub macro CoercePointee($item:item) {}
}

pub mod mem {
    pub macro offset_of($Container:ty, $($fields:expr)+ $(,)?) {
        {builtin # offset_of($Container, $($fields)+)}
    }
}

pub mod pat {
    #[rustc_builtin_macro(pattern_type)]
    #[macro_export]
    macro_rules! pattern_type { ($($arg:tt)*) => {}; }
}

pub mod panic {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro panic_2015 {
        () => ($crate::panicking::panic("explicit panic")),
        ($msg:literal $(,)?) => ($crate::panicking::panic($msg)),
        ($msg:expr $(,)?) => ({ $crate::panicking::panic_str_2015($msg); }),
        ("{}", $arg:expr $(,)?) => ({ $crate::panicking::panic_display(&$arg); }),
        ($fmt:expr, $($arg:tt)+) => ({
            $crate::panicking::panic_fmt($crate::const_format_args!($fmt, $($arg)+));
        }),
    }

    #[rustc_macro_transparency = "semitransparent"]
    pub macro panic_2021 {
        () => ({
            #[cold]
            #[track_caller]
            #[inline(never)]
            const fn panic_cold_explicit() -> ! { $crate::panicking::panic_explicit() }
            panic_cold_explicit();
        }),
        ("{}", $arg:expr $(,)?) => ({
            #[cold]
            #[track_caller]
            #[inline(never)]
            #[rustc_const_panic_str]
            #[rustc_do_not_const_check]
            const fn panic_cold_display<T: $crate::fmt::Display>(arg: &T) -> ! {
                $crate::panicking::panic_display(arg)
            }
            panic_cold_display(&$arg);
        }),
        ($($t:tt)+) => ({ $crate::panicking::panic_fmt($crate::const_format_args!($($t)+)); }),
    }

    #[rustc_macro_transparency = "semitransparent"]
    pub macro unreachable_2015 {
        () => ($crate::panicking::panic("internal error: entered unreachable code")),
        ($msg:expr $(,)?) => ({ $crate::panicking::unreachable_display(&$msg); }),
        ($fmt:expr, $($arg:tt)*) => (
            $crate::panic!($crate::concat!("internal error: entered unreachable code: ", $fmt), $($arg)*)
        ),
    }

    #[rustc_macro_transparency = "semitransparent"]
    pub macro unreachable_2021 {
        () => ($crate::panicking::panic("internal error: entered unreachable code")),
        ($($t:tt)+) => (
            $crate::panic!("internal error: entered unreachable code: {}", $crate::format_args!($($t)+))
        ),
    }
}

pub mod pin {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro pin($value:expr $(,)?) {
        $crate::pin::Pin::<&mut _> { __pointer: &mut { $value } }
    }
}

pub mod ptr {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro addr_of($place:expr) { &raw const $place }

    #[rustc_macro_transparency = "semitransparent"]
    pub macro addr_of_mut($place:expr) { &raw mut $place }
}

pub mod task {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro ready($e:expr) {
        match $e {
            $crate::task::Poll::Ready(t) => t,
            $crate::task::Poll::Pending => {
                return $crate::task::Poll::Pending;
            }
        }
    }
}

pub mod prelude {
    mod common {
        pub use crate::clone::Clone;
        pub use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
        pub use crate::default::Default;
        pub use crate::fmt::macros::Debug;
        pub use crate::hash::macros::Hash;
        pub use crate::marker::Copy;

        pub use crate::{
            assert, cfg, column, compile_error, concat, concat_idents, env, file, format_args,
            format_args_nl, include, include_bytes, include_str, line, log_syntax, module_path, option_env,
            stringify, trace_macros,
        };
        pub use crate::concat_bytes;
        pub use crate::macros::builtin::{
            alloc_error_handler, bench, cfg_accessible, cfg_eval, deref, derive, derive_const,
            global_allocator, test, test_case, type_ascribe,
        };
    }

    pub mod v1 {
        pub use super::common::*;
        pub use crate::macros::builtin::{RustcDecodable, RustcEncodable};
    }

    pub mod rust_2015 {
        pub use super::v1::*;
    }

    pub mod rust_2018 {
        pub use super::v1::*;
    }

    pub mod rust_2021 {
        pub use super::v1::*;
    }

    pub mod rust_2024 {
        pub use super::common::*;
    }
}
