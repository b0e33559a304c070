#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { const A: usize = ${index()}; }; }
m!(a);
