//! Macro calls are expanded wherever Rust allows them
macro_rules! id { ($($t:tt)*) => { $($t)* }; }
macro_rules! number { () => { 1 + 1 }; }
macro_rules! ty { ($t:ty) => { Option<$t> }; }
macro_rules! some { ($p:pat) => { Some($p) }; ($($p:pat),+) => { $(Some($p))|+ }; }
macro_rules! methods { ($($n:ident)*) => { $(pub fn $n(&self) -> u8 { 0 })* }; }
macro_rules! signatures { ($($n:ident)*) => { $(fn $n(&self);)* }; }
macro_rules! foreign { ($($n:ident)*) => { $(pub fn $n();)* }; }
macro_rules! lets { ($($n:ident = $e:expr),*) => { $(let $n = $e;)* }; }
macro_rules! nothing { ($($t:tt)*) => {}; }
macro_rules! block { ([$($s:stmt;)*] $e:expr) => { { $($s;)* $e } }; }
pub struct S { pub a: ty!(u8), pub b: [u8; number!()] }
pub struct T(pub ty!(ty!(u8)));
pub enum E { A = number!() as isize, B }
pub type Alias<A> = ty!(A);
impl S { methods!(first second); nothing! { here } methods! { third } }
pub trait Q { signatures!(one two); fn three(&self) -> ty!(u8) { None } }
extern "C" { foreign!(foreign_one foreign_two); }
pub mod inner { nothing!(); id! { pub fn made() {} } id!(pub fn also() {}); }
pub fn positions(x: ty!(u8)) -> ty!(u8) {
    lets!(one = 1, two = 2);
    nothing!();
    nothing! {}
    nothing![];
    let some!(y) = x else { return id!(None) };
    if let some!(1, 2) = x { id! { drop(y); } }
    match x { some!(1) => id!(1), some!(2, 3) if id!(true) => block!([let z = 1;] z), id!(_) => number!() };
    let closure = |some!(a): ty!(u8)| -> ty!(u8) { Some(id!(a)) };
    let _ = [id!(1), number!() * 2, -number!()];
    let _ = (id!(x), number!().max(3), &number!(), number!() as u8);
    for _ in 0..number!() { id!(continue) }
    while id!(false) { id!(break); }
    id! { let later = 1; }
    let _: ty!(Vec<ty!(u8)>) = id!(None::<ty!(Vec<ty!(u8)>)>).map(|v| id!(v));
    id!(one + two + later);
    id! { closure(Some(1)) }
}
