macro_rules! m { ($e:expr) => { 1 }; (a b) => { 2 }; }
macro_rules! adjacent { ($($a:ident)* , $b:ident) => { 3 }; }
fn main() {
    m!(a b);
    adjacent!(a b, c);
}
