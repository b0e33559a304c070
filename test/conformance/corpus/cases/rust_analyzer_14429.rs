//! A type that was passed on is one token: neither an identifier nor a path with its arguments
macro_rules! by_type { ($t:ty) => { classify!($t) }; }
macro_rules! by_path { ($t:path) => { classify!($t) }; }
macro_rules! by_identifier { ($t:ident) => { classify!($t) }; }
macro_rules! classify { (u8) => { 1 }; ($i:ident) => { 2 }; (Vec<$t:ty>) => { 3 }; ($t:tt) => { 4 }; ($($t:tt)*) => { 5 }; }
pub const DIRECT: [u8; 4] = [classify!(u8), classify!(u16), classify!(Vec<u8>), classify!(&'static str)];
pub const PASSED_ON: [u8; 3] = [by_type!(u8), by_type!(Vec<u8>), by_type!(&'static str)];
pub const PATHS: [u8; 2] = [by_path!(u8), by_path!(Vec<u8>)];
pub const IDENTIFIERS: [u8; 2] = [by_identifier!(u8), by_identifier!(u16)];
