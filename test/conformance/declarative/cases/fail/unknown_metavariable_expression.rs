#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { ${length($a)} }; }
m!(a);
