macro_rules! m { ($([$($a:ident)*] [$($b:ident)*])*) => { $($(const $a: u8 = $b;)*)* }; }
m!([a] [b] [c d] [e]);
