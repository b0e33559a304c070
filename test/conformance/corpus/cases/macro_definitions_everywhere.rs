//! A macro can be defined wherever statements and items stand, and the last definition before a call counts
macro_rules! where_am_i { () => { "crate" }; }
pub const BEFORE: &str = where_am_i!();
macro_rules! where_am_i { () => { "crate, again" }; }
pub const AFTER: &str = where_am_i!();
pub mod plain { pub const INHERITED: &str = where_am_i!(); macro_rules! where_am_i { () => { "plain" }; } pub const OWN: &str = where_am_i!(); }
pub const NOT_FROM_PLAIN: &str = where_am_i!();
#[macro_use]
pub mod used { macro_rules! where_am_i { () => { "used" }; } }
pub const FROM_USED: &str = where_am_i!();
pub fn in_functions() -> [&'static str; 5] {
    let outer = where_am_i!();
    macro_rules! where_am_i { () => { "function" }; }
    let own = where_am_i!();
    let block = { macro_rules! where_am_i { () => { "block" }; } where_am_i!() };
    let behind_block = where_am_i!();
    let closure = || { macro_rules! where_am_i { () => { "closure" }; } where_am_i!() };
    [outer, own, block, behind_block, closure()]
}
pub struct Type;
impl Type {
    pub fn method() -> &'static str { macro_rules! where_am_i { () => { "method" }; } where_am_i!() }
    pub const CONSTANT: &'static str = { macro_rules! where_am_i { () => { "constant" }; } where_am_i!() };
}
macro_rules! defines { ($name:ident, $value:literal) => { macro_rules! $name { () => { $value }; } }; }
defines!(made, "made");
pub const MADE: &str = made!();
pub fn made_inside() -> [&'static str; 2] { let outer = made!(); defines!(inside, "made inside"); [outer, inside!()] }
pub fn arms(x: u8) -> &'static str {
    match x { 0 => { macro_rules! where_am_i { () => { "arm" }; } where_am_i!() } _ => where_am_i!() }
}
