#![feature(decl_macro)]
macro one($a:ident, $b:expr) { const $a: u8 = $b; }
macro several { ($a:ident) => { const $a: u8 = 1; }, ($a:ident, $b:ident) => { const $a: u8 = 2; const $b: u8 = 2; }, }
one!(A, 1 + 1);
several!(B);
several!(C, D);
