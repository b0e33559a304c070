macro_rules! expression_repeats { ($($a:expr)*) => { [$($a),*] }; }
macro_rules! two_ways_to_the_end { ($($a:ident),* $($b:ident),*) => { 1 }; }
macro_rules! same_name_in_arms { ($a:ident) => { 1 }; ($a:literal) => { 2 }; }
macro_rules! never_reached { ($($t:tt)*) => { 1 }; (a $b:ident) => { $b }; }
macro_rules! unused_fragment { ($a:ident $b:expr) => { stringify!($a) }; }
fn main() {
    expression_repeats!(1); expression_repeats!(); expression_repeats!(f (1) [2]);
    two_ways_to_the_end!(); same_name_in_arms!(a); same_name_in_arms!(1); never_reached!(a b); unused_fragment!(a 1 + 1);
}
