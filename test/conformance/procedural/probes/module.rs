//! The wrapper that exports the probes from a macro module.

extern crate probes;
extern crate proc_macro;

#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    ::proc_macro::__macroscope::alloc(length)
}

macro_rules! export {
    ($($entry:ident $name:ident,)*) => {$(
        #[no_mangle]
        pub unsafe extern "C" fn $entry(input: *mut u8, length: usize) -> u64 {
            ::proc_macro::__macroscope::expand_bang(input, length, probes::$name)
        }
    )*};
}

export! {
    macroscope_bang_show show,
    macroscope_bang_parse parse,
    macroscope_bang_construct construct,
    macroscope_bang_positions positions,
    macroscope_bang_diagnose diagnose,
    macroscope_bang_caught caught,
    macroscope_bang_environment environment,
    macroscope_bang_hashes hashes,
    macroscope_bang_project project,
    macroscope_bang_respan respan,
    macroscope_bang_differ differ,
    macroscope_bang_misuse misuse,
    macroscope_bang_checksums checksums,
}
