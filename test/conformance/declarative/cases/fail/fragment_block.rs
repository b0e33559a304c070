macro_rules! m { ($b:block) => {}; ($($t:tt)*) => {}; }
m!({ let });
