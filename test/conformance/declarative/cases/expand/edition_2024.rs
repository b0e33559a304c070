// edition: 2024
macro_rules! expression { ($e:expr_2021) => { 1 }; (_) => { 2 }; (const { $($t:tt)* }) => { 3 }; }
macro_rules! underscore { (_) => { 1 }; ($e:expr) => { 2 }; }
macro_rules! wide { ($e:expr) => { 1 }; (_) => { 2 }; }
fn main() {
    expression!(1 + 1);
    expression!(_);
    expression!(const { 1 });
    underscore!(_);
    wide!(const { 1 });
}
