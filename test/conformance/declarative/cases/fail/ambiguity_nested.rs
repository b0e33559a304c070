macro_rules! m { ($($(a)* $b:ident)*) => {}; }
m!(a a);
