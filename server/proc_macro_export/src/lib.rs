//! The attribute that stands before every `#[proc_macro]`, `#[proc_macro_derive]` and `#[proc_macro_attribute]` in the copies of macro
//! crates that are compiled to WebAssembly.
//!
//! rustc accepts those three attributes only in crates of the type `proc-macro`, which no wasm target supports. `export` takes them away
//! and adds an exported entry function in their place, and a line in a custom section that tells the macro's kind, name and helper
//! attributes. It works where a macro crate writes its functions down as well as where another macro makes them, because rustc
//! expands it like any other attribute.
//!
//! This crate runs inside rustc, natively, and sees nothing but the signature of our own copies' functions.

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// What one of the three built-in attributes says.
struct Declaration {
    kind: &'static str,
    /// The arguments of `proc_macro_derive`.
    arguments: TokenStream,
}

/// See the crate's documentation.
///
/// Other attribute macros may want to see the built-in attribute on the function (they use it to learn what kind of macro they
/// decorate). So while any attribute follows, `export` only moves behind it, together with the built-in one.
#[proc_macro_attribute]
pub fn export(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut tokens = item.into_iter().peekable();
    let mut attributes: Vec<TokenStream> = Vec::new();
    let mut declaration = None;
    while let Some(TokenTree::Punct(punct)) = tokens.peek() {
        if punct.as_char() != '#' {
            break;
        }
        let hash = tokens.next();
        let body = tokens.next();
        match body.as_ref().and_then(declaration_of) {
            Some(found) if declaration.is_none() => {
                let position = attributes.len();
                declaration = Some((position, found, [hash, body].into_iter().flatten().collect::<TokenStream>()));
            }
            _ => attributes.push([hash, body].into_iter().flatten().collect()),
        }
    }
    let function: Vec<TokenTree> = tokens.collect();
    let Some((position, found, built_in)) = declaration else {
        // Nothing to export: another attribute has replaced the function by something else.
        return attributes.into_iter().chain([function.into_iter().collect()]).collect();
    };
    if attributes[position..].iter().any(|attribute| !is_inert(attribute)) {
        let again = "#[macroscope_export::export]".parse::<TokenStream>().unwrap();
        return attributes.into_iter().chain([again, built_in, function.into_iter().collect()]).collect();
    }
    let name = function
        .windows(2)
        .find_map(|pair| match pair {
            [TokenTree::Ident(keyword), TokenTree::Ident(name)] if keyword.to_string() == "fn" => Some(name.clone()),
            _ => None,
        });
    let item: TokenStream = attributes.into_iter().chain([function.into_iter().collect()]).collect();
    match name {
        Some(name) => item.into_iter().chain(entry(&found, &name)).collect(),
        None => item,
    }
}

fn declaration_of(body: &TokenTree) -> Option<Declaration> {
    let TokenTree::Group(body) = body else { return None };
    let mut tokens = body.stream().into_iter();
    let TokenTree::Ident(path) = tokens.next()? else { return None };
    let kind = match path.to_string().as_str() {
        "proc_macro" => "bang",
        "proc_macro_derive" => "derive",
        "proc_macro_attribute" => "attribute",
        _ => return None,
    };
    match tokens.next() {
        None => Some(Declaration { kind, arguments: TokenStream::new() }),
        Some(TokenTree::Group(arguments)) if kind == "derive" => Some(Declaration { kind, arguments: arguments.stream() }),
        _ => None,
    }
}

/// Whether an attribute is one that only the compiler reads. It may stay behind us.
fn is_inert(attribute: &TokenStream) -> bool {
    const INERT: [&str; 14] = [
        "allow", "warn", "deny", "forbid", "expect", "doc", "inline", "cold", "must_use", "deprecated", "cfg", "cfg_attr",
        "rustfmt", "clippy",
    ];
    let path = match attribute.clone().into_iter().nth(1) {
        Some(TokenTree::Group(body)) => body.stream().into_iter().next(),
        _ => None,
    };
    path.is_some_and(|path| INERT.contains(&path.to_string().as_str()))
}

/// The entry function of a macro and its line in the section `macroscope.macros`: `kind name helper helper…`.
fn entry(declaration: &Declaration, function: &Ident) -> TokenStream {
    let mut arguments = flatten(declaration.arguments.clone()).into_iter();
    let name = match declaration.kind {
        "derive" => arguments.next().map(|name| name.to_string()).unwrap_or_default(),
        _ => function.to_string(),
    };
    let name = name.trim_start_matches("r#").to_owned();
    let helpers: Vec<String> = arguments
        .filter_map(|token| match token {
            TokenTree::Group(list) => Some(flatten(list.stream())),
            _ => None,
        })
        .flatten()
        .filter_map(|token| match token {
            TokenTree::Ident(helper) => Some(helper.to_string().trim_start_matches("r#").to_owned()),
            _ => None,
        })
        .collect();
    let line = format!("{} {} {}\n", declaration.kind, name, helpers.join(" "));
    let entry = format!("macroscope_{}_{}", declaration.kind, name);
    // Names of our own are invisible to the macro crate's code (mixed_site); the function is looked up where it stands.
    let code = format!(
        "const _: () = {{
            extern crate proc_macro as macroscope_proc_macro;
            #[export_name = {entry:?}]
            unsafe extern \"C\" fn entry(input: *mut u8, length: usize) -> u64 {{
                unsafe {{ macroscope_proc_macro::__macroscope::expand_{kind}(input, length, FUNCTION) }}
            }}
            #[used]
            #[link_section = \"macroscope.macros\"]
            static LINE: [u8; {length}] = *b{line:?};
        }};",
        kind = declaration.kind,
        length = line.len(),
    );
    place(code.parse().unwrap(), function)
}

/// Resolves every token here, in this crate's edition, except `FUNCTION`, which becomes the function's name.
fn place(stream: TokenStream, function: &Ident) -> TokenStream {
    stream
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut placed = Group::new(group.delimiter(), place(group.stream(), function));
                placed.set_span(Span::mixed_site());
                TokenTree::Group(placed)
            }
            TokenTree::Ident(ident) if ident.to_string() == "FUNCTION" => TokenTree::Ident(function.clone()),
            mut other => {
                other.set_span(Span::mixed_site());
                other
            }
        })
        .collect()
}

/// Looks through the invisible groups that `macro_rules!` puts round fragments.
fn flatten(stream: TokenStream) -> Vec<TokenTree> {
    stream
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => flatten(group.stream()),
            other => vec![other],
        })
        .collect()
}
