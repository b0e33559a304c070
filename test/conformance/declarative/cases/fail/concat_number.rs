#![feature(macro_metavar_expr_concat)]
macro_rules! m { ($a:ident) => { const ${concat($a, 1)}: u8 = 1; }; }
m!(a);
