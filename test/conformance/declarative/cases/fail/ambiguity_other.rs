macro_rules! m { ($($i:ident)* a) => {}; }
m!(a);
