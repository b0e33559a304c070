macro_rules! first_x { ($x:expr) => { let x = 3; let _y = $x; let _z = x; }; }
macro_rules! labels { ($e:expr) => { 'a: loop { if true { break 'a; } $e; } }; }
macro_rules! items { ($n:ident) => { fn $n() {} fn helper() {} }; }
items!(f);
fn main() {
    let x = 4;
    first_x!(x);
    'a: loop { labels!(break 'a); }
}
