#![feature(decl_macro)]
macro m($a:ident) { $a }
m!(1);
