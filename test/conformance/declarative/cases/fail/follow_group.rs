macro_rules! m { ($a:expr ($b:expr)) => {}; }
m!(1 (2));
