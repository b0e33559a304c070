macro_rules! m { ($a:thing) => {}; }
m!(a);
