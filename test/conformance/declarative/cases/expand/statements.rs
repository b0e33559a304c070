macro_rules! stmts { ($($s:stmt;)*) => { [$(stringify!($s)),*] }; }
macro_rules! run { ($($s:stmt)*) => { { $($s)* } }; }
macro_rules! block { ($b:block) => { stringify!($b) }; }
macro_rules! items { ($($i:item)*) => { $($i)* }; }
items! { fn f() {} struct S; #[derive(Clone)] enum E { A } const C: u8 = 1; impl S { fn g(&self) {} } mod m { pub fn h() {} } use m::h; macro_rules! made { () => { 1 }; } }
fn main() {
    stmts!(let a = 1; a + 1; fn f() {} ; if a { b }; return; loop {}; a = b;);
    run!(let a: u8 = 1);
    run!(let a = 1; let b = 2; b);
    block!({ a; b }); block!({});
    made!();
}
