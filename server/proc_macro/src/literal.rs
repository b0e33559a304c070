use crate::ident::Following;
use crate::lexer;
use crate::session::keep;
use crate::span::Span;
use crate::LexError;
use std::fmt;
use std::ops::RangeBounds;
use std::str::FromStr;

#[derive(Copy, Clone, PartialEq)]
pub(crate) enum LiteralKind {
    Integer = 0,
    Float = 1,
    Char = 2,
    Byte = 3,
    String = 4,
    RawString = 5,
    ByteString = 6,
    RawByteString = 7,
    CString = 8,
    RawCString = 9,
}

/// A literal with its optional suffix.
#[derive(Clone)]
pub struct Literal {
    pub(crate) kind: LiteralKind,
    /// As written: quotes and suffix included. May be negative until it is put into a stream.
    pub(crate) text: &'static str,
    /// Length of the suffix in bytes.
    pub(crate) suffix: u32,
    pub(crate) following: Following,
    pub(crate) span: Span,
}

impl LiteralKind {
    pub(crate) const ALL: [LiteralKind; 10] = [
        LiteralKind::Integer,
        LiteralKind::Float,
        LiteralKind::Char,
        LiteralKind::Byte,
        LiteralKind::String,
        LiteralKind::RawString,
        LiteralKind::ByteString,
        LiteralKind::RawByteString,
        LiteralKind::CString,
        LiteralKind::RawCString,
    ];

    /// Whether a sign may stand before it.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, LiteralKind::Integer | LiteralKind::Float)
    }

    /// Letters before the quote.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            LiteralKind::Integer | LiteralKind::Float | LiteralKind::Char | LiteralKind::String => "",
            LiteralKind::Byte | LiteralKind::ByteString => "b",
            LiteralKind::RawString => "r",
            LiteralKind::RawByteString => "br",
            LiteralKind::CString => "c",
            LiteralKind::RawCString => "cr",
        }
    }

    fn is_raw(self) -> bool {
        matches!(self, LiteralKind::RawString | LiteralKind::RawByteString | LiteralKind::RawCString)
    }
}

impl Literal {
    pub(crate) fn with_span(kind: LiteralKind, text: &str, suffix: usize, span: Span) -> Literal {
        Literal { kind, text: keep(text), suffix: suffix as u32, following: Following::Space, span }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }

    /// The span of some bytes of the literal's text; none when they lie outside of it.
    pub fn subspan<R: RangeBounds<usize>>(&self, range: R) -> Option<Span> {
        self.span.subspan(range)
    }

    pub(crate) fn without_suffix(&self) -> &'static str {
        &self.text[..self.text.len() - self.suffix as usize]
    }

    pub(crate) fn suffix_text(&self) -> &'static str {
        &self.text[self.text.len() - self.suffix as usize..]
    }

    fn hashes(&self) -> usize {
        if !self.kind.is_raw() {
            return 0;
        }
        self.text[self.kind.prefix().len()..].bytes().take_while(|byte| *byte == b'#').count()
    }

    /// What stands between the quotes; of a number, the number.
    pub(crate) fn symbol(&self) -> &'static str {
        let text = self.without_suffix();
        if self.kind.is_number() {
            return text;
        }
        let hashes = self.hashes();
        text.get(self.kind.prefix().len() + hashes + 1..text.len() - hashes - 1).unwrap_or("")
    }
}

impl FromStr for Literal {
    type Err = LexError;

    fn from_str(source: &str) -> Result<Self, LexError> {
        lexer::parse_literal(source)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            LiteralKind::Integer => "Integer".into(),
            LiteralKind::Float => "Float".into(),
            LiteralKind::Char => "Char".into(),
            LiteralKind::Byte => "Byte".into(),
            LiteralKind::String => "Str".into(),
            LiteralKind::ByteString => "ByteStr".into(),
            LiteralKind::CString => "CStr".into(),
            LiteralKind::RawString => format!("StrRaw({})", self.hashes()),
            LiteralKind::RawByteString => format!("ByteStrRaw({})", self.hashes()),
            LiteralKind::RawCString => format!("CStrRaw({})", self.hashes()),
        };
        let suffix = Some(self.suffix_text()).filter(|suffix| !suffix.is_empty());
        f.debug_struct("Literal")
            .field("kind", &format_args!("{}", kind))
            .field("symbol", &self.symbol())
            .field("suffix", &format_args!("{:?}", suffix))
            .field("span", &self.span)
            .finish()
    }
}
