//! Stands for the crate `cfg_if` that the standard library uses, whose source rust-src does not bring along.

/// Keeps the tokens of the first branch whose condition holds.
#[macro_export]
macro_rules! cfg_if {
    (
        if #[cfg($first:meta)] { $($chosen:tt)* }
        $(else if #[cfg($next:meta)] { $($second:tt)* })*
        $(else { $($otherwise:tt)* })?
    ) => {
        $crate::cfg_if! { @pick () ($first) { $($chosen)* } $(($next) { $($second)* })* $(() { $($otherwise)* })? }
    };
    (@pick ($($earlier:meta,)*)) => {};
    (@pick ($($earlier:meta,)*) ($($condition:meta)?) { $($chosen:tt)* } $($rest:tt)*) => {
        #[cfg(all($($condition,)? not(any($($earlier),*))))]
        $crate::cfg_if! { @keep $($chosen)* }
        $crate::cfg_if! { @pick ($($earlier,)* $($condition,)?) $($rest)* }
    };
    (@keep $($tokens:tt)*) => { $($tokens)* };
}
