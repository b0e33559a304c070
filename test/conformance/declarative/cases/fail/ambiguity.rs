macro_rules! m { ($($i:ident)* $j:ident) => {}; }
m!(a b);
