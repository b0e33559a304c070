use crate::session::keep;
use crate::span::Span;
use crate::unicode::{is_identifier, normalized};
use std::fmt;

/// An identifier or keyword.
#[derive(Clone)]
pub struct Ident {
    /// Without `r#`.
    pub(crate) text: &'static str,
    pub(crate) raw: bool,
    pub(crate) following: Following,
    pub(crate) span: Span,
}

/// What follows an identifier, a literal or a group in the source. Kept for printing, invisible to macros.
#[derive(Copy, Clone, PartialEq)]
pub(crate) enum Following {
    Space,
    Operator,
    Other,
}

impl Ident {
    /// # Panics
    /// If the string is no identifier.
    pub fn new(string: &str, span: Span) -> Ident {
        Ident { text: validated(string), raw: false, following: Following::Space, span }
    }

    /// # Panics
    /// If the string is no identifier, or one that cannot be raw (`self`, `_` …).
    pub fn new_raw(string: &str, span: Span) -> Ident {
        let text = validated(string);
        if !can_be_raw(text) {
            panic!("`{}` cannot be a raw identifier", string);
        }
        Ident { text, raw: true, following: Following::Space, span }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }
}

pub(crate) fn can_be_raw(word: &str) -> bool {
    !matches!(word, "_" | "super" | "self" | "Self" | "crate" | "$crate")
}

fn validated(string: &str) -> &'static str {
    let normalized = normalized(string);
    // Compilers since 1.90 take the name of a crate that a macro_rules! means. Its span says which.
    let is_crate = cfg!(macroscope_crate_identifiers) && string == "$crate";
    if !is_crate && !is_identifier(&normalized) {
        panic!("`{:?}` is not a valid identifier", string);
    }
    keep(&normalized)
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.raw {
            f.write_str("r#")?;
        }
        fmt::Display::fmt(self.text, f)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ident").field("ident", &self.to_string()).field("span", &self.span()).finish()
    }
}
