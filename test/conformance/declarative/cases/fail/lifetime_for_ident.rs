macro_rules! m { ($a:ident) => {}; ($a:literal) => {}; }
m!('a);
