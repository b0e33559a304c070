macro_rules! m { ($a:block $b:expr $c:ident) => {}; }
m!({} 1 c);
