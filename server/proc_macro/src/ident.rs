use crate::session::keep;
use crate::span::Span;
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
    !matches!(word, "_" | "super" | "self" | "Self" | "crate")
}

fn validated(string: &str) -> &'static str {
    let mut characters = string.chars();
    let valid = characters.next().map_or(false, starts_identifier) && characters.all(continues_identifier);
    if !valid {
        panic!("`{:?}` is not a valid identifier", string);
    }
    keep(string)
}

/// XID_Start or `_`. Outside of ASCII the standard library's `Alphabetic` stands in, which differs for a few combining signs.
pub(crate) fn starts_identifier(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '_' => true,
        '\0'..='\x7f' => false,
        _ => character.is_alphabetic(),
    }
}

/// XID_Continue, approximated outside of ASCII by `Alphabetic`, digits, and the blocks of combining marks.
pub(crate) fn continues_identifier(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '_' | '0'..='9' => true,
        '\0'..='\x7f' => false,
        '\u{b7}'
        | '\u{300}'..='\u{36f}'
        | '\u{387}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}'
        | '\u{203f}'..='\u{2040}'
        | '\u{20d0}'..='\u{20dc}'
        | '\u{302a}'..='\u{302f}'
        | '\u{3099}'
        | '\u{309a}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{ff3f}' => true,
        // Signs of the Indic and neighbouring scripts, whose other characters (danda, currency) are no letters either way.
        '\u{900}'..='\u{963}'
        | '\u{9bc}'
        | '\u{9cd}'
        | '\u{a3c}'
        | '\u{a4d}'
        | '\u{abc}'
        | '\u{acd}'
        | '\u{b3c}'
        | '\u{b4d}'
        | '\u{bcd}'
        | '\u{c4d}'
        | '\u{cbc}'
        | '\u{ccd}'
        | '\u{d4d}'
        | '\u{dca}'
        | '\u{e47}'..='\u{e4e}'
        | '\u{ec8}'..='\u{ecd}'
        | '\u{1039}'
        | '\u{103a}'
        | '\u{17d2}' => true,
        _ => character.is_alphanumeric(),
    }
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
