macro_rules! m { ($($($a:ident)*)*) => { $(struct $a;)* }; }
m!(a b);
