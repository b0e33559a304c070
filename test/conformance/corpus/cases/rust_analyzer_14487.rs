//! `if #[cfg(…)]` in the arguments of a further macro keeps its space: without it the text would be a literal's prefix
macro_rules! outer { () => { chosen! { if #[cfg(test)] { const A: i32 = 0; } else { const A: i32 = 1; } } }; }
macro_rules! chosen { (if #[cfg($test:meta)] { $($yes:tt)* } else { $($no:tt)* }) => { #[cfg($test)] mod chosen { $($yes)* } #[cfg(not($test))] mod chosen { $($no)* } }; }
outer!();
