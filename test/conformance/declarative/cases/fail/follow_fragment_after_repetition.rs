macro_rules! m { ($($a:pat)? $b:expr) => {}; }
m!(1);
