//! Macros that ask for unstable parts of `proc_macro`, as crates do with a nightly compiler.

#![feature(proc_macro_quote, proc_macro_span, proc_macro_diagnostic, proc_macro_tracked_env, proc_macro_def_site, proc_macro_totokens)]

extern crate proc_macro;

use proc_macro::{quote, Ident, Literal, Span, TokenStream, TokenTree};

#[cfg_attr(host, proc_macro)]
pub fn quoted(input: TokenStream) -> TokenStream {
    let name = TokenTree::from(Ident::new("name", Span::def_site()));
    let first: TokenStream = input.clone().into_iter().take(1).collect();
    let made = quote! {
        pub fn $name<'a>(text: &'a str) -> u8 { let x = [1, 2.5f32, b'x', "a\n"]; $input => $$ x.y::<Vec<u8>>() }
        #[doc = "text"] struct S { $first }
    };
    let _ = proc_macro::tracked_env::var("UNSTABLE");
    TokenTree::from(Literal::string(&format!("{}", made))).into()
}

/// What is said of texts that are no tokens, and no literals: the strings of the input, with a mark before those that are parsed as literals.
#[cfg_attr(host, proc_macro)]
pub fn refused(input: TokenStream) -> TokenStream {
    let mut report = String::new();
    let mut as_literal = false;
    for tree in input {
        let TokenTree::Literal(text) = tree else {
            as_literal = true;
            continue;
        };
        let text = text.to_string();
        let text = text.trim_matches('"');
        let error = if as_literal { text.parse::<Literal>().map(drop) } else { text.parse::<TokenStream>().map(drop) }.unwrap_err();
        report += &format!("{}{}: {}, {:?}\n", if as_literal { "@ " } else { "" }, text, error, error);
        as_literal = false;
    }
    TokenTree::from(Literal::string(&report)).into()
}

/// Names the crate that the word of the input means.
#[cfg_attr(host, proc_macro)]
pub fn crate_of(input: TokenStream) -> TokenStream {
    TokenTree::from(Ident::new("$crate", input.into_iter().next().unwrap().span())).into()
}
