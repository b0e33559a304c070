//! As many nested calls as the crate allows are expanded, and no more
#![recursion_limit = "4"]
macro_rules! down { () => { 0 }; ($first:tt $($rest:tt)*) => { 1 + down!($($rest)*) }; }
pub const FITS: u8 = down!(a a a);
pub const TOO_DEEP: u8 = down!(a a a a);
