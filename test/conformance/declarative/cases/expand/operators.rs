macro_rules! spelled { (> >) => { 1 }; (>>) => { 2 }; (>> =) => { 3 }; (>>=) => { 4 }; (& &) => { 5 }; (&&) => { 6 }; (. .) => { 7 }; (..) => { 8 }; (...) => { 9 }; (..=) => { 10 }; (= =) => { 11 }; (==) => { 12 }; (=>) => { 13 }; (<-) => { 14 }; (< -) => { 15 }; (- >) => { 16 }; (->) => { 17 }; (: :) => { 18 }; (::) => { 19 }; (| |) => { 20 }; (||) => { 21 }; ($($t:tt)*) => { 22 }; }
macro_rules! counted { () => { 0 }; ($a:tt) => { 1 }; ($a:tt $b:tt) => { 2 }; ($a:tt $b:tt $c:tt) => { 3 }; ($($t:tt)*) => { 4 }; }
macro_rules! kinds { ($a:ident $b:tt) => { 1 }; (# $b:tt) => { 2 }; (~ $b:tt) => { 3 }; (@ $b:tt) => { 4 }; (? $b:tt) => { 5 }; (_ $b:tt) => { 6 }; ($($t:tt)*) => { 7 }; }
fn main() {
    spelled!(> >); spelled!(>>); spelled!(>> =); spelled!(>>=); spelled!(> >=); spelled!(& &); spelled!(&&); spelled!(. .); spelled!(..);
    spelled!(...); spelled!(..=); spelled!(.. =); spelled!(= =); spelled!(==); spelled!(=>); spelled!(<-); spelled!(< -); spelled!(- >); spelled!(->);
    spelled!(: :); spelled!(::); spelled!(| |); spelled!(||); spelled!(<<=); spelled!(<= <);
    counted!(>>=); counted!(> >=); counted!(>> =); counted!(&&&); counted!(...=); counted!(|||); counted!(<<<); counted!(&=&); counted!(!==);
    counted!(-1); counted!(1.0.0); counted!(a.0.1); counted!('a 'b); counted!($a); counted!($crate); counted!(#[a]); counted!(::<>); counted!(<-1);
    kinds!(a b); kinds!(# b); kinds!(~ b); kinds!(@ b); kinds!(? b); kinds!(_ b);
}
