//! A macro that calls itself twice and makes nothing ends, with one error
macro_rules! error { () => { error! {} error! {} }; }
error! {}
