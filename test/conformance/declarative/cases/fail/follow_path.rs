macro_rules! m { ($a:path + $b:path) => {}; }
m!(a + b);
