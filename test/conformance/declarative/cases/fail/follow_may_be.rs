macro_rules! m { ($a:expr $(, $b:ident)* $(@)?) => {}; }
m!(1);
