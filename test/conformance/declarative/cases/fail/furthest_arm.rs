macro_rules! m { (a b c) => {}; (a b d e) => {}; (x) => {}; }
m!(a b d f);
