#![feature(macro_metavar_expr)]
macro_rules! m { ($($a:ident)*) => { const A: &[usize] = &[$(${ignore($a)} ${len(1u32)}),*]; }; }
m!(a);
