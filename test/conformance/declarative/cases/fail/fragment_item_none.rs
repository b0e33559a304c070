macro_rules! m { ($i:item) => {}; ($($t:tt)*) => {}; }
m!(1);
