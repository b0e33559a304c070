macro_rules! of { ($v:vis, $($t:tt)*) => { [stringify!($v), stringify!($($t)*)] }; }
macro_rules! item { ($(#[$m:meta])* $v:vis struct $n:ident $(<$($l:lifetime),*>)? { $($fv:vis $f:ident: $t:ty),* $(,)? }) => { $(#[$m])* $v struct $n $(<$($l),*>)? { $($fv $f: $t),* } }; }
macro_rules! typed { ($v:vis $t:ty) => { [stringify!($v), stringify!($t)] }; }
macro_rules! tuple { ($v:vis ($t:ty)) => { stringify!($v | $t) }; }
item! { #[derive(Clone)] pub(in crate) struct S<'a> { pub a: &'a u8, b: Vec<Vec<u8>>, pub(crate) c: (u8,) } }
item! { struct T { } }
fn main() {
    of!(pub, x); of!(pub(crate), x); of!(pub(self), ); of!(pub(super), y); of!(pub(in a::b), z); of!(, x);
    typed!(pub u8); typed!(pub (u8)); typed!(pub(u8)); typed!(u8); typed!(pub crate::x); typed!(pub(crate) x); typed!(pub (crate) x); typed!(pub(in a) (x, y));
    tuple!(pub (u8)); tuple!((u8)); tuple!(pub(crate) (u8));
}
