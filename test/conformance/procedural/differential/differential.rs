//! What a macro can see of its input and of text that it parses, as one report. Compiled for the host (the report of a call goes to a
//! file named by the call's first token) and to WebAssembly (the report is the output).

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use std::panic::catch_unwind;

/// The first token is the number of the call, the rest its input.
#[cfg_attr(host, proc_macro)]
pub fn examine(input: TokenStream) -> TokenStream {
    let mut trees = input.clone().into_iter();
    let number = trees.next().map(|tree| tree.to_string()).unwrap_or_default();
    let Some(TokenTree::Group(group)) = trees.next() else { return TokenStream::new() };
    let input = group.stream();
    let mut report = format!("{}\n{}\n{}\n", group, input, describe(&input));
    let level: TokenStream = input.clone().into_iter().collect();
    let rebuilt = rebuild(input.clone());
    report += &format!("{}\n{}\n", level, rebuilt);
    let mut grown = TokenStream::new();
    let mut doubled = input.clone();
    for tree in input {
        report += &format!("{}\n", tree);
        grown.extend([TokenStream::from(tree.clone())]);
        doubled.extend([tree]);
    }
    report += &format!("{}\n{}\n{:?}\n", grown, doubled, rebuilt);
    reported(&number, &without_places(&report))
}

/// The first token is the number of the call; then come raw strings, each of which is parsed, as a stream and as a literal.
#[cfg_attr(host, proc_macro)]
pub fn parse(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter();
    let number = trees.next().map(|tree| tree.to_string()).unwrap_or_default();
    let mut report = String::new();
    for tree in trees {
        let text = tree.to_string();
        let source = text.trim_start_matches("r####\"").trim_end_matches("\"####");
        // Compilers up to 1.93 panic where the text is no Rust.
        match catch_unwind(|| source.parse::<TokenStream>()) {
            Ok(Ok(stream)) => {
                let literal = match catch_unwind(|| source.parse::<Literal>()) {
                    Ok(Ok(literal)) => format!("{} {:?}", literal, literal),
                    _ => String::from("no literal"),
                };
                report += &format!("{:?}\n{}\n{}\n{}\n{}\n", source, stream, describe(&stream), rebuild(stream.clone()), literal);
            }
            _ => report += "error\n",
        }
    }
    reported(&number, &without_places(&report))
}

/// Which characters may start and continue an identifier, as lengths of runs, and what `Ident` makes of each in its normal form.
#[cfg_attr(host, proc_macro)]
pub fn identifiers(_: TokenStream) -> TokenStream {
    std::panic::set_hook(Box::new(|_| {}));
    let mut report = String::new();
    for character in '\u{80}'..=char::MAX {
        let alone = identifier(&character.to_string());
        let after = identifier(&format!("a{}", character));
        if alone.is_some() || after.is_some() {
            report += &format!("{:x} {:?} {:?}\n", u32::from(character), alone, after);
        }
    }
    reported("identifiers", &report)
}

#[cfg(host)]
fn identifier(text: &str) -> Option<String> {
    catch_unwind(|| Ident::new(text, Span::call_site()).to_string()).ok()
}

/// A panic would end the module.
#[cfg(not(host))]
fn identifier(text: &str) -> Option<String> {
    let trees: Vec<TokenTree> = text.parse::<TokenStream>().ok()?.into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Ident(ident)] => Some(Ident::new(&ident.to_string(), Span::call_site()).to_string()),
        _ => None,
    }
}

/// What the constructors of literals make of values.
#[cfg_attr(host, proc_macro)]
pub fn construct(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter();
    let number = trees.next().map(|tree| tree.to_string()).unwrap_or_default();
    let mut state: u64 = number.parse().unwrap_or(1);
    let mut next = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        state >> 16
    };
    let mut report = String::new();
    for _ in 0..500 {
        let bits = next() << 32 ^ next();
        let string: String = (0..next() % 8)
            .filter_map(|_| {
                let bits = next() as u32;
                char::from_u32(match bits & 7 {
                    0 => bits >> 3 & 0x1fffff,
                    1 => bits >> 3 & 0xffff,
                    2 | 3 => bits >> 3 & 0x3ff,
                    _ => bits >> 3 & 0x7f,
                })
            })
            .collect();
        let bytes: Vec<u8> = (0..next() % 8).map(|_| next() as u8).collect();
        let c_bytes: Vec<u8> = string.bytes().chain(bytes.iter().copied()).filter(|byte| *byte != 0).collect();
        let mut literals = vec![
            Literal::string(&string),
            Literal::byte_string(&bytes),
            Literal::byte_character(bits as u8),
            Literal::c_string(&std::ffi::CString::new(c_bytes).unwrap()),
            Literal::u128_suffixed(u128::from(bits) * u128::from(bits)),
            Literal::i64_unsuffixed(bits as i64),
            Literal::i16_suffixed(bits as i16),
            Literal::isize_suffixed(bits as i32 as isize),
        ];
        literals.extend(char::from_u32(bits as u32 & 0x1fffff).map(Literal::character));
        let (double, single) = (f64::from_bits(bits), f32::from_bits(bits as u32));
        if double.is_finite() {
            literals.extend([Literal::f64_suffixed(double), Literal::f64_unsuffixed(double)]);
            literals.push(Literal::f64_unsuffixed((bits as i32 >> 8) as f64 / 64.0));
        }
        if single.is_finite() {
            literals.extend([Literal::f32_suffixed(single), Literal::f32_unsuffixed(single)]);
        }
        for literal in literals {
            let stream: TokenStream = TokenTree::from(literal.clone()).into();
            report += &format!("{} {:?} {} {}\n", literal, literal, stream, describe(&stream));
        }
    }
    reported(&number, &without_places(&report))
}

fn rebuild(stream: TokenStream) -> TokenStream {
    stream
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => Group::new(group.delimiter(), rebuild(group.stream())).into(),
            TokenTree::Punct(punct) => Punct::new(punct.as_char(), punct.spacing()).into(),
            tree => tree,
        })
        .collect()
}

/// Shorter than debug output, and without spans.
fn describe(stream: &TokenStream) -> String {
    let mut out = String::new();
    for tree in stream.clone() {
        out += &match tree {
            TokenTree::Group(group) => {
                let mark = match group.delimiter() {
                    Delimiter::Parenthesis => '(',
                    Delimiter::Bracket => '[',
                    Delimiter::Brace => '{',
                    Delimiter::None => '<',
                };
                format!("{}{}|{}|{}>", mark, group, group.stream(), describe(&group.stream()))
            }
            TokenTree::Punct(punct) => format!("{}{:?}", punct.as_char(), punct.spacing()),
            TokenTree::Ident(ident) => format!(" i:{}", ident),
            TokenTree::Literal(literal) => format!(" l:{}", literal),
        };
    }
    out
}

fn without_places(report: &str) -> String {
    let mut out = String::new();
    let mut rest = report;
    while let Some(at) = rest.find(" bytes(") {
        let context = rest[..at].rfind('#').unwrap_or(at);
        out += &rest[..context];
        rest = &rest[at + rest[at..].find(')').map_or(0, |end| end + 1)..];
    }
    out + rest
}

#[cfg(host)]
fn reported(number: &str, report: &str) -> TokenStream {
    std::fs::write(std::path::Path::new(&std::env::var_os("REPORTS").unwrap()).join(number), report).unwrap();
    TokenStream::new()
}

#[cfg(not(host))]
fn reported(_: &str, report: &str) -> TokenStream {
    // Raw, so that the host need not undo escapes.
    format!("r########\"{}\"########", report.replace('\r', "<CR>")).parse().unwrap()
}
