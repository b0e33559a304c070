use crate::session;
use crate::span::Span;
use std::fmt;

/// Whether a [`Punct`] is followed immediately by another one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Spacing {
    Joint,
    Alone,
}

/// One character of an operator.
#[derive(Clone)]
pub struct Punct {
    pub(crate) character: u8,
    pub(crate) spacing: Spacing,
    /// Followed immediately by something that is no operator: kept from the source for printing, invisible to macros.
    pub(crate) tight: bool,
    pub(crate) span: Span,
}

pub(crate) const OPERATOR_CHARACTERS: &str = "=<>!~+-*/%^&|@.,;:#$?'";

impl Punct {
    /// # Panics
    /// If the character is none that Rust's operators are made of.
    pub fn new(ch: char, spacing: Spacing) -> Punct {
        if !OPERATOR_CHARACTERS.contains(ch) {
            panic!("unsupported character `{:?}`", ch);
        }
        Punct { character: ch as u8, spacing, tight: false, span: Span::call_site() }
    }

    pub fn as_char(&self) -> char {
        self.character as char
    }

    pub fn spacing(&self) -> Spacing {
        self.spacing
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }
}

impl fmt::Display for Punct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_char())
    }
}

impl fmt::Debug for Punct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Punct")
            .field("ch", &self.as_char())
            .field("spacing", &self.spacing())
            .field("span", &self.span())
            .finish()
    }
}

impl PartialEq<char> for Punct {
    fn eq(&self, rhs: &char) -> bool {
        self.as_char() == *rhs
    }
}

impl PartialEq<Punct> for char {
    fn eq(&self, rhs: &Punct) -> bool {
        *self == rhs.as_char()
    }
}

/// Whether a word is a keyword in the edition of the crate under expansion (rustc_span::Symbol::is_reserved).
pub(crate) fn is_reserved(word: &str) -> bool {
    match word {
        "as" | "break" | "const" | "continue" | "crate" | "else" | "enum" | "extern" | "false" | "fn" | "for"
        | "if" | "impl" | "in" | "let" | "loop" | "match" | "mod" | "move" | "mut" | "pub" | "ref" | "return"
        | "self" | "Self" | "static" | "struct" | "super" | "trait" | "true" | "type" | "unsafe" | "use" | "where"
        | "while" | "abstract" | "become" | "box" | "do" | "final" | "macro" | "override" | "priv" | "typeof"
        | "unsized" | "virtual" | "yield" | "_" | "$crate" => true,
        "async" | "await" | "dyn" | "try" => session::with(|session| session.edition >= 2018),
        "gen" => session::with(|session| session.edition >= 2024),
        _ => false,
    }
}
