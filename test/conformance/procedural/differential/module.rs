//! The wrapper that exports the macros from a module.

extern crate differential;
extern crate proc_macro;

#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    ::proc_macro::__macroscope::alloc(length)
}

macro_rules! export {
    ($($entry:ident $name:ident,)*) => {$(
        #[no_mangle]
        pub unsafe extern "C" fn $entry(input: *mut u8, length: usize) -> u64 {
            ::proc_macro::__macroscope::expand_bang(input, length, differential::$name)
        }
    )*};
}

export! {
    macroscope_bang_examine examine,
    macroscope_bang_parse parse,
    macroscope_bang_identifiers identifiers,
    macroscope_bang_construct construct,
}
