// edition: 2021
macro_rules! m { ($a) => {}; (b) => {}; }
m!(b);
