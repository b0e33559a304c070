//! A crate of its own, which macro crates get as `std` (`--extern std=…`): the standard library, with a few functions that do nothing
//! on WebAssembly replaced by ones that work inside a macro module.

#![no_std]
#![allow(deprecated)]

extern crate std as original;

pub use original::*;

/// Panics can be caught, as in a compiler (`unwinding.rs`).
pub mod panic {
    pub use original::panic::*;

    use original::any::Any;
    use original::boxed::Box;
    use original::option::Option::{self, None, Some};
    use original::result::Result::{Err, Ok};

    type Hook = Box<dyn Fn(&PanicInfo<'_>) + Sync + Send + 'static>;

    extern "Rust" {
        fn __macroscope_catch_unwind(
            function: unsafe extern "C" fn(*mut u8),
            data: *mut u8,
        ) -> Option<Box<dyn Any + Send>>;
        fn __macroscope_resume_unwind(payload: Box<dyn Any + Send>) -> !;
        fn __macroscope_replace_hook(hook: Option<Hook>) -> Option<Hook>;
    }

    struct Call<F, R> {
        function: Option<F>,
        result: Option<R>,
    }

    unsafe extern "C" fn run<F: FnOnce() -> R, R>(data: *mut u8) {
        let call = &mut *data.cast::<Call<F, R>>();
        if let Some(function) = call.function.take() {
            call.result = Some(function());
        }
    }

    pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> original::thread::Result<R> {
        let mut call = Call { function: Some(f), result: None };
        let data = (&mut call as *mut Call<F, R>).cast::<u8>();
        match unsafe { __macroscope_catch_unwind(run::<F, R>, data) } {
            Some(payload) => Err(payload),
            None => Ok(call.result.take().expect("the call has returned")),
        }
    }

    pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
        unsafe { __macroscope_resume_unwind(payload) }
    }

    pub fn set_hook(hook: Hook) {
        drop(unsafe { __macroscope_replace_hook(Some(hook)) });
    }

    pub fn take_hook() -> Hook {
        unsafe { __macroscope_replace_hook(None) }.unwrap_or_else(|| Box::new(|_| {}))
    }

    fn drop<T>(_: T) {}
}

#[path = "std_canonicalize.rs"]
mod macroscope_canonicalize;

pub mod fs {
    pub use crate::macroscope_canonicalize::canonicalize;
    pub use original::fs::*;
}

/// What every crate sees without an import.
pub mod prelude {
    pub use original::prelude::*;

    macro_rules! with_our_traits {
        ($($prelude:ident)*) => {$(
            pub mod $prelude {
                pub use crate::macroscope_canonicalize::MacroscopeCanonicalize as _;
                pub use original::prelude::$prelude::*;
            }
        )*};
    }

    with_our_traits!(v1 rust_2015 rust_2018 rust_2021);

    /// Older compilers have none, so it is put together here.
    pub mod rust_2024 {
        pub use super::rust_2021::*;
        pub use original::future::{Future, IntoFuture};
    }
}

pub mod thread {
    pub use original::thread::*;

    /// The standard library counts panics that were caught as well.
    pub fn panicking() -> bool {
        false
    }
}

#[path = "std_hash.rs"]
mod macroscope_hash;

pub mod hash {
    pub use crate::macroscope_hash::DefaultHasher;
    pub use original::hash::*;
}

pub mod collections {
    pub use original::collections::*;

    pub mod hash_map {
        pub use crate::macroscope_hash::DefaultHasher;
        pub use original::collections::hash_map::*;
    }
}

#[path = "std_process.rs"]
pub mod process;
