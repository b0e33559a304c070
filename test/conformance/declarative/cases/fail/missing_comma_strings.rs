macro_rules! m { ($a:literal, $($b:expr),*) => {}; }
m!("{}" a);
