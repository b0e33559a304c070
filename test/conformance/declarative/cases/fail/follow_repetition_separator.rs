macro_rules! m { ($($a:ty)+*) => {}; }
m!(u8);
