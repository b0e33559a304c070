#![feature(decl_macro)]
macro m { (a) => {}; (b) => {} }
m!(a);
