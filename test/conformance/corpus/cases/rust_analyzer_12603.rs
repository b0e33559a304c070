//! An expression that a macro passes on stays one operand
macro_rules! product { ($a:expr, $b:expr) => { $a * $b }; }
macro_rules! negated { ($a:expr) => { -$a }; }
macro_rules! doubled { ($a:expr) => { product!($a, 2) }; }
macro_rules! method { ($a:expr) => { $a.pow(2) }; }
pub const PRODUCT: i32 = product!(1 + 2, 3 + 4);
pub const NEGATED: i32 = negated!(1 - 2);
pub const DOUBLED: i32 = doubled!(1 + 1);
pub const METHOD: i32 = method!(1 + 1);
