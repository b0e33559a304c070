macro_rules! m { ($b:path) => {}; ($($t:tt)*) => {}; }
m!(a::);
