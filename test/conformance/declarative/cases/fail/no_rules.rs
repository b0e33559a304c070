macro_rules! m { }
m!(a);
