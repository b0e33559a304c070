#![feature(macro_metavar_expr)]
macro_rules! m { ($$a) => {}; }
m!(a);
