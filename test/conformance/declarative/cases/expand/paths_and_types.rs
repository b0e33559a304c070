macro_rules! path { ($p:path) => { stringify!($p) }; }
macro_rules! generic { ($t:ty) => { stringify!($t) }; }
macro_rules! bound { ($($t:path),*) => { stringify!($($t)+*) }; }
macro_rules! call { ($p:path, $($a:expr),*) => { $p($($a),*) }; }
macro_rules! construct { ($p:path { $($f:ident: $v:expr),* }) => { $p { $($f: $v),* } }; }
macro_rules! turbofish { ($f:ident, $t:ty) => { $f::<$t>() }; }
macro_rules! projected { ($t:ty, $p:path, $n:ident) => { <$t as $p>::$n }; }
fn main() {
    path!(a); path!(::a::b); path!(a::<B>::c); path!(Vec<Vec<u8>>); path!(Fn(A) -> B); path!(self::a); path!(crate::a); path!(Self);
    generic!(dyn A + B); generic!(&'a mut [u8; 4]); generic!(for<'a> fn(&'a u8) -> u8); generic!(impl A + 'a); generic!((A, B)); generic!(!); generic!(_); generic!(<A as B>::C<D>);
    bound!(A, B<C>, d::E);
    call!(std::mem::size_of_val, &1);
    construct!(std::ops::Range { start: 1, end: 2 });
    turbofish!(size, Vec<u8>);
    projected!(Vec<u8>, IntoIterator, Item);
}
fn size<T>() {}
