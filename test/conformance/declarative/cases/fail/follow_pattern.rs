macro_rules! m { ($a:pat | $b:ident) => {}; }
m!(1 | b);
