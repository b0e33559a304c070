//! Procedural macros that show what they were given, or do what the macros in the issues do.
extern crate proc_macro;
use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens with every group made anew, as macros do that change something inside: a fragment's group loses what it was.
#[proc_macro]
pub fn remade(input: TokenStream) -> TokenStream {
    remake(input)
}

fn remake(tokens: TokenStream) -> TokenStream {
    let remade = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut new = Group::new(group.delimiter(), remake(group.stream()));
            new.set_span(group.span());
            TokenTree::Group(new)
        }
        other => other,
    });
    remade.collect()
}

/// What the tokens are, as a string.
#[proc_macro]
pub fn structure(input: TokenStream) -> TokenStream {
    format!("{:?}", describe(input)).parse().unwrap()
}

fn describe(tokens: TokenStream) -> String {
    let texts = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::None => ("⟦", "⟧"),
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Brace => ("{", "}"),
            };
            format!("{open}{}{close}", describe(group.stream()))
        }
        other => other.to_string(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Accepts a range of integers as a crate does that looks through the groups of fragments.
#[proc_macro]
pub fn range(input: TokenStream) -> TokenStream {
    let mut flat = Vec::new();
    flatten(input, &mut flat);
    let bounds: Vec<_> = flat.iter().filter(|text| text.parse::<i64>().is_ok()).collect();
    match bounds[..] {
        [low, high] => format!("[{low}, {high}]"),
        _ => format!("compile_error!({:?})", format!("no range: {flat:?}")),
    }
    .parse()
    .unwrap()
}

fn flatten(tokens: TokenStream, into: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => flatten(group.stream(), into),
            other => into.push(other.to_string()),
        }
    }
}

/// Hands the function on to a `macro_rules!` of the crate, its attributes and visibility in groups without delimiters.
#[proc_macro_attribute]
pub fn module_init(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = item.into_iter().collect();
    let start = tokens.iter().position(|token| token.to_string() == "fn").unwrap();
    let function: TokenStream = tokens.split_off(start).into_iter().collect();
    let before = Group::new(Delimiter::None, tokens.into_iter().collect());
    let call: TokenStream = "crate::register! {}".parse().unwrap();
    let mut call: Vec<TokenTree> = call.into_iter().collect();
    call.pop();
    let arguments = TokenStream::from(TokenTree::Group(before)).into_iter().chain(function).collect();
    call.push(TokenTree::Group(Group::new(Delimiter::Brace, arguments)));
    call.into_iter().collect()
}

/// Fails on a body without statements and leaves nothing of the item, as macros do that parse their whole input first.
#[proc_macro_attribute]
pub fn strict(_: TokenStream, item: TokenStream) -> TokenStream {
    let text = item.to_string();
    if text.contains("unfinished") {
        return "compile_error! { \"expected an expression\" }".parse().unwrap();
    }
    item
}

#[proc_macro_derive(First)]
pub fn first(_: TokenStream) -> TokenStream {
    "impl First {}".parse().unwrap()
}

#[proc_macro_derive(Second, attributes(second))]
pub fn second(_: TokenStream) -> TokenStream {
    "impl Second {}".parse().unwrap()
}
