#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { [$(${ignore($b)} 1),*] }; }
m!(a);
