//! The macros of `alloc`, for a machine that has no Rust sources. See `core.rs`.
#![no_std]

pub mod __export {
    pub use core::format_args;
}

pub mod fmt {
    pub use core::fmt::Debug;
}

pub mod task {
    pub use core::task::*;
}

#[macro_export]
macro_rules! vec {
    () => ($crate::vec::Vec::new());
    ($elem:expr; $n:expr) => ($crate::vec::from_elem($elem, $n));
    ($($x:expr),+ $(,)?) => (
        <[_]>::into_vec(
            #[rustc_box]
            $crate::boxed::Box::new([$($x),+])
        )
    );
}

#[macro_export]
macro_rules! format {
    ($($arg:tt)*) => {
        $crate::__export::must_use({
            let res = $crate::fmt::format($crate::__export::format_args!($($arg)*));
            res
        })
    }
}
