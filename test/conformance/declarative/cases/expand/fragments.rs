macro_rules! block { ($x:block) => { fn f() $x }; }
macro_rules! expr { ($x:expr) => { const A: u32 = $x * 2; }; }
macro_rules! ident { ($x:ident) => { struct $x; }; }
macro_rules! item { ($x:item) => { $x }; }
macro_rules! lifetime { ($x:lifetime) => { struct L<$x>(&$x u8); }; }
macro_rules! literal { ($x:literal) => { const B: i32 = $x; }; }
macro_rules! meta { ($(#[$x:meta])*) => { $(#[$x])* struct M; }; }
macro_rules! pat { ($x:pat) => { fn p(v: u8) { match v { $x => {} _ => {} } } }; }
macro_rules! pat_param { ($($x:pat_param)|+) => { fn q(v: u8) { match v { $($x)|+ => {} _ => {} } } }; }
macro_rules! path { ($x:path) => { use $x; }; }
macro_rules! stmt { ($x:stmt) => { fn s() { $x; } }; }
macro_rules! tt { ($($x:tt)*) => { const T: &str = stringify!($($x)*); }; }
macro_rules! ty { ($x:ty) => { type Y = $x; }; }
macro_rules! vis { ($x:vis struct $n:ident) => { $x struct $n; }; }

block!({ let a = 1; });
expr!(1 + 2);
ident!(Foo);
ident!(r#type);
item!(#[derive(Clone)] pub struct Bar { pub a: u8 });
lifetime!('a);
literal!(-1);
meta!(#[derive(Clone, Debug)] #[doc = "x"]);
pat!(1 | 2);
pat_param!(1 | 2 | 3..=4);
path!(std::collections::HashMap);
stmt!(let x: u8 = 1);
tt!(a + (b [c] { d }) 'x' "s" 1.0 ..= >>= r#fn);
ty!(Vec<Vec<u8>>);
vis!(pub(crate) struct V);
vis!(struct W);
vis!(pub struct X);
