macro_rules! m { ($($a:ident),+) => {}; }
m!();
