macro_rules! define {
    ($name:ident, $value:expr) => {
        macro_rules! $name { ($x:expr) => { $x + $value }; }
    };
}
macro_rules! with_dollar {
    ($d:tt $name:ident) => {
        macro_rules! $name { ($d($d x:ident),*) => { $d(struct $d x;)* }; }
    };
}
macro_rules! unbound { () => { macro_rules! inner { ($x:ident) => { struct $x; }; } }; }
macro_rules! callback { ($m:ident, $($t:tt)*) => { $m! { $($t)* } }; }
macro_rules! show { ($($t:tt)*) => { const S: &str = stringify!($($t)*); }; }
define!(plus, 1 + 1);
with_dollar!($ structs);
unbound!();
const P: u32 = plus!(2);
structs!(A, B);
inner!(C);
callback!(show, a b c);
macro_rules! keyword_variable { () => { macro_rules! keyword { ($fn:ident) => { struct $fn; }; } }; }
keyword_variable!();
keyword!(E);
