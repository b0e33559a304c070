macro_rules! m { ($a:pat_param + $b:ident) => {}; }
m!(a + b);
