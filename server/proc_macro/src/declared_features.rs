//! A crate of its own, for nightly compilers only: it declares the library features of `proc_macro`, so that a macro crate may ask for them by `#![feature(…)]`.
//! A compiler knows the features that any crate in the dependency graph declares, and only a crate with `staged_api` can declare some.

#![no_std]
#![feature(staged_api)]
#![allow(internal_features)]
#![stable(feature = "proc_macro_declared_features", since = "1.0.0")]

macro_rules! declare {
    ($($constant:ident $feature:literal,)*) => {$(
        #[doc(hidden)]
        #[unstable(feature = $feature, issue = "none")]
        pub const $constant: () = ();
    )*};
}

declare! {
    BYTE_CHARACTER "proc_macro_byte_character",
    C_STR_LITERALS "proc_macro_c_str_literals",
    DEF_SITE "proc_macro_def_site",
    DIAGNOSTIC "proc_macro_diagnostic",
    EXPAND "proc_macro_expand",
    INTERNALS "proc_macro_internals",
    QUOTE "proc_macro_quote",
    SPAN "proc_macro_span",
    SPAN_FILE "proc_macro_span_file",
    SPAN_LOCATION "proc_macro_span_location",
    TO_TOKENS "proc_macro_totokens",
    TRACK_PATH "track_path",
    TRACKED_ENV "proc_macro_tracked_env",
    TRACKED_PATH "proc_macro_tracked_path",
    VALUE "proc_macro_value",
}
