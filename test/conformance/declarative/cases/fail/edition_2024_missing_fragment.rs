// edition: 2024
macro_rules! m { ($a) => {}; (b) => {}; }
m!(b);
