macro_rules! m { (a) -> {}; }
m!(a);
