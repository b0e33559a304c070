macro_rules! m { ($($v:vis)*) => {}; }
m!();
