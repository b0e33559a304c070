//! A logging macro that was called without arguments fails at once
macro_rules! event {
    (target: $target:expr, $level:expr, { $($fields:tt)* }, $($arguments:tt)+) => { event!(target: $target, $level, { $($fields)* message = $($arguments)+ }) };
    (target: $target:expr, $level:expr, { $($fields:tt)+ }) => { ($target, $level, stringify!($($fields)+)) };
    (target: $target:expr, $level:expr, $($arguments:tt)+) => { event!(target: $target, $level, {}, $($arguments)+) };
    ($level:expr, { $($fields:tt)* }, $($arguments:tt)+) => { event!(target: "here", $level, { $($fields)* }, $($arguments)+) };
    ($level:expr, $($arguments:tt)+) => { event!(target: "here", $level, {}, $($arguments)+) };
    ($level:expr) => { event!(target: "here", $level,) };
}
macro_rules! error { ($($arguments:tt)*) => { event!("ERROR", $($arguments)*) }; }
pub fn main() { let _ = error!(); }
