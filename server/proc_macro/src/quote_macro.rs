//! The declaration of the compiler's own macro, for compilers that let crates ask for it (`proc_macro_quote`). A file of its own, since
//! others object to the syntax.

#[rustc_builtin_macro]
#[allow_internal_unstable(proc_macro_def_site, proc_macro_internals, proc_macro_totokens)]
pub macro quote($($t:tt)*) {
    /* in the compiler */
}
