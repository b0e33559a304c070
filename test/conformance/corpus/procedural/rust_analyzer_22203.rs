//! An attribute macro hands its item on to a macro_rules in a group without delimiters: nothing is left over
use corpus_macros::module_init;
#[macro_export]
macro_rules! register {
    ($(#[$meta:meta])* $visibility:vis fn $name:ident() $body:block) => { $(#[$meta])* $visibility fn $name() $body pub const REGISTERED: &str = stringify!($name); };
}
/// Documented.
#[module_init]
#[inline]
pub fn init() { drop(1); }
