macro_rules! m { ($p:pat) => {}; ($($t:tt)*) => {}; }
m!(Some(1 + 1));
