// edition: 2018
macro_rules! m { ($a) => {}; }
m!(a);
