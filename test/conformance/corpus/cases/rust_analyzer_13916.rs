//! A file full of logging calls takes the steps that rustc takes, and no more
macro_rules! fields {
    (@ { $($done:tt)* } $(,)?) => { [$($done)*] };
    (@ { $($done:tt)* } ?$name:ident, $($rest:tt)*) => { fields!(@ { $($done)* (stringify!($name), &$name), } $($rest)*) };
    (@ { $($done:tt)* } %$name:ident, $($rest:tt)*) => { fields!(@ { $($done)* (stringify!($name), &$name), } $($rest)*) };
    (@ { $($done:tt)* } $name:ident = $value:expr, $($rest:tt)*) => { fields!(@ { $($done)* (stringify!($name), &$value), } $($rest)*) };
    (@ { $($done:tt)* } $message:literal) => { fields!(@ { $($done)* ("message", &$message), }) };
}
macro_rules! error { ($($arguments:tt)+) => { fields!(@ {} $($arguments)+) }; }
pub fn main() {
    let (a, b, c) = (1, 2, 3);
    let _ = error!(?a, ?a, ?a, "Some error");
    let _ = error!(?a, %b, ?c, "Some error");
    let _ = error!(?b, ?c, d = a + b, "Some error");
    let _ = error!(?c, ?b, %a, "Some error");
    let _ = error!("Some error");
}
