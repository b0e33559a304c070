#![feature(macro_metavar_expr, macro_metavar_expr_concat)]
macro_rules! count { ($($x:ident),*) => { const COUNT: usize = ${count($x)}; }; }
macro_rules! nested { ($( [ $( $x:ident ),* ] ),*) => {
    const OUTER: usize = ${count($x)};
    const FIRST: usize = ${count($x, 0)};
    const TOTAL: usize = ${count($x, 1)};
    const INNER: &[usize] = &[$( ${count($x)} ),*];
    const PLACES: &[(usize, usize, usize)] = &[$( $( (${index()}, ${index(1)}, ${len()} ${ignore($x)}), )* )*];
}; }
macro_rules! concat_names { ($a:ident, $b:literal, $($c:ident),*) => {
    const ${concat($a, _tail)}: u8 = 1;
    const ${concat(head_, "_", $a)}: u8 = 2;
    const ${concat($a, $b)}: u8 = 3;
    $(const ${concat($a, $c)}: u8 = 4;)*
}; }
macro_rules! define { ($name:ident) => { macro_rules! $name { ($$($$x:tt)*) => { const INNER_MACRO: &str = stringify!($$($$x),*); }; } }; }
count!(a, b, c);
nested!([a, b], [c]);
concat_names!(foo, "lit", X, Y);
define!(inner);
inner!(p q);
macro_rules! concat_keyword { ($a:ident) => { const ${concat($a, n)}: u8 = 1; }; }
concat_keyword!(f);
