//! The elements of an array are all there after they were passed on twice
macro_rules! outer { ($($e:expr),* $(,)?) => { middle!([$($e),*]) }; }
macro_rules! middle { ([$($e:expr),*]) => { inner!(@list $($e)*) }; }
macro_rules! inner { (@list $($e:tt)*) => { [$($e),*] }; }
macro_rules! one { ($e:expr) => { [$e; 1] }; }
pub const NONE: [u8; 0] = outer!();
pub const ONE: [u8; 1] = outer!(1 + 1);
pub const TWO: [u8; 2] = outer!(1 + 1, if true { 2 } else { 3 },);
pub const REPEATED: [u8; 1] = one!(2 * 2);
