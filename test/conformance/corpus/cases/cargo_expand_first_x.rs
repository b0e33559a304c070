//! Two variables of one name: the function returns 3, though its expansion reads as if it returned 4
pub fn f() -> i32 {
    let x = 1;
    macro_rules! first_x { () => { x }; }
    let x = 2;
    x + first_x!()
}
