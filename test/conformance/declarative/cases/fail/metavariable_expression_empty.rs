#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { ${} }; }
m!(a);
