//! What the code refers to that the compiler makes of `proc_macro::quote!`. The macro itself (`quote_macro.rs`)
//! is the compiler's. Names and shapes are those of `library/proc_macro/src/quote.rs`.

use crate::literal::Literal;
use crate::punct::{Punct, Spacing};
use crate::span::Span;
use crate::stream::TokenStream;
use crate::to_tokens::ToTokens;
use crate::tree::TokenTree;
use std::ops::BitOr;

/// The code for a span, for macros that have a `quote!` of their own.
pub fn quote_span(proc_macro_crate: TokenStream, span: Span) -> TokenStream {
    let mut tokens = proc_macro_crate;
    for character in [':', ':'] {
        let spacing = if tokens.to_string().ends_with(':') { Spacing::Alone } else { Spacing::Joint };
        tokens.extend([TokenTree::from(Punct::new(character, spacing))]);
    }
    let call: TokenStream = "Span::recover_proc_macro_span".parse().expect("a path");
    let number = TokenStream::from(TokenTree::from(Literal::usize_unsuffixed(span.save_span())));
    tokens.extend(call);
    tokens.extend([TokenTree::from(crate::Group::new(crate::Delimiter::Parenthesis, number))]);
    tokens
}

/// A repetition in which something is iterated over.
#[doc(hidden)]
pub struct HasIterator;
/// One in which nothing is: the compiler's code does not type-check then.
#[doc(hidden)]
pub struct ThereIsNoIteratorInRepetition;

macro_rules! either {
    ($($left:ident $right:ident $output:ident,)*) => {$(
        impl BitOr<$right> for $left {
            type Output = $output;

            fn bitor(self, _: $right) -> $output {
                $output
            }
        }
    )*};
}

either! {
    HasIterator HasIterator HasIterator,
    HasIterator ThereIsNoIteratorInRepetition HasIterator,
    ThereIsNoIteratorInRepetition HasIterator HasIterator,
    ThereIsNoIteratorInRepetition ThereIsNoIteratorInRepetition ThereIsNoIteratorInRepetition,
}

/// A variable of a repetition: what it is bound to in each round.
#[derive(Copy, Clone)]
#[doc(hidden)]
pub struct RepInterp<T>(pub T);

impl<T> RepInterp<T> {
    /// For a variable that is named twice: it is bound to the same again, whatever it is.
    pub fn next(self) -> Option<T> {
        Some(self.0)
    }
}

impl<T: Iterator> Iterator for RepInterp<T> {
    type Item = T::Item;

    fn next(&mut self) -> Option<T::Item> {
        self.0.next()
    }
}

impl<T: ToTokens> ToTokens for RepInterp<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// How each kind of value takes part in a repetition. Separate traits, of which method resolution finds the one that applies.
#[doc(hidden)]
pub mod ext {
    use super::{HasIterator, RepInterp, ThereIsNoIteratorInRepetition, ToTokens};
    use std::collections::btree_set::{self, BTreeSet};
    use std::slice;

    pub trait RepIteratorExt: Iterator + Sized {
        fn quote_into_iter(self) -> (Self, HasIterator) {
            (self, HasIterator)
        }
    }

    impl<T: Iterator> RepIteratorExt for T {}

    /// What is no sequence is the same in every round.
    pub trait RepToTokensExt {
        fn next(&self) -> Option<&Self> {
            Some(self)
        }

        fn quote_into_iter(&self) -> (&Self, ThereIsNoIteratorInRepetition) {
            (self, ThereIsNoIteratorInRepetition)
        }
    }

    impl<T: ToTokens + ?Sized> RepToTokensExt for T {}

    pub trait RepAsIteratorExt<'q> {
        type Iter: Iterator;

        fn quote_into_iter(&'q self) -> (Self::Iter, HasIterator);
    }

    macro_rules! sequences {
        ($([$($generics:tt)*] $sequence:ty, $iterator:ty, $value:ident => $iter:expr,)*) => {$(
            impl<'q, $($generics)*> RepAsIteratorExt<'q> for $sequence {
                type Iter = $iterator;

                fn quote_into_iter(&'q self) -> (Self::Iter, HasIterator) {
                    let $value = self;
                    ($iter, HasIterator)
                }
            }
        )*};
    }

    sequences! {
        [T: RepAsIteratorExt<'q> + ?Sized] &T, T::Iter, value => <T as RepAsIteratorExt>::quote_into_iter(*value).0,
        [T: RepAsIteratorExt<'q> + ?Sized] &mut T, T::Iter, value => <T as RepAsIteratorExt>::quote_into_iter(*value).0,
        [T: 'q] [T], slice::Iter<'q, T>, value => value.iter(),
        [T: 'q, const N: usize] [T; N], slice::Iter<'q, T>, value => value.iter(),
        [T: 'q] Vec<T>, slice::Iter<'q, T>, value => value.iter(),
        [T: 'q] BTreeSet<T>, btree_set::Iter<'q, T>, value => value.iter(),
        [T: RepAsIteratorExt<'q>] RepInterp<T>, T::Iter, value => value.0.quote_into_iter().0,
    }
}
