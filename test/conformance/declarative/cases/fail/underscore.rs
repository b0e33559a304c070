macro_rules! m { ($i:ident) => {}; }
m!(_);
