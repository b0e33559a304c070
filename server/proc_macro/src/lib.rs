//! The public API of the compiler's `proc_macro` crate, implemented inside the module that runs the macro.
//!
//! Tokens live in the module's own memory: they come in as one buffer, go out as one buffer, and nothing crosses in between
//! (docs/wire-format.md). Behaviour follows `library/proc_macro` and `compiler/rustc_expand/src/proc_macro_server.rs` of
//! Rust 1.85, with what was added to the API up to 1.95. What later compilers do differently under the same name depends on a `cfg`
//! (server/src/toolchain/compilerRelease.ts). Nothing is marked unstable: a macro crate that uses an unstable part asks for
//! it by a feature gate, which the compiler judges, and finds it here.

#![cfg_attr(macroscope_declared_features, feature(allow_internal_unstable, decl_macro, rustc_attrs))]
#![allow(internal_features, unexpected_cfgs, clippy::new_without_default, clippy::should_implement_trait)]

#[cfg(macroscope_declared_features)]
extern crate proc_macro_declared_features;

mod diagnostic;
mod display;
mod entry;
mod escape;
mod ident;
mod lex_error;
mod lexer;
#[cfg(target_os = "wasi")]
mod libc_overrides;
mod literal;
mod literal_constructors;
mod literal_value;
mod pretty_printer;
mod punct;
mod quasiquote;
#[cfg(macroscope_declared_features)]
mod quote_macro;
mod session;
mod span;
mod stream;
mod to_tokens;
mod tracked_inputs;
mod tree;
mod unicode;
mod unwinding;
mod wire;

pub use diagnostic::{Diagnostic, Level, MultiSpan};
pub use ident::Ident;
pub use lex_error::LexError;
pub use literal::Literal;
pub use literal_value::{ConversionErrorKind, EscapeError};
pub use punct::{Punct, Spacing};
pub use quasiquote::quote_span;
#[doc(hidden)]
pub use quasiquote::{ext, HasIterator, RepInterp, ThereIsNoIteratorInRepetition};
#[cfg(macroscope_declared_features)]
pub use quote_macro::quote;
pub use span::{SourceFile, Span};
pub use stream::{ExpandError, TokenStream};
pub use to_tokens::ToTokens;
pub use tracked_inputs::{tracked, tracked_env, tracked_path};
pub use tree::{Delimiter, Group, TokenTree};

/// Iteration over a [`TokenStream`].
pub mod token_stream {
    pub use crate::stream::{IntoIter, TokenStream};
}

/// What the wrapper of a macro module calls. No part of the API for macro authors.
#[doc(hidden)]
pub mod __macroscope {
    pub use crate::entry::{alloc, expand_attribute, expand_bang, expand_derive};
}

/// Whether the API may be used: always, since a module holds nothing but a macro.
pub fn is_available() -> bool {
    true
}
