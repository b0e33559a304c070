//! No arm matches: the call is an error and shows no arm's expansion
macro_rules! choose { (yes) => { true }; () => { false }; }
pub fn chosen() -> bool { choose!(whatever) }
