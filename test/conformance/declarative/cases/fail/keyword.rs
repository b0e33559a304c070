macro_rules! m { (struct $a:ident) => {}; }
m!(enum A);
