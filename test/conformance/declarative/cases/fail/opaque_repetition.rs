macro_rules! outer { ($($e:expr),*) => { inner!($($e),*); }; }
macro_rules! inner { (1, 2) => {}; }
outer!(1, 2);
