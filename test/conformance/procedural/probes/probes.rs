//! Procedural macros that report what they see through the `proc_macro` API. Compiled twice: for the host, where the compiler's own crate answers, and
//! to WebAssembly, where ours does. Both reports must be equal.

#![cfg_attr(host, feature(proc_macro_span))]

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// The input as text, as debug output, and as text once it was taken apart and put together again.
#[cfg_attr(host, proc_macro)]
pub fn show(input: TokenStream) -> TokenStream {
    let mut report = format!("text\n{}\n", input);
    report += &format!("trees\n{:?}\n", input);
    report += &format!("one level rebuilt\n{}\n", input.clone().into_iter().collect::<TokenStream>());
    report += &format!("rebuilt\n{}\n", rebuild(input.clone()));
    for tree in input.clone() {
        report += &format!("tree {}\n", tree);
    }
    let iterator = input.clone().into_iter();
    report += &format!("{:?} {}\n", iterator.size_hint(), iterator.count());
    literal(&without_places(&report))
}

fn rebuild(stream: TokenStream) -> TokenStream {
    stream
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => Group::new(group.delimiter(), rebuild(group.stream())).into(),
            tree => tree,
        })
        .collect()
}

/// Texts that are parsed inside of the macro: the input is a list of string literals.
#[cfg_attr(host, proc_macro)]
pub fn parse(input: TokenStream) -> TokenStream {
    let mut report = String::new();
    for tree in input {
        let text = tree.to_string();
        let Some(source) = text.strip_prefix("r###\"").and_then(|rest| rest.strip_suffix("\"###")) else { continue };
        match source.parse::<TokenStream>() {
            Ok(stream) => {
                report += &format!("{}\n{:?}\n{}\n", stream, stream, rebuild(stream.clone()));
            }
            Err(error) => report += &format!("{} {:?}\n", error, error),
        }
    }
    literal(&without_places(&report))
}

/// Everything that can be made without input.
#[cfg_attr(host, proc_macro)]
pub fn construct(_: TokenStream) -> TokenStream {
    let mut literals = vec![
        Literal::u8_suffixed(255),
        Literal::u16_suffixed(1),
        Literal::u32_suffixed(2),
        Literal::u64_suffixed(u64::MAX),
        Literal::u128_suffixed(u128::MAX),
        Literal::usize_suffixed(3),
        Literal::i8_suffixed(-128),
        Literal::i16_suffixed(-1),
        Literal::i32_suffixed(7),
        Literal::i64_suffixed(i64::MIN),
        Literal::i128_suffixed(i128::MIN),
        Literal::isize_suffixed(-4),
        Literal::u8_unsuffixed(0),
        Literal::i32_unsuffixed(-12),
        Literal::i128_unsuffixed(12),
        Literal::f32_suffixed(1.0),
        Literal::f32_suffixed(-0.0),
        Literal::f32_suffixed(0.1),
        Literal::f32_unsuffixed(1e10),
        Literal::f32_unsuffixed(f32::MIN_POSITIVE),
        Literal::f64_suffixed(1e300),
        Literal::f64_suffixed(-1.5),
        Literal::f64_unsuffixed(1.0),
        Literal::f64_unsuffixed(f64::EPSILON),
        Literal::f64_unsuffixed(-2.0),
        Literal::string(""),
        Literal::string("quotes \" ' and \\ and \n\r\t\0 and \u{7f} \u{1f}"),
        Literal::string("é 日本 \u{301} \u{200b} \u{feff} 🎉 \u{202e}"),
        Literal::character('a'),
        Literal::character('\''),
        Literal::character('"'),
        Literal::character('\\'),
        Literal::character('\n'),
        Literal::character('\u{301}'),
        Literal::character('é'),
        Literal::byte_character(b'a'),
        Literal::byte_character(b'\''),
        Literal::byte_character(b'"'),
        Literal::byte_character(0),
        Literal::byte_character(255),
        Literal::byte_string(b""),
        Literal::byte_string(b"a\"'\\\n\0\xff\x7f"),
        Literal::c_string(c"plain"),
        Literal::c_string(c"\xff é \" \n"),
    ];
    for text in [
        "1", "-1", "1u8", "0x1F", "0b10", "0o17", "1_000", "1.5", "-1.5e-3", "1e10f64", "'a'", "b'a'", "\"x\"", "r#\"x\"#", "br\"x\"", "c\"x\"",
        "cr##\"x\"##", "\"x\"suffix", "'\\u{1f}'", "1.", "0xffu8", "1f32",
    ] {
        literals.push(text.parse().unwrap());
    }
    let mut report = String::new();
    for literal in literals {
        let stream = TokenStream::from(TokenTree::from(literal.clone()));
        report += &format!("{}\n{:?}\n{}\n{:?}\n", literal, literal, stream, stream);
    }
    for text in ["", " 1", "1 ", "- 1", "--1", "-'a'", "a", "1 2", "/**/1", "-\"x\"", "true"] {
        report += &format!("{:?} {:?}\n", text, text.parse::<Literal>().map(|literal| literal.to_string()));
    }
    for ident in [
        Ident::new("a", Span::call_site()),
        Ident::new("fn", Span::mixed_site()),
        Ident::new("_", Span::call_site()),
        Ident::new("crate", Span::call_site()),
        Ident::new("größe", Span::call_site()),
        Ident::new_raw("fn", Span::call_site()),
        Ident::new_raw("größe", Span::call_site()),
    ] {
        report += &format!("{} {:>8}| {:?}\n", ident, ident, ident);
    }
    for (character, spacing) in [('+', Spacing::Alone), ('=', Spacing::Joint), ('\'', Spacing::Joint), ('$', Spacing::Alone)] {
        let punct = Punct::new(character, spacing);
        report += &format!("{} {:?} {}\n", punct, punct, punct == character);
    }
    for delimiter in [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace, Delimiter::None] {
        let inner: TokenStream = "a , b".parse().unwrap();
        for stream in [TokenStream::new(), inner.into_iter().collect()] {
            let group = Group::new(delimiter, stream);
            report += &format!("{} | {} | {:?}\n", group, TokenTree::from(group.clone()), group);
        }
    }
    let punct = |character, spacing| TokenTree::from(Punct::new(character, spacing));
    let word = |text| TokenTree::from(Ident::new(text, Span::call_site()));
    let (joint, alone) = (Spacing::Joint, Spacing::Alone);
    for trees in [
        vec![punct('=', joint), punct('>', alone), word("a")],
        vec![punct('=', alone), punct('>', alone), word("a")],
        vec![punct('<', joint), punct('<', joint), punct('=', alone)],
        vec![punct('.', joint), punct('.', joint), punct('=', joint), punct('.', joint)],
        vec![punct('&', joint), punct('&', joint), punct('=', alone)],
        vec![punct('\'', joint), word("a"), punct(',', alone), word("b")],
        vec![punct('\'', alone), word("a")],
        vec![word("x"), punct('.', alone), word("y"), punct('!', alone), punct(';', alone)],
        vec![punct('+', joint), word("a"), punct('+', joint)],
        vec![punct('$', alone), word("a"), punct('$', alone), punct('+', alone)],
        vec![punct('#', alone), punct('!', alone), Group::new(Delimiter::Bracket, TokenStream::new()).into()],
        vec![word("if"), punct('!', alone), word("print"), punct('!', alone)],
        vec![word("fn"), Group::new(Delimiter::Parenthesis, TokenStream::new()).into()],
        vec![word("let"), Group::new(Delimiter::Parenthesis, TokenStream::new()).into()],
        vec![word("union"), Group::new(Delimiter::Parenthesis, TokenStream::new()).into()],
        vec![Literal::i8_unsuffixed(-1).into(), punct(',', alone), Literal::f32_suffixed(-1.5).into()],
        vec![punct('-', joint), Literal::i8_unsuffixed(-1).into()],
    ] {
        let collected: TokenStream = trees.iter().cloned().collect();
        let mut extended = TokenStream::new();
        trees.iter().for_each(|tree| extended.extend([tree.clone()]));
        let joined: TokenStream = trees.iter().cloned().map(TokenStream::from).collect();
        report += &format!("{} | {} | {} | {:?}\n", collected, extended, joined, collected);
    }
    report += &format!("{:?} {}\n", TokenStream::new(), TokenStream::default().is_empty());
    literal(&without_places(&report))
}

/// Where each token stands, seen from the first one.
#[cfg_attr(host, proc_macro)]
pub fn positions(input: TokenStream) -> TokenStream {
    let mut spans = Vec::new();
    let mut subspans = Vec::new();
    flatten(input, &mut spans, &mut subspans);
    let (line, column, start) = (spans[0].line(), spans[0].column(), spans[0].byte_range().start);
    let mut report = String::new();
    for span in &spans {
        let same_line = span.line() == line;
        let bytes = span.byte_range();
        report += &format!(
            "{} {} {}..{} {:?} start {} end {} {:?}\n",
            span.line() - line,
            if same_line { span.column() - column } else { span.column() },
            bytes.start - start,
            bytes.end - start,
            span.source_text(),
            span.start().byte_range().len(),
            span.end().byte_range().start - start,
            spans[0].join(*span).and_then(|joined| joined.source_text()),
        );
        let moved = Span::mixed_site().located_at(*span);
        assert_eq!(moved.line(), span.line());
        assert_ne!(span.resolved_at(Span::mixed_site()).source_text(), None);
    }
    for span in subspans {
        report += &format!("{:?}\n", span.map(|span| span.source_text()));
    }
    literal(&report)
}

fn flatten(stream: TokenStream, spans: &mut Vec<Span>, subspans: &mut Vec<Option<Span>>) {
    for tree in stream {
        spans.push(tree.span());
        match tree {
            TokenTree::Group(group) => {
                spans.push(group.span_open());
                flatten(group.stream(), spans, subspans);
                spans.push(group.span_close());
            }
            TokenTree::Literal(literal) => {
                subspans.push(literal.subspan(1..3));
                subspans.push(literal.subspan(..=0));
                subspans.push(literal.subspan(2..));
                subspans.push(literal.subspan(1..100));
            }
            _ => {}
        }
    }
}

/// Diagnostics and tracked inputs. The compiler would print them, so there is nothing to compare.
#[cfg(not(host))]
pub fn diagnose(input: TokenStream) -> TokenStream {
    use proc_macro::{Diagnostic, Level};
    let spans: Vec<Span> = input.into_iter().map(|tree| tree.span()).collect();
    spans[0].error("no good").span_note(spans[1], "because of this").help("try another").emit();
    Diagnostic::new(Level::Warning, "careful").emit();
    let known = proc_macro::tracked_env::var("KNOWN").unwrap_or_default();
    let _ = proc_macro::tracked::env_var("UNKNOWN");
    proc_macro::tracked_path::path("some/file");
    literal(&known)
}

/// Reports, and panics all the same.
#[cfg_attr(host, proc_macro)]
pub fn despair(input: TokenStream) -> TokenStream {
    let spans: Vec<Span> = input.into_iter().map(|tree| tree.span()).collect();
    spans[0].error("no good").span_note(spans[1].end(), "because of this").emit();
    panic!("line {}", spans[1].start().line())
}

/// Panics that the macro catches itself.
#[cfg_attr(host, proc_macro)]
pub fn caught(_: TokenStream) -> TokenStream {
    use std::panic::{self, catch_unwind, AssertUnwindSafe};
    use std::sync::atomic::{AtomicUsize, Ordering};
    static HOOKED: AtomicUsize = AtomicUsize::new(0);
    struct Stop(String, u64);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| drop(HOOKED.fetch_add(1, Ordering::Relaxed))));
    let mut report = String::new();
    let text = |payload: Box<dyn std::any::Any + Send>| match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => match payload.downcast::<Stop>() {
            Ok(stop) => format!("stop {} {}", stop.0, stop.1),
            Err(payload) => format!("{:?}", payload.downcast_ref::<&'static str>()),
        },
    };
    report += &format!("{:?}\n", catch_unwind(|| 7).map_err(text));
    report += &format!("{:?}\n", catch_unwind(|| -> u8 { panic!("fixed") }).map_err(text));
    report += &format!("{:?}\n", catch_unwind(|| -> u8 { panic!("number {}", report.len()) }).map_err(text));
    let stop = |name: &str| panic::panic_any(Stop(name.repeat(3), 1 << 40));
    report += &format!("{:?}\n", catch_unwind(|| -> u8 { stop("x") }).map_err(text));
    let nested = catch_unwind(AssertUnwindSafe(|| {
        let inner = catch_unwind(|| -> String { Ident::new("two words", Span::call_site()).to_string() });
        report += &format!("inner {:?}\n", inner.map_err(text));
        let values: Vec<u8> = Vec::new();
        values[report.len()]
    }));
    report += &format!("{:?}\n", nested.map_err(text));
    let again = catch_unwind(|| -> u8 {
        let payload = catch_unwind(|| -> u8 { stop("y") }).unwrap_err();
        panic::resume_unwind(payload)
    });
    report += &format!("{:?} {}\n", again.map_err(text), HOOKED.load(Ordering::Relaxed));
    for round in 0..100 {
        let caught = catch_unwind(AssertUnwindSafe(|| deep(round * 10)));
        report += &format!("{:?} ", caught.map_err(text));
    }
    report += &format!("{}\n", std::thread::panicking());
    panic::set_hook(hook);
    literal(&report)
}

fn deep(left: usize) -> usize {
    let text = format!("{}", left);
    if left == 0 {
        panic!("at the end");
    }
    deep(left - 1) + text.len()
}

/// What the standard library tells of the process. The input names variables and what to do.
#[cfg(not(host))]
pub fn environment(input: TokenStream) -> TokenStream {
    let mut report = String::new();
    for tree in input {
        match tree.to_string().as_str() {
            "all" => report += &format!("{:?}\n", std::env::vars().map(|(name, _)| name).collect::<Vec<_>>()),
            "folder" => report += &format!("{}\n", std::env::current_dir().unwrap().display()),
            "go" => report += &format!("{}\n", std::env::set_current_dir("/demo").is_ok()),
            "canonical" => report += &format!("{:?}\n", std::fs::canonicalize("./there/../.").map_err(|error| error.kind())),
            "missing" => report += &format!("{:?}\n", std::fs::canonicalize("missing").map_err(|error| error.kind())),
            "set" => std::env::set_var("KNOWN", "changed"),
            "remove" => std::env::remove_var("KNOWN"),
            name => report += &format!("{:?}\n", std::env::var(name)),
        }
    }
    literal(&report)
}

/// What the API refuses by a panic; the input is the number of a case.
#[cfg_attr(host, proc_macro)]
pub fn misuse(input: TokenStream) -> TokenStream {
    let span = Span::call_site();
    match input.to_string().as_str() {
        "0" => TokenTree::from(Ident::new("two words", span)).into(),
        "1" => TokenTree::from(Ident::new("", span)).into(),
        "2" => TokenTree::from(Ident::new("1a", span)).into(),
        "3" => TokenTree::from(Ident::new("r#fn", span)).into(),
        "4" => TokenTree::from(Ident::new_raw("self", span)).into(),
        "5" => TokenTree::from(Ident::new("'a", span)).into(),
        "6" => TokenTree::from(Punct::new('a', Spacing::Alone)).into(),
        "7" => TokenTree::from(Literal::f32_unsuffixed(f32::NAN)).into(),
        "8" => TokenTree::from(Literal::f64_suffixed(f64::INFINITY)).into(),
        _ => TokenTree::from(Ident::new("$crate", span)).into(),
    }
}

/// Hashes without random seeds, and the order that a map of them has.
#[cfg_attr(host, proc_macro)]
pub fn hashes(_: TokenStream) -> TokenStream {
    use std::collections::hash_map::DefaultHasher;
    use std::collections::HashMap;
    use std::hash::{BuildHasherDefault, Hash, Hasher};

    fn of<T: Hash>(value: T) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }
    let mut report = format!("{:x} {:x} {:x} {:x}\n", of(7_usize), of(-7_isize), of(Some("text")), of(vec![1_u16, 2]));
    let mut map = HashMap::<_, _, BuildHasherDefault<DefaultHasher>>::default();
    for (index, name) in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"].iter().enumerate() {
        map.insert((index, Some(*name)), ());
    }
    for ((_, name), ()) in &map {
        report += &format!("{:?} ", name);
    }
    literal(&report)
}

/// What a macro is told that asks cargo for the project.
#[cfg(not(host))]
pub fn project(_: TokenStream) -> TokenStream {
    let ask = |program: &str, arguments: &[&str]| {
        let answer = std::process::Command::new(program).arg("locate-project").args(arguments).output();
        answer.map(|output| String::from_utf8(output.stdout).unwrap()).unwrap_or_else(|error| format!("{error}\n"))
    };
    let mut report = [
        ask("/usr/bin/cargo", &["--workspace", "--message-format=plain", "--manifest-path=/a/Cargo.toml"]),
        ask("cargo", &["--manifest-path", "/b/Cargo.toml"]),
        ask("git", &["--message-format", "plain"]),
        ask("cargo", &["--message-format=plain"]),
        ask("cargo", &["--message-format=plain", "--workspace"]),
    ].concat();
    for started in [std::process::Command::new("ls").status().err(), std::process::Command::new("ls").spawn().err()] {
        report += &format!("{:?}\n", started.map(|error| error.kind()));
    }
    // The manifest can be read, and nothing beside it.
    let root = std::env::current_dir().unwrap();
    report += &format!("{:?} ", std::fs::read_to_string(root.join("Cargo.toml")));
    report += &format!("{:?} ", std::fs::read_to_string(root.join("secret.txt")).unwrap_err().kind());
    report += &format!("{:?}", std::fs::read_dir(&root).map(|_| ()).unwrap_err().kind());
    literal(&report)
}

/// What is known to differ from the compiler.
#[cfg(not(host))]
pub fn differ(_: TokenStream) -> TokenStream {
    let decomposed = Ident::new("e\u{301}", Span::call_site()).to_string();
    let broken = "\"".parse::<TokenStream>().map_err(|error| error.to_string());
    let expanded = "concat!(1)".parse::<TokenStream>().unwrap().expand_expr().map_err(|error| error.to_string());
    literal(&format!("{} {:?} {:?} {:?}", decomposed.chars().count(), broken.err(), expanded.err(), Span::call_site()))
}

/// Tokens whose spans were computed.
#[cfg(not(host))]
pub fn respan(input: TokenStream) -> TokenStream {
    let mut trees: Vec<TokenTree> = input.into_iter().collect();
    let (first, second) = (trees[0].span(), trees[1].span());
    trees[0].set_span(first.resolved_at(Span::mixed_site()));
    trees[1].set_span(first.located_at(second));
    trees[2].set_span(Span::def_site());
    trees.push(Ident::new("made", Span::call_site()).into());
    trees.push(Ident::new("end", second.end()).into());
    trees.into_iter().collect()
}

/// Everything that was reported so far, as a literal.
fn literal(report: &str) -> TokenStream {
    TokenTree::from(Literal::string(report)).into()
}

/// Spans are printed with numbers that depend on the rest of the compilation.
fn without_places(report: &str) -> String {
    let mut out = String::new();
    let mut rest = report;
    while let Some(at) = rest.find(" bytes(") {
        let context = rest[..at].rfind('#').unwrap_or(at);
        out += &rest[..context];
        out += "SPAN";
        rest = &rest[at + rest[at..].find(')').unwrap_or(0) + 1..];
    }
    out + rest
}
