macro_rules! m { ([$a:ident]) => {}; ({ $a:ident }) => {}; }
m!([a b]);
