macro_rules! m { ($1) => {}; }
m!(a);
