macro_rules! m { ($($a:ident),*) => {}; }
m!(a, b,);
