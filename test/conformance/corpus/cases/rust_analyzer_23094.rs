//! A shift behind a type that a macro was given is a shift
macro_rules! shifted { ($p:expr, $t:ty) => { 1 as $t << $p }; }
macro_rules! compared { ($p:expr, $t:ty) => { (1 as $t) < $p }; }
macro_rules! less { ($p:expr, $t:ty) => { 1 as $t < $p }; }
macro_rules! masked { ($t:ty, $n:literal) => { (1 as $t << (1 << $n)) - 1 }; }
pub const SHIFTED: u32 = shifted!(8 + 8, u32);
pub const COMPARED: bool = compared!(8 + 8, u32);
pub const LESS: bool = less!(8 + 8, u32);
pub const MASKED: u8 = masked!(u8, 2);
