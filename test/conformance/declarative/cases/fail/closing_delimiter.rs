macro_rules! m { (($a:ident, $b:ident)) => {}; }
m!((a));
