#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { [$(${ignore(a)} 1),*] }; }
m!(a);
