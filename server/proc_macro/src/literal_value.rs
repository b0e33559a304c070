//! From literals back to values (`proc_macro_value`).

use crate::literal::{Literal, LiteralKind};

/// Why an escape sequence has no value.
#[derive(Debug, PartialEq, Eq)]
pub enum EscapeError {
    ZeroChars,
    MoreThanOneChar,
    LoneSlash,
    InvalidEscape,
    BareCarriageReturn,
    BareCarriageReturnInRawString,
    EscapeOnlyChar,
    TooShortHexEscape,
    InvalidCharInHexEscape,
    OutOfRangeHexEscape,
    NoBraceInUnicodeEscape,
    InvalidCharInUnicodeEscape,
    EmptyUnicodeEscape,
    UnclosedUnicodeEscape,
    LeadingUnderscoreUnicodeEscape,
    OverlongUnicodeEscape,
    LoneSurrogateUnicodeEscape,
    OutOfRangeUnicodeEscape,
    UnicodeEscapeInByte,
    NonAsciiCharInByte,
    NulInCStr,
    UnskippedWhitespaceWarning,
    MultipleSkippedLinesWarning,
}

/// Why a literal has no value of the kind asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum ConversionErrorKind {
    FailedToUnescape(EscapeError),
    InvalidLiteralKind,
}

/// What escapes a kind of literal allows.
#[derive(Copy, Clone, PartialEq)]
pub(crate) enum Mode {
    Text,
    Bytes,
    C,
}

impl Literal {
    pub fn str_value(&self) -> Result<String, ConversionErrorKind> {
        let bytes = match self.kind {
            LiteralKind::String => {
                unescape(self.symbol(), Mode::Text).map_err(ConversionErrorKind::FailedToUnescape)?
            }
            LiteralKind::RawString => return Ok(self.symbol().into()),
            _ => return Err(ConversionErrorKind::InvalidLiteralKind),
        };
        String::from_utf8(bytes).map_err(|_| ConversionErrorKind::FailedToUnescape(EscapeError::OutOfRangeHexEscape))
    }

    pub fn byte_str_value(&self) -> Result<Vec<u8>, ConversionErrorKind> {
        match self.kind {
            LiteralKind::ByteString => {
                unescape(self.symbol(), Mode::Bytes).map_err(ConversionErrorKind::FailedToUnescape)
            }
            LiteralKind::RawByteString => Ok(self.symbol().as_bytes().to_vec()),
            _ => Err(ConversionErrorKind::InvalidLiteralKind),
        }
    }

    /// The bytes of a C string, with the final NUL.
    pub fn cstr_value(&self) -> Result<Vec<u8>, ConversionErrorKind> {
        let mut bytes = match self.kind {
            LiteralKind::CString => unescape(self.symbol(), Mode::C).map_err(ConversionErrorKind::FailedToUnescape)?,
            LiteralKind::RawCString => self.symbol().as_bytes().to_vec(),
            _ => return Err(ConversionErrorKind::InvalidLiteralKind),
        };
        bytes.push(0);
        Ok(bytes)
    }

    pub fn byte_character_value(&self) -> Result<u8, ConversionErrorKind> {
        match self.kind {
            LiteralKind::Byte => {
                Ok(unescape(self.symbol(), Mode::Bytes).map_err(ConversionErrorKind::FailedToUnescape)?[0])
            }
            _ => Err(ConversionErrorKind::InvalidLiteralKind),
        }
    }

    pub fn character_value(&self) -> Result<char, ConversionErrorKind> {
        if self.kind != LiteralKind::Char {
            return Err(ConversionErrorKind::InvalidLiteralKind);
        }
        let bytes = unescape(self.symbol(), Mode::Text).map_err(ConversionErrorKind::FailedToUnescape)?;
        (std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()))
            .ok_or(ConversionErrorKind::FailedToUnescape(EscapeError::ZeroChars))
    }
}

/// The bytes that the inside of a quoted, not raw literal stands for (Reference, "Literal expressions").
pub(crate) fn unescape(source: &str, mode: Mode) -> Result<Vec<u8>, EscapeError> {
    let mut bytes = Vec::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' {
            return Err(EscapeError::BareCarriageReturn);
        }
        if character != '\\' {
            if mode == Mode::Bytes && !character.is_ascii() {
                return Err(EscapeError::NonAsciiCharInByte);
            }
            if mode == Mode::C && character == '\0' {
                return Err(EscapeError::NulInCStr);
            }
            bytes.extend(character.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        match characters.next().ok_or(EscapeError::LoneSlash)? {
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            '\\' => bytes.push(b'\\'),
            '\'' => bytes.push(b'\''),
            '"' => bytes.push(b'"'),
            '0' if mode != Mode::C => bytes.push(0),
            '0' => return Err(EscapeError::NulInCStr),
            'x' => {
                let mut value = 0;
                for _ in 0..2 {
                    let digit = characters.next().ok_or(EscapeError::TooShortHexEscape)?;
                    value = value * 16 + digit.to_digit(16).ok_or(EscapeError::InvalidCharInHexEscape)?;
                }
                if mode == Mode::Text && value > 0x7f {
                    return Err(EscapeError::OutOfRangeHexEscape);
                }
                if mode == Mode::C && value == 0 {
                    return Err(EscapeError::NulInCStr);
                }
                bytes.push(value as u8);
            }
            'u' => {
                let character = unicode_escape(&mut characters)?;
                match mode {
                    Mode::Bytes => return Err(EscapeError::UnicodeEscapeInByte),
                    Mode::C if character == '\0' => return Err(EscapeError::NulInCStr),
                    _ => bytes.extend(character.encode_utf8(&mut [0; 4]).bytes()),
                }
            }
            // A line continuation swallows the white space that begins the next line.
            '\n' => while characters.next_if(|next| matches!(next, ' ' | '\t' | '\n' | '\r')).is_some() {},
            _ => return Err(EscapeError::InvalidEscape),
        }
    }
    Ok(bytes)
}

fn unicode_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, EscapeError> {
    if characters.next() != Some('{') {
        return Err(EscapeError::NoBraceInUnicodeEscape);
    }
    let (mut value, mut digits) = (0, 0);
    loop {
        match characters.next().ok_or(EscapeError::UnclosedUnicodeEscape)? {
            '}' if digits == 0 => return Err(EscapeError::EmptyUnicodeEscape),
            '}' => break,
            '_' if digits == 0 => return Err(EscapeError::LeadingUnderscoreUnicodeEscape),
            '_' => {}
            digit => {
                digits += 1;
                if digits > 6 {
                    return Err(EscapeError::OverlongUnicodeEscape);
                }
                value = value * 16 + digit.to_digit(16).ok_or(EscapeError::InvalidCharInUnicodeEscape)?;
            }
        }
    }
    char::from_u32(value).ok_or(if value > 0x10ffff {
        EscapeError::OutOfRangeUnicodeEscape
    } else {
        EscapeError::LoneSurrogateUnicodeEscape
    })
}
