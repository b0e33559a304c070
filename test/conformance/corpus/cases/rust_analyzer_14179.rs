//! A literal that was passed on as an expression is no literal any more
macro_rules! outer { ($e:expr) => { inner!($e) }; }
macro_rules! inner { (0) => { "zero" }; (-1) => { "minus one" }; ($l:literal) => { "literal" }; ($e:expr) => { "expression" }; }
macro_rules! by_literal { ($l:literal) => { inner!($l) }; }
pub const DIRECT: [&str; 3] = [inner!(0), inner!(-1), inner!(7)];
pub const PASSED_ON: [&str; 3] = [outer!(0), outer!(-1), outer!(7 + 1)];
pub const LITERAL: [&str; 2] = [by_literal!(0), by_literal!(-1)];
