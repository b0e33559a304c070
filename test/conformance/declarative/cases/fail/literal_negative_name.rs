macro_rules! m { ($a:literal) => {}; ($($t:tt)*) => {}; }
m!(-a);
