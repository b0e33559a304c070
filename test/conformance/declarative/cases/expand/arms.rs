macro_rules! arms {
    () => { 0 };
    (a) => { 1 };
    (a b) => { 2 };
    ([$($x:tt)*]) => { 3 };
    ({ $x:ident: $t:ty }) => { 4 };
    ($x:ident + $($rest:tt)*) => { 5 };
    ($x:ident == $y:ident) => { 6 };
    (-> $t:ty) => { 7 };
    ($l:lifetime: $e:expr) => { 8 };
    (r#fn) => { 9 };
    (fn) => { 10 };
    (1u8) => { 11 };
    (1) => { 12 };
    ("s") => { 13 };
    ($($t:tt)*) => { 14 };
}
fn main() {
    arms!(); arms!(a); arms!(a b); arms!([x y z]); arms!({ x: Vec<u8> }); arms!(x + y); arms!(x == y);
    arms!(-> impl Fn(u8) -> u8); arms!('a: 1); arms!(r#fn); arms!(fn); arms!(1u8); arms!(1); arms!("s"); arms!(a c);
    arms!(x += y); arms! { x }
}
