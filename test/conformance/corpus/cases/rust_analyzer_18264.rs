//! A local variable of a macro is the one that was visible where the macro was defined
pub fn at_definition() -> i32 {
    let value = 0;
    macro_rules! value { () => { value }; }
    let value = String::new();
    drop(value);
    value!()
}
macro_rules! first_and_own { ($e:expr) => { { let own = 3; $e + own } }; }
pub fn of_the_caller() -> i32 {
    let own = 4;
    first_and_own!(own)
}
macro_rules! labelled { ($e:expr) => { 'outer: loop { if $e { break 'outer; } } }; }
pub fn labels() {
    'outer: loop { labelled!({ break 'outer; }) }
}
