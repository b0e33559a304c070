macro_rules! forward { ($e:expr) => { receive!($e) }; }
macro_rules! receive { ($t:tt) => { one($t) }; }
macro_rules! forward_ident { ($e:ident) => { receive_ident!($e) }; }
macro_rules! receive_ident { (a) => { 1 }; ($t:tt) => { 2 }; }
macro_rules! forward_tt { ($e:tt) => { receive_tt!($e) }; }
macro_rules! receive_tt { (7) => { 1 }; ((a)) => { 2 }; ($t:tt) => { 3 }; }
macro_rules! forward_literal { ($e:literal) => { receive_literal!($e) }; }
macro_rules! receive_literal { ($l:literal) => { $l }; }
macro_rules! expr_again { ($e:expr) => { receive_expr!($e) }; }
macro_rules! receive_expr { ($e:expr) => { $e }; }
macro_rules! literal_as_expr { ($e:literal) => { receive_expr!($e) }; }
macro_rules! path_as_type { ($e:path) => { receive_type!($e) }; }
macro_rules! receive_type { ($t:ty) => { { let _x: $t = 0; 1 } }; }
macro_rules! type_as_type { ($e:ty) => { receive_type!($e) }; }
macro_rules! lifetimes { ($l:lifetime) => { receive_lifetime!($l) }; }
macro_rules! receive_lifetime { ('a) => { 1 }; ($l:lifetime) => { 2 }; }
macro_rules! visibility { ($v:vis) => { receive_visibility!($v fn) }; }
macro_rules! receive_visibility { ($v:vis fn) => { 1 }; }
fn one<T>(_: T) -> u32 { 1 }
fn main() {
    forward!(1 + 2);
    forward_ident!(a);
    forward_tt!(7);
    forward_tt!((a));
    forward_literal!("x");
    expr_again!(1 + 2);
    literal_as_expr!(-3);
    path_as_type!(u32);
    type_as_type!(u32);
    lifetimes!('a);
    visibility!(pub);
    visibility!(pub(crate));
}
