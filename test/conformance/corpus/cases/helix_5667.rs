//! Words stay apart: `let foo = 42`, not `letfoo=42`
macro_rules! test { () => { let foo = 42; let _ = foo; }; }
pub fn main() { test!(); }
