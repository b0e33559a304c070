macro_rules! m { ($a:stmt $b:stmt) => {}; }
m!(a b);
