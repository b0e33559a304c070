macro_rules! m { ($a:ty $(=> $b:ident)? $(+)?) => {}; }
m!(u8);
