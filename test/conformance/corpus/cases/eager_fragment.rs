//! A call that a fragment holds is expanded where a built-in macro wants the value
macro_rules! labelled {
    ($e:expr) => { concat!("<", $e, ">") };
    ($e:expr, $f:expr) => { labelled!(concat!($e, $f)) };
}
pub const CALL: &str = labelled!(stringify!(a + b));
pub const NESTED: &str = labelled!("x", concat!("y", -1));
