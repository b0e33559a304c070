macro_rules! m { ($i:item) => {}; ($($t:tt)*) => {}; }
m!(struct 1;);
