#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { const A: &[usize] = &[$(${ignore($a)} ${index(1)}),*]; }; }
m!(a);
