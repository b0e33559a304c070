//! The macros of `std`, for a machine that has no Rust sources. See `core.rs`.
#![no_std]

extern crate alloc as alloc_crate;

#[macro_export]
#[rustc_builtin_macro(std_panic)]
macro_rules! panic {
    ($($arg:tt)*) => {};
}

#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {{ $crate::io::_print($crate::format_args!($($arg)*)); }};
}

#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($arg:tt)*) => {{ $crate::io::_print($crate::format_args_nl!($($arg)*)); }};
}

#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {{ $crate::io::_eprint($crate::format_args!($($arg)*)); }};
}

#[macro_export]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($arg:tt)*) => {{ $crate::io::_eprint($crate::format_args_nl!($($arg)*)); }};
}

#[macro_export]
macro_rules! dbg {
    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($val:expr $(,)?) => {
        match $val {
            tmp => {
                $crate::eprintln!("[{}:{}:{}] {} = {:#?}",
                    $crate::file!(), $crate::line!(), $crate::column!(), $crate::stringify!($val), &tmp);
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => { ($($crate::dbg!($val)),+,) };
}

#[macro_export]
macro_rules! thread_local {
    () => {};

    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => (
        $crate::thread::local_impl::thread_local_inner!($(#[$attr])* $vis $name, $t, const $init);
        $crate::thread_local!($($rest)*);
    );

    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => (
        $crate::thread::local_impl::thread_local_inner!($(#[$attr])* $vis $name, $t, const $init);
    );

    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => (
        $crate::thread::local_impl::thread_local_inner!($(#[$attr])* $vis $name, $t, $init);
        $crate::thread_local!($($rest)*);
    );

    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => (
        $crate::thread::local_impl::thread_local_inner!($(#[$attr])* $vis $name, $t, $init);
    );
}

pub mod thread {
    /// The form for targets whose linker knows thread-local variables: that is every desktop system.
    pub mod local_impl {
        #[rustc_macro_transparency = "semitransparent"]
        pub macro thread_local_inner {
            (@key $t:ty, const $init:expr) => {{
                const __INIT: $t = $init;

                unsafe {
                    $crate::thread::LocalKey::new(const {
                        if $crate::mem::needs_drop::<$t>() {
                            |_| {
                                #[thread_local]
                                static VAL: $crate::thread::local_impl::EagerStorage<$t> =
                                    $crate::thread::local_impl::EagerStorage::new(__INIT);
                                VAL.get()
                            }
                        } else {
                            |_| {
                                #[thread_local]
                                static VAL: $t = __INIT;
                                &VAL
                            }
                        }
                    })
                }
            }},
            (@key $t:ty, $init:expr) => {{
                #[inline]
                fn __init() -> $t { $init }

                unsafe {
                    $crate::thread::LocalKey::new(const {
                        if $crate::mem::needs_drop::<$t>() {
                            |init| {
                                #[thread_local]
                                static VAL: $crate::thread::local_impl::LazyStorage<$t, ()> =
                                    $crate::thread::local_impl::LazyStorage::new();
                                VAL.get_or_init(init, __init)
                            }
                        } else {
                            |init| {
                                #[thread_local]
                                static VAL: $crate::thread::local_impl::LazyStorage<$t, !> =
                                    $crate::thread::local_impl::LazyStorage::new();
                                VAL.get_or_init(init, __init)
                            }
                        }
                    })
                }
            }},
            ($(#[$attr:meta])* $vis:vis $name:ident, $t:ty, $($init:tt)*) => {
                $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> =
                    $crate::thread::local_impl::thread_local_inner!(@key $t, $($init)*);
            },
        }
    }
}

pub mod panic {
    #[rustc_macro_transparency = "semitransparent"]
    pub macro panic_2015 {
        () => ({ $crate::rt::begin_panic("explicit panic") }),
        ($msg:expr $(,)?) => ({ $crate::rt::begin_panic($msg); }),
        ("{}", $arg:expr $(,)?) => ({ $crate::rt::panic_display(&$arg); }),
        ($fmt:expr, $($arg:tt)+) => ({
            $crate::rt::panic_fmt($crate::const_format_args!($fmt, $($arg)+));
        }),
    }

    pub use core::panic::panic_2021;
}

pub use alloc_crate::fmt;
pub use alloc_crate::{format, vec};
pub use core::{clone, cmp, default, marker, mem, pin, ptr};

pub mod arch {
    pub use core::arch::*;
}

pub mod assert_matches {
    pub use core::assert_matches::*;
}

pub mod autodiff {
    pub use core::autodiff::autodiff;
}

pub mod hash {
    pub use core::hash::*;
}

pub mod task {
    pub use alloc_crate::task::*;
    pub use core::task::*;
}

pub use core::concat_bytes;
pub use core::{
    assert, cfg, column, compile_error, concat, concat_idents, const_format_args, env, file, format_args,
    format_args_nl, include, include_bytes, include_str, line, log_syntax, module_path, option_env, stringify,
    trace_macros,
};
pub use core::{
    assert_eq, assert_ne, debug_assert, debug_assert_eq, debug_assert_ne, matches, r#try, todo, unimplemented,
    unreachable, write, writeln,
};

pub mod prelude {
    mod common {
        pub use core::prelude::v1::{
            assert, cfg, column, compile_error, concat, concat_idents, env, file, format_args,
            format_args_nl, include, include_bytes, include_str, line, log_syntax, module_path, option_env,
            stringify, trace_macros, Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd,
        };
        pub use core::prelude::v1::concat_bytes;
        pub use core::prelude::v1::{
            alloc_error_handler, bench, cfg_accessible, cfg_eval, deref, derive, derive_const,
            global_allocator, test, test_case, type_ascribe,
        };
    }

    pub mod v1 {
        pub use super::common::*;
        pub use core::prelude::v1::{RustcDecodable, RustcEncodable};
    }

    pub mod rust_2015 {
        pub use super::v1::*;
    }

    pub mod rust_2018 {
        pub use super::v1::*;
    }

    pub mod rust_2021 {
        pub use super::v1::*;
        pub use core::prelude::rust_2021::*;
    }

    pub mod rust_2024 {
        pub use super::common::*;
        pub use core::prelude::rust_2024::*;
    }
}
