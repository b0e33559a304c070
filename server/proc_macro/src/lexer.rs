//! Tokens from text (`"…".parse::<TokenStream>()`), after rustc_lexer and rustc_parse::lexer. What they report as an error is a [`LexError`].

use crate::ident::{can_be_raw, Following, Ident};
use crate::literal::{Literal, LiteralKind};
use crate::literal_value::{unescape, Mode};
use crate::punct::{Punct, Spacing, OPERATOR_CHARACTERS};
use crate::session::{self, keep};
use crate::span::Span;
use crate::stream::{DocComment, Element, TokenStream};
use crate::tree::{Delimiter, Group, TokenTree};
use crate::unicode::{continues_identifier, normalized, starts_identifier};
use crate::LexError;

type Lexed<T> = Result<T, LexError>;

pub(crate) fn parse_stream(source: &str) -> Lexed<TokenStream> {
    let normalized;
    let source = if source.contains("\r\n") {
        normalized = source.replace("\r\n", "\n");
        &normalized
    } else {
        source
    };
    let mut lexer = Lexer { source: source.strip_prefix('\u{feff}').unwrap_or(source), position: 0 };
    lexer.stream()
}

/// One literal with nothing around it, with a sign if it is a number.
pub(crate) fn parse_literal(source: &str) -> Lexed<Literal> {
    let mut lexer = Lexer { source, position: 0 };
    let negative = source.starts_with('-');
    lexer.position += usize::from(negative);
    match lexer.literal() {
        Ok(Some((kind, suffix))) if lexer.position == source.len() && (!negative || kind.is_number()) => {
            Ok(Literal::with_span(kind, source, suffix, Span::call_site()))
        }
        _ => Err(why_no_literal(source)),
    }
}

/// What the compiler says of a text that is not one literal alone. It looks at delimiters first.
fn why_no_literal(source: &str) -> LexError {
    if let Err(error) = parse_stream(source) {
        return error;
    }
    let mut lexer = Lexer { source, position: 0 };
    // That these texts are tokens is known.
    let _ = lexer.trivia();
    let start = lexer.position;
    let negative = lexer.byte(0) == b'-';
    lexer.position += usize::from(negative);
    let behind_minus = lexer.position;
    let _ = lexer.trivia();
    let literal_start = lexer.position;
    match lexer.literal() {
        Ok(Some(_)) if lexer.position - start != source.len() => {
            LexError::saying("comment or whitespace around literal")
        }
        Ok(Some(_)) if literal_start != behind_minus => LexError::saying("comment or whitespace after minus"),
        Ok(Some(_)) => LexError::saying("non-numeric literal may not be negated"),
        _ => LexError::saying("not a literal"),
    }
}

struct Lexer<'a> {
    source: &'a str,
    /// In bytes.
    position: usize,
}

/// A group whose end has not been reached.
struct OpenGroup {
    delimiter: Delimiter,
    open_tight: bool,
    elements: Vec<Element>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.position..]
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.source.as_bytes().get(self.position + ahead).copied().unwrap_or(0)
    }

    fn character(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn starts_identifier_at(&self, ahead: usize) -> bool {
        (self.source.get(self.position + ahead..)).and_then(|rest| rest.chars().next()).map_or(false, starts_identifier)
    }

    fn eat_while(&mut self, accept: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.position += rest.find(|character| !accept(character)).unwrap_or(rest.len());
    }

    fn eat_identifier(&mut self) -> &'a str {
        let start = self.position;
        if self.starts_identifier_at(0) {
            self.eat_while(continues_identifier);
        }
        &self.source[start..self.position]
    }

    fn stream(&mut self) -> Lexed<TokenStream> {
        let span = Span::call_site();
        let mut open_groups: Vec<OpenGroup> = Vec::new();
        let mut elements = Vec::new();
        loop {
            self.trivia()?;
            let start = self.position;
            let byte = match self.source.as_bytes().get(start) {
                Some(byte) => *byte,
                None if open_groups.is_empty() => return Ok(TokenStream::from_elements(elements)),
                None => return Err(LexError::saying("this file contains an unclosed delimiter")),
            };
            match byte {
                b'(' | b'[' | b'{' => {
                    self.position += 1;
                    let delimiter = match byte {
                        b'(' => Delimiter::Parenthesis,
                        b'[' => Delimiter::Bracket,
                        _ => Delimiter::Brace,
                    };
                    let open_tight = self.following() != Following::Space;
                    let elements = std::mem::take(&mut elements);
                    open_groups.push(OpenGroup { delimiter, open_tight, elements });
                }
                b')' | b']' | b'}' => {
                    self.position += 1;
                    let refusal =
                        |fault| LexError::saying(format!("{} closing delimiter: `{}`", fault, char::from(byte)));
                    let open = open_groups.pop().ok_or_else(|| refusal("unexpected"))?;
                    let expected = match open.delimiter {
                        Delimiter::Parenthesis => b')',
                        Delimiter::Bracket => b']',
                        _ => b'}',
                    };
                    if byte != expected {
                        return Err(refusal("mismatched"));
                    }
                    let inner = std::mem::replace(&mut elements, open.elements);
                    let mut group = Group::new(open.delimiter, TokenStream::from_elements(inner));
                    group.open_tight = open.open_tight;
                    group.following = self.following();
                    elements.push(Element::Tree(group.into()));
                }
                b'/' if self.doc_comment_length().is_some() => elements.push(self.doc_comment()?),
                b'\'' if self.lifetime_begins() => self.lifetime(&mut elements)?,
                _ => {
                    let tree = if let Some((kind, suffix)) = self.literal()? {
                        let mut literal = Literal::with_span(kind, &self.source[start..self.position], suffix, span);
                        literal.following = self.following();
                        TokenTree::Literal(literal)
                    } else if self.starts_identifier_at(0) {
                        TokenTree::Ident(self.identifier()?)
                    } else if OPERATOR_CHARACTERS.as_bytes().contains(&byte) && byte != b'\'' {
                        TokenTree::Punct(self.operator_character(byte)?)
                    } else {
                        return Err(LexError::new());
                    };
                    elements.push(Element::Tree(tree));
                }
            }
        }
    }

    fn operator_character(&mut self, character: u8) -> Lexed<Punct> {
        // `#"` and `##` are reserved since edition 2024 (guarded strings).
        if character == b'#' && matches!(self.byte(1), b'"' | b'#') && session::with(|session| session.edition >= 2024)
        {
            return Err(LexError::new());
        }
        self.position += 1;
        let following = self.following();
        let spacing = if following == Following::Operator { Spacing::Joint } else { Spacing::Alone };
        Ok(Punct { character, spacing, tight: following == Following::Other, span: Span::call_site() })
    }

    /// What stands at the current place, immediately behind the token that was read.
    fn following(&self) -> Following {
        match self.character() {
            None => Following::Space,
            Some(character) if is_white_space(character) => Following::Space,
            Some('/') if matches!(self.byte(1), b'/' | b'*') => match self.doc_comment_length() {
                Some(_) => Following::Other,
                None => Following::Space,
            },
            Some('\'') => Following::Other,
            Some(character) if OPERATOR_CHARACTERS.contains(character) => Following::Operator,
            Some(_) => Following::Other,
        }
    }

    /// White space and comments that are no documentation.
    fn trivia(&mut self) -> Lexed<()> {
        loop {
            self.eat_while(is_white_space);
            if self.byte(0) != b'/' || self.doc_comment_length().is_some() {
                return Ok(());
            }
            match self.byte(1) {
                b'/' => self.eat_while(|character| character != '\n'),
                b'*' => self.position += self.block_comment_length()?,
                _ => return Ok(()),
            }
        }
    }

    /// The length of the opening mark when a doc comment begins here.
    fn doc_comment_length(&self) -> Option<usize> {
        let rest = self.rest().as_bytes();
        let doc = match rest {
            [b'/', b'/', b'!', ..] | [b'/', b'*', b'!', ..] => true,
            [b'/', b'/', b'/', after @ ..] => after.first() != Some(&b'/'),
            [b'/', b'*', b'*', after @ ..] => !matches!(after.first(), Some(b'*' | b'/')),
            _ => false,
        };
        doc.then_some(3)
    }

    fn block_comment_length(&self) -> Lexed<usize> {
        let bytes = self.rest().as_bytes();
        let (mut depth, mut index) = (1, 2);
        while depth > 0 {
            match bytes.get(index..index + 2) {
                Some(b"/*") => depth += 1,
                Some(b"*/") => depth -= 1,
                Some(_) => {
                    index += 1;
                    continue;
                }
                None => return Err(LexError::new()),
            }
            index += 2;
        }
        Ok(index)
    }

    fn doc_comment(&mut self) -> Lexed<Element> {
        let block = self.byte(1) == b'*';
        let inner = self.byte(2) == b'!';
        let start = self.position;
        let content_end = if block {
            self.position += self.block_comment_length()?;
            self.position - 2
        } else {
            self.eat_while(|character| character != '\n');
            self.position
        };
        let content = &self.source[start + 3..content_end];
        if content.contains('\r') {
            return Err(LexError::new());
        }
        let following = self.following();
        Ok(Element::Doc(DocComment { text: keep(content), inner, block, following, span: Span::call_site() }))
    }

    fn identifier(&mut self) -> Lexed<Ident> {
        let raw = self.byte(0) == b'r' && self.byte(1) == b'#' && self.starts_identifier_at(2);
        self.position += if raw { 2 } else { 0 };
        let text = normalized(self.eat_identifier());
        if raw && !can_be_raw(&text) {
            return Err(LexError::new());
        }
        // `prefix"…"`, `prefix'…'` and `prefix#…` are reserved since edition 2021.
        if !raw && matches!(self.byte(0), b'"' | b'\'' | b'#') && session::with(|session| session.edition >= 2021) {
            return Err(LexError::new());
        }
        Ok(Ident { text: keep(&text), raw, following: self.following(), span: Span::call_site() })
    }

    /// Whether the quote here begins a lifetime; otherwise a character literal.
    fn lifetime_begins(&self) -> bool {
        let mut characters = self.rest().chars().skip(1);
        let first = characters.next().unwrap_or('\0');
        if !starts_identifier(first) {
            return false;
        }
        // `'a'` is a character; so is `'ab'`, an invalid one.
        let end = self.rest()[1..].find(|character| !continues_identifier(character));
        !end.map_or(false, |end| self.rest()[1 + end..].starts_with('\''))
    }

    fn lifetime(&mut self, elements: &mut Vec<Element>) -> Lexed<()> {
        let span = Span::call_site();
        self.position += 1;
        let quote = Punct { character: b'\'', spacing: Spacing::Joint, tight: false, span };
        let modern = session::with(|session| session.edition >= 2021);
        let raw = modern && self.byte(0) == b'r' && self.byte(1) == b'#' && self.starts_identifier_at(2);
        self.position += if raw { 2 } else { 0 };
        let text = self.eat_identifier();
        // `'r#a'` is no character, and `'a#` a reserved prefix.
        let reserved = modern && self.byte(0) == if raw { b'\'' } else { b'#' };
        if (raw && !can_be_raw(text)) || reserved {
            return Err(LexError::new());
        }
        let name = Ident { text: keep(text), raw, following: self.following(), span };
        elements.push(Element::Tree(quote.into()));
        elements.push(Element::Tree(name.into()));
        Ok(())
    }

    /// Reads a literal if one begins here: its kind and the length of its suffix.
    fn literal(&mut self) -> Lexed<Option<(LiteralKind, usize)>> {
        let quoted = match (self.byte(0), self.byte(1), self.byte(2)) {
            (b'0'..=b'9', ..) => return self.number().map(Some),
            (b'"', ..) => (LiteralKind::String, Mode::Text),
            (b'\'', ..) => (LiteralKind::Char, Mode::Text),
            (b'b', b'\'', _) => (LiteralKind::Byte, Mode::Bytes),
            (b'b', b'"', _) => (LiteralKind::ByteString, Mode::Bytes),
            (b'c', b'"', _) if c_strings() => (LiteralKind::CString, Mode::C),
            (b'r', b'"', _) => (LiteralKind::RawString, Mode::Text),
            (b'r', b'#', _) if !self.starts_identifier_at(2) => (LiteralKind::RawString, Mode::Text),
            (b'b', b'r', b'"' | b'#') => (LiteralKind::RawByteString, Mode::Bytes),
            (b'c', b'r', b'"' | b'#') if c_strings() => (LiteralKind::RawCString, Mode::C),
            _ => return Ok(None),
        };
        let (kind, mode) = quoted;
        self.position += kind.prefix().len();
        match kind {
            LiteralKind::RawString | LiteralKind::RawByteString | LiteralKind::RawCString => self.raw_string(mode)?,
            _ => self.quoted(kind, mode)?,
        }
        let suffix = self.eat_identifier();
        if suffix == "_" {
            return Err(LexError::new());
        }
        Ok(Some((kind, suffix.len())))
    }

    fn quoted(&mut self, kind: LiteralKind, mode: Mode) -> Lexed<()> {
        let quote = self.byte(0);
        let start = self.position + 1;
        let bytes = self.source.as_bytes();
        let mut end = start;
        loop {
            match bytes.get(end) {
                None => return Err(LexError::new()),
                Some(b'\\') => end += 2,
                // `'''` is the character `'`, though not a valid one; any other quote ends the literal.
                Some(byte) if *byte == quote => break,
                Some(_) => end += 1,
            }
        }
        let content = self.source.get(start..end).ok_or_else(LexError::new)?;
        let value = unescape(content, mode).map_err(|_| LexError::new())?;
        let single = match kind {
            LiteralKind::Char => Some(String::from_utf8_lossy(&value).chars().count()),
            LiteralKind::Byte => Some(value.len()),
            _ => None,
        };
        if single.map_or(false, |characters| characters != 1 || matches!(content, "\n" | "\t" | "\r")) {
            return Err(LexError::new());
        }
        self.position = end + 1;
        Ok(())
    }

    fn raw_string(&mut self, mode: Mode) -> Lexed<()> {
        let hashes = self.rest().bytes().take_while(|byte| *byte == b'#').count();
        self.position += hashes;
        if self.byte(0) != b'"' || hashes > 255 {
            return Err(LexError::new());
        }
        let terminator = format!("\"{}", &"#".repeat(hashes));
        let content_length = self.rest()[1..].find(&terminator).ok_or_else(LexError::new)?;
        let content = &self.rest()[1..1 + content_length];
        let invalid = match mode {
            Mode::Text => content.contains('\r'),
            Mode::Bytes => !content.is_ascii() || content.contains('\r'),
            Mode::C => content.contains(|character| matches!(character, '\r' | '\0')),
        };
        if invalid {
            return Err(LexError::new());
        }
        self.position += 1 + content_length + terminator.len();
        Ok(())
    }

    fn number(&mut self) -> Lexed<(LiteralKind, usize)> {
        let radix = match (self.byte(0), self.byte(1)) {
            (b'0', b'b') => 2,
            (b'0', b'o') => 8,
            (b'0', b'x') => 16,
            _ => 10,
        };
        let mut kind = LiteralKind::Integer;
        if radix != 10 {
            self.position += 2;
            let start = self.position;
            self.eat_while(|character| character == '_' || character.is_digit(if radix == 16 { 16 } else { 10 }));
            let digits = self.source[start..self.position].replace('_', "");
            if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
                return Err(LexError::new());
            }
        } else {
            self.eat_decimal_digits();
        }
        if self.byte(0) == b'.' && self.byte(1) != b'.' && !self.starts_identifier_at(1) {
            kind = LiteralKind::Float;
            self.position += 1;
            if self.byte(0).is_ascii_digit() {
                self.eat_decimal_digits();
                self.exponent()?;
            }
        } else if radix != 16 && self.exponent()? {
            kind = LiteralKind::Float;
        }
        if kind == LiteralKind::Float && radix != 10 {
            return Err(LexError::new());
        }
        let suffix = self.eat_identifier();
        if suffix == "_" {
            return Err(LexError::new());
        }
        Ok((kind, suffix.len()))
    }

    fn eat_decimal_digits(&mut self) {
        self.eat_while(|character| character.is_ascii_digit() || character == '_');
    }

    fn exponent(&mut self) -> Lexed<bool> {
        if !matches!(self.byte(0), b'e' | b'E') {
            return Ok(false);
        }
        self.position += 1;
        if matches!(self.byte(0), b'+' | b'-') {
            self.position += 1;
        }
        let start = self.position;
        self.eat_decimal_digits();
        if !self.source[start..self.position].contains(|character: char| character.is_ascii_digit()) {
            return Err(LexError::new());
        }
        Ok(true)
    }
}

/// C string literals exist since edition 2021; before, `c` is an identifier.
fn c_strings() -> bool {
    session::with(|session| session.edition >= 2021)
}

/// Pattern_White_Space.
fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
    )
}
