macro_rules! m { (a $v:vis) => {}; }
m!(a);
