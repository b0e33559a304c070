#![feature(macro_metavar_expr)]
macro_rules! m { (${count($a)}) => {}; }
m!(a);
