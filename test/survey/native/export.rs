//! The attribute that stands before every declaration of a procedural macro in the copies of macro crates that the survey compiles for
//! rustc itself. It has the name of the product's own attribute, so that the same marks serve both.
//!
//! Each macro keeps its declaration and gets a neighbour: a `name!` macro that calls the same function with the tokens between its
//! delimiters and writes down what comes out (`survey.rs`). So one generated file can call every macro with every input, whatever the
//! outputs are, and rustc has to make sense of none of them.

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// See the crate's documentation.
#[proc_macro_attribute]
pub fn export(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    match neighbour(item.clone()) {
        Some(neighbour) => item.into_iter().chain(neighbour).collect(),
        None => item,
    }
}

fn neighbour(item: TokenStream) -> Option<TokenStream> {
    let mut tokens = item.into_iter().peekable();
    let mut declaration = None;
    while matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#') {
        tokens.next();
        let body = tokens.next();
        if declaration.is_none() {
            declaration = body.as_ref().and_then(declaration_of);
        }
    }
    let (kind, derived) = declaration?;
    let function = tokens.collect::<Vec<_>>().windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(keyword), name] if keyword.to_string() == "fn" => flatten(name.clone().into()).into_iter().next(),
        _ => None,
    });
    let Some(TokenTree::Ident(function)) = function else { return None };
    let name = derived.unwrap_or_else(|| function.to_string());
    let code = format!(
        "#[proc_macro]
        #[doc(hidden)]
        pub fn macroscope_{kind}_{name}(input: ::proc_macro::TokenStream) -> ::proc_macro::TokenStream {{
            extern crate macroscope_survey;
            macroscope_survey::call_{kind}(input, FUNCTION)
        }}",
        name = name.trim_start_matches("r#"),
    );
    Some(place(code.parse().unwrap(), &function))
}

/// The kind that one of the three built-in attributes declares, and for a derive its name.
fn declaration_of(body: &TokenTree) -> Option<(&'static str, Option<String>)> {
    let TokenTree::Group(body) = body else { return None };
    let mut tokens = body.stream().into_iter();
    let TokenTree::Ident(path) = tokens.next()? else { return None };
    match path.to_string().as_str() {
        "proc_macro" => Some(("bang", None)),
        "proc_macro_attribute" => Some(("attribute", None)),
        "proc_macro_derive" => match tokens.next()? {
            TokenTree::Group(arguments) => Some(("derive", Some(flatten(arguments.stream()).first()?.to_string()))),
            _ => None,
        },
        _ => None,
    }
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
