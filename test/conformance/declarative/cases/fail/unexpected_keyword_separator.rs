macro_rules! m { ($($a:ident)and*) => {}; }
m!(a or b);
