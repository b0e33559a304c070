macro_rules! m { ($b:meta) => {}; ($($t:tt)*) => {}; }
m!(a = );
