//! The crate in the middle.
pub use inner::{inner as renamed, local_inner};
pub fn made_by() -> &'static str {
    "middle"
}
#[macro_export]
macro_rules! middle {
    () => { ($crate::made_by(), $crate::renamed!()) };
    (through) => { $crate::renamed!(path $crate::made_by) };
    (helper) => { $crate::renamed!(helper $crate::made_by(), $crate::local_inner!(1)) };
    (tokens $($t:tt)*) => { $crate::renamed!(tokens $crate::made_by(), $($t)*) };
    (define $name:ident) => { $crate::renamed!(define $name); };
    (both $name:ident) => { macro_rules! $name { ($t:expr) => { ($crate::made_by(), $t, $crate::renamed!()) }; } };
}
