//! A fragment whose group a procedural macro has made anew is only its tokens
use corpus_macros::remade;
macro_rules! sum { (1 + 2) => { "tokens" }; ($e:expr) => { "an expression" }; }
macro_rules! as_it_is { ($e:expr) => { sum!($e) }; }
macro_rules! made_anew { ($e:expr) => { remade!(sum!($e)) }; }
pub const AS_IT_IS: &str = as_it_is!(1 + 2);
pub const MADE_ANEW: &str = made_anew!(1 + 2);
