#![feature(macro_metavar_expr)]
macro_rules! first {
    ($name:ident $($value:literal)*) => {
        macro_rules! $name {
            ($inner:ident $$($$extra:literal)*) => {
                macro_rules! $inner {
                    ($$$$($$$$last:literal)*) => { [$($value,)* $$($$extra,)* $$$$($$$$last),*] };
                }
            };
        }
    };
}
first!(second 1 2);
second!(third 3);
const ALL: &[i32] = &third!(4 5);
macro_rules! with_dollar {
    ($d:tt; $name:ident) => {
        macro_rules! $name { ($d($d x:ident),* ; $d y:ty) => { macro_rules! inside { ($z:expr) => { [$d($z as $d y + $d x),*] }; } }; }
    };
}
with_dollar!($; makes);
const FIRST: u8 = 1;
makes!(FIRST, FIRST; u8);
const CAST: [u8; 2] = inside!(1 + 1);
macro_rules! shadows { ($a:ident) => { macro_rules! shadowed { ($b:ident) => { stringify!($a $b) }; } }; }
shadows!(x);
const ONE: &str = shadowed!(y);
shadows!(z);
const TWO: &str = shadowed!(y);
