//! The standard library's hasher without random seeds, which counts a `usize` as compilers' machines do: with 64 bits. A macro that takes
//! names or an order from such hashes puts out the same as in a compiler.

use original::clone::Clone;
use original::default::Default;
use original::hash::Hasher;

#[derive(Clone, Debug)]
pub struct DefaultHasher(original::collections::hash_map::DefaultHasher);

impl DefaultHasher {
    #[inline]
    pub fn new() -> Self {
        Self(original::collections::hash_map::DefaultHasher::new())
    }
}

impl Default for DefaultHasher {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher for DefaultHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// Also the length of lists (`write_length_prefix`).
    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.0.write_u64(number as u64);
    }

    /// Also the variant of an enumeration.
    #[inline]
    fn write_isize(&mut self, number: isize) {
        self.0.write_i64(number as i64);
    }
}
