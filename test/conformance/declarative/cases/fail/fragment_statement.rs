macro_rules! m { ($b:stmt) => {}; ($($t:tt)*) => {}; }
m!(let);
