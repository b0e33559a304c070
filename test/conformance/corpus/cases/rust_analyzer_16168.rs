//! Every fragment but ident, lifetime and tt is one token for the next macro
macro_rules! count { () => { 0 }; ($first:tt $($rest:tt)*) => { 1 + count!($($rest)*) }; }
macro_rules! block { ($x:block) => { count!($x) }; }
macro_rules! expr { ($x:expr) => { count!($x) }; }
macro_rules! item { ($x:item) => { count!($x) }; }
macro_rules! literal { ($x:literal) => { count!($x) }; }
macro_rules! meta { ($x:meta) => { count!($x) }; }
macro_rules! pat { ($x:pat) => { count!($x) }; }
macro_rules! path { ($x:path) => { count!($x) }; }
macro_rules! stmt { ($x:stmt) => { count!($x) }; }
macro_rules! ty { ($x:ty) => { count!($x) }; }
macro_rules! vis { ($x:vis) => { count!($x) }; }
macro_rules! tt { ($($x:tt)*) => { count!($($x)*) }; }
pub const COUNTS: &[u32] = &[
    block!({ a; b }), expr!(1 + 2), item!(fn f() {}), literal!(-1), meta!(derive(Clone)), pat!(A | B), path!(a::b), stmt!(let a = 1),
    ty!(&'static str), vis!(pub(crate)), tt!(1 + 2 (a b)),
];
