//! A crate may allow more nested calls than usual, also under a condition
#![cfg_attr(all(), recursion_limit = "200")]
macro_rules! down { () => { 0 }; ($first:tt $($rest:tt)*) => { 1 + down!($($rest)*) }; }
macro_rules! items { () => { pub struct Last; }; ($first:tt $($rest:tt)*) => { items! { $($rest)* } }; }
pub const DEEP: u8 = down!(a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a);
items! { a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a }
