//! The arm for Option is not taken for an Option that was passed on
macro_rules! direct { ($name:ident: Option<$t:ty>) => { "optional" }; ($name:ident: $t:ty) => { "required" }; }
macro_rules! passed_on { ($name:ident: $t:ty) => { direct!($name: $t) }; }
pub const DIRECT: [&str; 2] = [direct!(a: i32), direct!(a: Option<i32>)];
pub const PASSED_ON: [&str; 2] = [passed_on!(a: i32), passed_on!(a: Option<i32>)];
