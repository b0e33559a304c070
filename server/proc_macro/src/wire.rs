//! Streams to bytes and back (docs/wire-format.md).

use crate::diagnostic::{Diagnostic, Level};
use crate::ident::{Following, Ident};
use crate::literal::{Literal, LiteralKind};
use crate::punct::{Punct, Spacing};
use crate::session::{DerivedSpan, Place, Positions, SourceText, TrackedInput};
use crate::span::Span;
use crate::stream::{DocComment, Element, TokenStream};
use crate::tree::{Delimiter, Group, TokenTree};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub(crate) const MAGIC: &[u8] = b"MTOK";
pub(crate) const VERSION: u8 = 1;

const END: u8 = 0;
const GROUP: u8 = 1;
const IDENT: u8 = 2;
const PUNCT: u8 = 3;
const LITERAL: u8 = 4;
const DOC: u8 = 5;

/// Reads the input. The host made it, so a fault is one of ours: it panics.
pub(crate) struct Reader {
    bytes: &'static [u8],
    position: usize,
    strings: Vec<&'static str>,
}

impl Reader {
    pub fn new(bytes: &'static [u8]) -> Reader {
        Reader { bytes, position: 0, strings: Vec::with_capacity(64) }
    }

    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes[self.position];
        self.position += 1;
        byte
    }

    pub fn number(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
    }

    pub fn expect(&mut self, bytes: &[u8]) {
        let end = self.position + bytes.len();
        assert!(self.bytes.get(self.position..end) == Some(bytes), "the input is in another format");
        self.position = end;
    }

    pub fn text(&mut self) -> &'static str {
        let length = self.number() as usize;
        let end = self.position + length;
        let text = std::str::from_utf8(&self.bytes[self.position..end]).expect("text of the input is UTF-8");
        self.position = end;
        text
    }

    fn string(&mut self) -> &'static str {
        match self.number() {
            0 => {
                let text = self.text();
                self.strings.push(text);
                text
            }
            index => self.strings[index as usize - 1],
        }
    }

    fn span(&mut self) -> Span {
        Span::from_id(self.number())
    }

    pub fn positions(&mut self, spans: u32) -> Positions {
        let sources = (0..self.number()).map(|_| SourceText { path: self.text(), text: self.text() }).collect();
        let places = (0..spans)
            .map(|_| {
                let source = self.number().checked_sub(1);
                let start = self.number();
                Place { source, start, end: start + self.number() }
            })
            .collect();
        Positions { sources, places }
    }

    pub fn stream(&mut self) -> TokenStream {
        let mut open: Vec<(Group, Vec<Element>)> = Vec::new();
        let mut elements = Vec::new();
        loop {
            let tag = self.byte();
            let spacing = tag >> 3 & 3;
            let following = match spacing {
                0 => Following::Space,
                1 => Following::Operator,
                _ => Following::Other,
            };
            let element = match tag & 7 {
                END => match open.pop() {
                    None => return TokenStream::from_elements(elements),
                    Some((mut group, outer)) => {
                        group.stream = TokenStream::from_elements(std::mem::replace(&mut elements, outer));
                        TokenTree::Group(group)
                    }
                },
                GROUP => {
                    let delimiter = match tag >> 5 & 3 {
                        0 => Delimiter::Parenthesis,
                        1 => Delimiter::Bracket,
                        2 => Delimiter::Brace,
                        _ => Delimiter::None,
                    };
                    let mut group = Group::new(delimiter, TokenStream::new());
                    group.following = following;
                    group.open_tight = tag >> 7 == 1;
                    group.open = self.span();
                    group.close = self.span();
                    group.entire = self.span();
                    open.push((group, std::mem::take(&mut elements)));
                    continue;
                }
                IDENT => {
                    let text = self.string();
                    TokenTree::Ident(Ident { text, raw: tag >> 5 & 1 == 1, following, span: self.span() })
                }
                PUNCT => {
                    let character = self.byte();
                    let joint = following == Following::Operator;
                    TokenTree::Punct(Punct {
                        character,
                        spacing: if joint { Spacing::Joint } else { Spacing::Alone },
                        tight: following == Following::Other,
                        span: self.span(),
                    })
                }
                LITERAL => {
                    let kind = LiteralKind::ALL[self.byte() as usize];
                    let text = self.string();
                    let suffix = self.number();
                    TokenTree::Literal(Literal { kind, text, suffix, following, span: self.span() })
                }
                DOC => {
                    let text = self.string();
                    let (inner, block) = (tag >> 5 & 1 == 1, tag >> 6 & 1 == 1);
                    let span = self.span();
                    elements.push(Element::Doc(DocComment { text, inner, block, following, span }));
                    continue;
                }
                _ => panic!("the input is in another format"),
            };
            elements.push(Element::Tree(element));
        }
    }
}

/// Multiplicative hashing: the table below is filled once per distinct word, and no one attacks it but the macro itself.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Default)]
pub(crate) struct Writer {
    pub bytes: Vec<u8>,
    strings: HashMap<&'static str, u32, BuildHasherDefault<WordHasher>>,
}

impl Writer {
    pub fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn string(&mut self, text: &'static str) {
        let next = self.strings.len() as u32 + 1;
        match self.strings.get(text) {
            Some(index) => self.number(*index),
            None => {
                self.strings.insert(text, next);
                self.number(0);
                self.text(text);
            }
        }
    }

    fn span(&mut self, span: Span) {
        self.number(span.id());
    }

    pub fn stream(&mut self, stream: &TokenStream) {
        let mut open = vec![stream.elements().iter()];
        while let Some(elements) = open.last_mut() {
            match elements.next() {
                None => {
                    self.bytes.push(END);
                    open.pop();
                }
                Some(Element::Doc(comment)) => {
                    let (inner, block) = (u8::from(comment.inner) << 5, u8::from(comment.block) << 6);
                    self.bytes.push(DOC | following_bits(comment.following) | inner | block);
                    self.string(comment.text);
                    self.span(comment.span);
                }
                Some(Element::Tree(TokenTree::Group(group))) => {
                    let delimiter = match group.delimiter {
                        Delimiter::Parenthesis => 0,
                        Delimiter::Bracket => 1,
                        Delimiter::Brace => 2,
                        Delimiter::None => 3,
                    };
                    let open_tight = u8::from(group.open_tight) << 7;
                    self.bytes.push(GROUP | following_bits(group.following) | delimiter << 5 | open_tight);
                    self.span(group.open);
                    self.span(group.close);
                    self.span(group.entire);
                    open.push(group.stream.elements().iter());
                }
                Some(Element::Tree(TokenTree::Ident(ident))) => {
                    self.bytes.push(IDENT | following_bits(ident.following) | u8::from(ident.raw) << 5);
                    self.string(ident.text);
                    self.span(ident.span);
                }
                Some(Element::Tree(TokenTree::Punct(punct))) => {
                    let following = match punct.spacing {
                        Spacing::Joint => Following::Operator,
                        Spacing::Alone if punct.tight => Following::Other,
                        Spacing::Alone => Following::Space,
                    };
                    self.bytes.push(PUNCT | following_bits(following));
                    self.bytes.push(punct.character);
                    self.span(punct.span);
                }
                Some(Element::Tree(TokenTree::Literal(literal))) => {
                    self.bytes.push(LITERAL | following_bits(literal.following));
                    self.bytes.push(literal.kind as u8);
                    self.string(literal.text);
                    self.number(literal.suffix);
                    self.span(literal.span);
                }
            }
        }
    }

    pub fn derived_spans(&mut self, derived: &[DerivedSpan]) {
        self.number(derived.len() as u32);
        for span in derived {
            let (operation, operands): (u8, &[u32]) = match span {
                DerivedSpan::ResolvedAt(located, resolved) => (0, &[*located, *resolved]),
                DerivedSpan::Start(of) => (1, &[*of]),
                DerivedSpan::End(of) => (2, &[*of]),
                DerivedSpan::Join(first, second) => (3, &[*first, *second]),
                DerivedSpan::Subspan(of, start, length) => (4, &[*of, *start, *length]),
                DerivedSpan::Source(of) => (5, &[*of]),
            };
            self.bytes.push(operation);
            operands.iter().for_each(|operand| self.number(*operand));
        }
    }

    pub fn diagnostics<'a>(&mut self, diagnostics: impl ExactSizeIterator<Item = &'a Diagnostic>) {
        self.number(diagnostics.len() as u32);
        for diagnostic in diagnostics {
            self.bytes.push(match diagnostic.level() {
                Level::Error => 0,
                Level::Warning => 1,
                Level::Note => 2,
                Level::Help => 3,
            });
            self.text(diagnostic.message());
            self.number(diagnostic.spans().len() as u32);
            diagnostic.spans().iter().for_each(|span| self.span(*span));
            self.diagnostics(diagnostic.children_slice().iter());
        }
    }

    pub fn tracked_inputs(&mut self, inputs: &[TrackedInput]) {
        self.number(inputs.len() as u32);
        for input in inputs {
            match input {
                TrackedInput::Environment(name, value) => {
                    self.bytes.push(if value.is_some() { 1 } else { 0 });
                    self.text(name);
                    if let Some(value) = value {
                        self.text(value);
                    }
                }
                TrackedInput::Path(path) => {
                    self.bytes.push(2);
                    self.text(path);
                }
            }
        }
    }
}

fn following_bits(following: Following) -> u8 {
    match following {
        Following::Space => 0,
        Following::Operator => 1 << 3,
        Following::Other => 2 << 3,
    }
}
