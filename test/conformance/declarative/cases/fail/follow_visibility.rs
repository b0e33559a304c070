macro_rules! m { ($a:vis = $b:ident) => {}; }
m!(pub = b);
