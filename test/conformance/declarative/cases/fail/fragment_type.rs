macro_rules! m { ($e:ty) => {}; ($($t:tt)*) => {}; }
m!(&'a);
