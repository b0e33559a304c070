// edition: 2018
macro_rules! alternatives { ($($p:pat)|+ => $e:expr) => { match 1 { $($p)|+ => $e, _ => 0 } }; }
macro_rules! words { (async) => { 1 }; ($e:expr) => { 2 }; }
fn main() {
    alternatives!(1 | 2 => 3);
    words!(async);
    words!(r#async);
}
