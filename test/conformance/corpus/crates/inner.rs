//! The innermost of three crates, each of which uses the macros of the one before.
pub fn made_by() -> &'static str {
    "inner"
}
pub mod deep {
    pub const VALUE: u8 = 1;
}
#[doc(hidden)]
#[macro_export]
macro_rules! __helper {
    ($($t:tt)*) => { ($crate::made_by(), $($t)*) };
}
#[macro_export]
macro_rules! inner {
    () => { $crate::made_by() };
    (helper $($t:tt)*) => { $crate::__helper!($($t)*) };
    (path $p:path) => { $p() };
    (tokens $($t:tt)*) => { ($crate::deep::VALUE, $($t)*) };
    (define $name:ident) => { macro_rules! $name { () => { $crate::made_by() }; } };
    (callback $($m:ident)::+ ! $($t:tt)*) => { $($m)::+!($($t)* $crate) };
}
#[macro_export(local_inner_macros)]
macro_rules! local_inner {
    ($e:expr) => { __helper!($e) };
}
