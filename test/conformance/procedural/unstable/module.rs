//! The wrapper that exports the macros from a module.

extern crate proc_macro;
extern crate unstable;

#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    ::proc_macro::__macroscope::alloc(length)
}

#[no_mangle]
pub unsafe extern "C" fn macroscope_bang_quoted(input: *mut u8, length: usize) -> u64 {
    ::proc_macro::__macroscope::expand_bang(input, length, unstable::quoted)
}
