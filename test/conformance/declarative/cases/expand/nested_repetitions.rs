macro_rules! outer_inside { ($($name:ident: [$($value:expr),*]);*) => { [$($((stringify!($name), $value),)*)*] }; }
macro_rules! constant_inside { ($prefix:ident; $($a:ident: $($b:ident)*),*) => { [$($(concat!(stringify!($prefix), stringify!($a), stringify!($b)),)*)*] }; }
macro_rules! two_levels { ($( [ $( $( $x:ident )|+ );* ] )*) => { [$( [$( [$( stringify!($x) ),*] ),*] ),*] }; }
macro_rules! lockstep_nested { ($($a:ident),*; $($b:ident),*; $([$($c:ident),*]),*) => { [$((stringify!($a), stringify!($b), [$(stringify!($c)),*])),*] }; }
macro_rules! empty_inner { ($([$($x:ident)*])*) => { [$([$(stringify!($x),)* "end"]),*] }; }
macro_rules! optional_group { ($($a:ident $([$($b:literal),*])?)*) => { [$((stringify!($a), [$($($b),*)?])),*] }; }
macro_rules! twice { ($($x:ident)*) => { ([$(stringify!($x)),*], [$(concat!(stringify!($x), "!")),*]) }; }
macro_rules! in_groups { ($($k:ident = $v:tt),*) => { ($({ let $k = $v; $k }),*) }; }
fn main() {
    outer_inside!(a: [1, 2]; b: []; c: [3]);
    constant_inside!(p; a: x y, b: z, c:);
    two_levels!([a | b; c] [d]);
    lockstep_nested!(a, b; c, d; [e, f], []);
    empty_inner!([a b] [] [c]);
    optional_group!(a [1, 2] b c []);
    twice!(a b);
    in_groups!(a = 1, b = [2, 3]);
}
