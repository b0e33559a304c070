//! `$crate` is the crate of the macro that wrote it, through any number of crates
pub fn made_by() -> &'static str {
    "outer"
}
macro_rules! own {
    ($($t:tt)*) => { ($crate::made_by(), middle::middle!(tokens $crate::made_by(), $($t)*)) };
}
#[macro_export]
macro_rules! receives {
    ($a:literal $c:ident) => { ($a, $c::made_by()) };
    ($a:literal $c:tt) => { ($a, $c::made_by()) };
}
middle::middle!(define defined_by_inner);
middle::middle!(both defined_by_middle);
pub fn all() {
    let _ = middle::middle!();
    let _ = middle::middle!(through);
    let _ = middle::middle!(helper);
    let _ = middle::middle!(tokens 2);
    let _ = middle::local_inner!(3);
    let _ = own!(4);
    let _ = defined_by_inner!();
    let _ = defined_by_middle!(made_by());
    let _ = middle::renamed!(callback receives! 5);
    let _ = middle::renamed!(callback crate::receives! 6);
}
