use std::fmt;
use std::marker::PhantomData;

/// Text that is no Rust.
#[non_exhaustive]
pub struct LexError {
    /// What compilers since 1.93 say (`cancel_diags_into_string` in compiler/rustc_expand/src/proc_macro_server.rs).
    message: String,
    marker: PhantomData<*const ()>,
}

/// What earlier compilers always say. Ours says it too where a compiler has no error for the macro, but one for the user.
const GENERAL: &str = "cannot parse string into token stream";

impl LexError {
    pub(crate) fn new() -> LexError {
        LexError::saying(GENERAL)
    }

    pub(crate) fn saying(message: impl Into<String>) -> LexError {
        LexError { message: message.into(), marker: PhantomData }
    }
}

impl fmt::Debug for LexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if cfg!(macroscope_lex_messages) {
            f.debug_tuple("LexError").field(&self.message).finish()
        } else {
            f.write_str("LexError")
        }
    }
}

impl fmt::Display for LexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if cfg!(macroscope_lex_messages) { &self.message } else { GENERAL })
    }
}

impl std::error::Error for LexError {}
