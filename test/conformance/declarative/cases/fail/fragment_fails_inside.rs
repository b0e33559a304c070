macro_rules! m { ($e:expr) => {}; ($($t:tt)*) => {}; }
m!(a + );
