//! A macro that nests itself in types, patterns and expressions is expanded to the end everywhere
macro_rules! nest { ($last:tt) => { $last }; ($first:tt $($rest:tt)+) => { ($first, nest!($($rest)+)) }; }
macro_rules! flatten {
    ($name:ident: $($t:ident $v:ident),+) => {
        pub fn $name<$($t: Copy),+>(nested: nest!($($t)+)) -> ($($t,)+) {
            let nest!($($v)+) = nested;
            ($($v,)+)
        }
        pub fn back<$($t: Copy),+>(($($v,)+): ($($t,)+)) -> nest!($($t)+) { nest!($($v)+) }
    };
}
flatten!(flat: A a, B b, C c, D d);
