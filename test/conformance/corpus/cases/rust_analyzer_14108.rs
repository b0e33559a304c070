//! Words stay apart: `if true {}`, not `iftrue{}`
macro_rules! whitespace { () => { if true {} }; }
pub fn f() { whitespace!(); }
