macro_rules! m { (a [b]) => {}; }
m!(a (b));
