//! A procedural macro gets the fragments of a macro_rules in groups without delimiters
use corpus_macros::{range, structure};
macro_rules! show { ($e:expr, $l:literal, $t:ty, $i:ident, $x:tt, $v:vis, $p:path) => { structure!($e, $l, $t, $i, $x, $v, $p) }; }
macro_rules! bounded { ($low:literal, $high:literal) => { range!($low..=$high) }; }
macro_rules! nested { ($e:expr) => { again!($e) }; }
macro_rules! again { ($e:expr) => { structure!($e + 1) }; }
pub const SHOWN: &str = show!(1 + 2, -3, Vec<u8>, name, (a), pub(crate), a::b);
pub const SIMPLE: &str = show!(1, 2, u8, name, a, , b);
pub const NESTED: &str = nested!(1 + 2);
pub const BOUNDS: [i32; 2] = bounded!(1, 5);
