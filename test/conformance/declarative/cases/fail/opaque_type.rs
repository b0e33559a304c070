macro_rules! outer { ($e:ty) => { inner!($e); }; }
macro_rules! inner { (u8) => {}; ($i:ident) => {}; }
outer!(u8);
