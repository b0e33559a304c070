macro_rules! m { (a [b [c]]) => {}; }
m!(a [b []]);
