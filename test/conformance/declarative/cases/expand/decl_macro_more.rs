#![feature(decl_macro)]
macro empty() {}
macro block($e:expr) {{ let value = $e; value }}
macro pattern { ($p:pat) => { Some($p) }, ($p:pat, $($q:pat),+ $(,)?) => { Some($p $(| $q)+) }, }
macro ty($t:ty) { Option<$t> }
macro items($($n:ident),*) { $(struct $n;)* }
macro nested($n:ident) { macro $n($x:expr) { $x + 1 } }
empty!();
items!(A, B);
nested!(inner);
const ONE: u8 = inner!(1);
fn f(x: ty!(u8)) -> u8 { match x { pattern!(1, 2) => block!(3), pattern!(n) => n, _ => 0 } }
