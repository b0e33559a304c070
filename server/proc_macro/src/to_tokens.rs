use crate::ident::Ident;
use crate::literal::Literal;
use crate::punct::Punct;
use crate::span::Span;
use crate::stream::TokenStream;
use crate::tree::{Group, TokenTree};
use std::borrow::Cow;
use std::ffi::{CStr, CString};
use std::rc::Rc;

/// What can be put into a stream (`proc_macro_totokens`).
pub trait ToTokens {
    fn to_tokens(&self, tokens: &mut TokenStream);

    fn to_token_stream(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        self.to_tokens(&mut tokens);
        tokens
    }

    fn into_token_stream(self) -> TokenStream
    where
        Self: Sized,
    {
        self.to_token_stream()
    }
}

impl ToTokens for TokenStream {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(Some(self.clone()));
    }

    fn into_token_stream(self) -> TokenStream {
        self
    }
}

macro_rules! trees {
    ($($tree:ident)*) => {$(
        impl ToTokens for $tree {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                tokens.extend(Some(TokenTree::from(self.clone())));
            }
        }
    )*};
}

trees!(TokenTree Group Ident Punct Literal);

macro_rules! behind_pointers {
    ($([$($generics:tt)*] $pointer:ty,)*) => {$(
        impl<$($generics)*> ToTokens for $pointer {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                (**self).to_tokens(tokens)
            }
        }
    )*};
}

behind_pointers! {
    [T: ToTokens + ?Sized] &T,
    [T: ToTokens + ?Sized] &mut T,
    [T: ToTokens + ?Sized] Box<T>,
    [T: ToTokens + ?Sized] Rc<T>,
    [T: ToTokens + ToOwned + ?Sized] Cow<'_, T>,
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(value) = self {
            value.to_tokens(tokens);
        }
    }
}

macro_rules! values {
    ($($value:ty => $constructor:ident,)*) => {$(
        impl ToTokens for $value {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                Literal::$constructor(*self).to_tokens(tokens)
            }
        }
    )*};
}

values! {
    u8 => u8_suffixed,
    u16 => u16_suffixed,
    u32 => u32_suffixed,
    u64 => u64_suffixed,
    u128 => u128_suffixed,
    usize => usize_suffixed,
    i8 => i8_suffixed,
    i16 => i16_suffixed,
    i32 => i32_suffixed,
    i64 => i64_suffixed,
    i128 => i128_suffixed,
    isize => isize_suffixed,
    f32 => f32_suffixed,
    f64 => f64_suffixed,
    char => character,
}

impl ToTokens for bool {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(if *self { "true" } else { "false" }, Span::call_site()).to_tokens(tokens)
    }
}

impl ToTokens for str {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Literal::string(self).to_tokens(tokens)
    }
}

impl ToTokens for String {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Literal::string(self).to_tokens(tokens)
    }
}

impl ToTokens for CStr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Literal::c_string(self).to_tokens(tokens)
    }
}

impl ToTokens for CString {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Literal::c_string(self).to_tokens(tokens)
    }
}
