//! Calls in the arguments of built-in macros are nested calls too
#![recursion_limit = "5"]
macro_rules! text { () => { "" }; ($first:tt $($rest:tt)*) => { concat!("a", text!($($rest)*)) }; }
pub const FITS: &str = text!(a a);
pub const TOO_DEEP: &str = text!(a a a);
