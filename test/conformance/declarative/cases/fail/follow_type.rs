macro_rules! m { ($a:ty + $b:ty) => {}; }
m!(u8 + u8);
