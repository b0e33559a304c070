#![feature(macro_metavar_expr)]
macro_rules! m { ($a:ident) => { const A: usize = ${count($a)}; }; }
m!(a);
