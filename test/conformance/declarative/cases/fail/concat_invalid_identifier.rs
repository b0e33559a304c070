#![feature(macro_metavar_expr_concat)]
macro_rules! m { ($a:literal) => { const ${concat($a, b)}: u8 = 1; }; }
m!("1");
