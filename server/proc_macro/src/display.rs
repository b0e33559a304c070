//! The text of a stream, byte for byte as rustc prints it (rustc_ast_pretty::pprust::state: print_tts, space_between).

use crate::ident::Following;
use crate::pretty_printer::Printer;
use crate::punct::{is_reserved, Spacing};
use crate::session::keep;
use crate::stream::{Element, TokenStream};
use crate::tree::{Delimiter, Group, TokenTree};

const INDENT: isize = 4;

pub(crate) fn print(stream: &TokenStream) -> String {
    let mut printer = Printer::default();
    print_elements(&mut printer, stream.elements());
    printer.finish()
}

/// A token as the compiler sees it: operators glued, lifetimes whole.
enum Token<'a> {
    Operator(&'static str),
    Ident { text: &'static str, raw: bool },
    Lifetime { text: &'static str, raw: bool },
    Literal(&'static str),
    Group(&'a Group),
    Doc { text: &'static str, line: bool },
}

struct Read<'a> {
    token: Token<'a>,
    /// Nothing between this token and the next.
    joint: bool,
    elements: usize,
}

fn print_elements<'a>(printer: &mut Printer<'a>, elements: &'a [Element]) {
    let mut rest = elements;
    let mut current = read(rest);
    while let Some(Read { token, joint, elements }) = current {
        rest = &rest[elements..];
        print_token(printer, &token);
        current = read(rest);
        if let Some(next) = &current {
            if !joint && space_between(&token, &next.token) {
                printer.space();
            }
        }
    }
}

fn print_token<'a>(printer: &mut Printer<'a>, token: &Token<'a>) {
    match token {
        Token::Operator(text) | Token::Literal(text) => printer.text(text),
        Token::Ident { text, raw } => {
            if *raw {
                printer.text(keep(&format!("r#{}", text)));
            } else {
                printer.text(text);
            }
        }
        Token::Lifetime { text, raw } => {
            printer.text(keep(&format!("'{}{}", if *raw { "r#" } else { "" }, text)));
        }
        Token::Doc { text, .. } => {
            printer.text(text);
            printer.hard_break();
        }
        Token::Group(group) => print_group(printer, group),
    }
}

fn print_group<'a>(printer: &mut Printer<'a>, group: &'a Group) {
    let elements = group.stream.elements();
    let (open, close) = match group.delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let brace = group.delimiter == Delimiter::Brace;
    if brace {
        printer.begin(INDENT, true);
    }
    printer.text(open);
    if brace && !elements.is_empty() {
        printer.space();
    }
    printer.begin(0, false);
    print_elements(printer, elements);
    printer.end();
    if brace && !elements.is_empty() {
        printer.space_with_offset(-INDENT);
    }
    printer.text(close);
    if brace {
        printer.end();
    }
}

fn read(elements: &[Element]) -> Option<Read<'_>> {
    let (token, joint) = match elements.first()? {
        Element::Doc(comment) => {
            let (open, close) = match (comment.block, comment.inner) {
                (false, false) => ("///", ""),
                (false, true) => ("//!", ""),
                (true, false) => ("/**", "*/"),
                (true, true) => ("/*!", "*/"),
            };
            let text = keep(&format!("{}{}{}", open, comment.text, close));
            (Token::Doc { text, line: !comment.block }, comment.following != Following::Space)
        }
        Element::Tree(TokenTree::Punct(_)) => return Some(read_operator(elements)),
        Element::Tree(TokenTree::Group(group)) => (Token::Group(group), group.following != Following::Space),
        Element::Tree(TokenTree::Ident(ident)) => {
            let token = Token::Ident { text: ident.text, raw: ident.raw };
            (token, ident.following != Following::Space)
        }
        Element::Tree(TokenTree::Literal(literal)) => {
            (Token::Literal(literal.text), literal.following != Following::Space)
        }
    };
    Some(Read { token, joint, elements: 1 })
}

/// Operators of more than one character, which the compiler glues from joint ones.
const GLUED: [&str; 25] = [
    "==", "=>", "<=", "<<", "<<=", "<-", ">=", ">>", ">>=", "!=", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "&&",
    "||", "->", "..", "...", "..=", "::",
];

const SINGLE: [&str; 22] =
    ["=", "<", ">", "!", "~", "+", "-", "*", "/", "%", "^", "&", "|", "@", ".", ",", ";", ":", "#", "$", "?", "'"];

fn read_operator(elements: &[Element]) -> Read<'_> {
    let mut characters = [0; 3];
    let mut length = 0;
    let mut operator = "";
    let mut joint = false;
    while length < 3 {
        let punct = match elements.get(length) {
            Some(Element::Tree(TokenTree::Punct(punct))) => punct,
            Some(Element::Tree(TokenTree::Ident(name))) if operator == "'" => {
                let token = Token::Lifetime { text: name.text, raw: name.raw };
                return Read { token, joint: name.following != Following::Space, elements: 2 };
            }
            _ => break,
        };
        characters[length] = punct.character;
        let candidate = &characters[..=length];
        let known: &[&str] = if length == 0 { &SINGLE } else { &GLUED };
        match known.iter().find(|known| known.as_bytes() == candidate) {
            Some(known) => operator = known,
            None => break,
        }
        length += 1;
        joint = punct.spacing == Spacing::Joint || punct.tight;
        if !joint {
            break;
        }
    }
    Read { token: Token::Operator(operator), joint, elements: length }
}

fn space_between(first: &Token<'_>, second: &Token<'_>) -> bool {
    let operator = |token: &Token<'_>| matches!(token, Token::Operator(_));
    let parentheses =
        |token: &Token<'_>| matches!(token, Token::Group(group) if group.delimiter == Delimiter::Parenthesis);
    match (first, second) {
        (Token::Doc { line: true, .. }, _) => false,
        (Token::Operator("."), second) if !operator(second) => false,
        (Token::Operator("$"), Token::Ident { .. }) => false,
        (first, Token::Operator("," | ";" | ".")) if !operator(first) => false,
        (Token::Ident { text, raw }, Token::Operator("!")) if *raw || !is_reserved(text) => false,
        (Token::Ident { text, raw }, second)
            if parentheses(second) && (*raw || !is_reserved(text) || matches!(*text, "fn" | "Self" | "pub")) =>
        {
            false
        }
        (Token::Operator("#"), Token::Group(group)) if group.delimiter == Delimiter::Bracket => false,
        _ => true,
    }
}
