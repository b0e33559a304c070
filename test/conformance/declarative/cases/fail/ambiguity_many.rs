macro_rules! m { ($($a:ident)* $($b:ident)* $c:ident) => {}; }
m!(a);
