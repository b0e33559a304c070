//! Built-in attributes. `attributes.expanded.rs` is what rustc makes of them in test mode; `snapshot.sh` writes it anew.
#![feature(test)]
#![allow(dead_code, unused)]

mod tests {
    #[test]
    fn plain() {}
    #[test]
    #[ignore = "slow"]
    fn ignored() -> Result<(), ()> {
        Ok(())
    }
    #[test]
    #[should_panic(expected = "boom")]
    fn expected() {}
    #[test]
    #[should_panic = "boom"]
    #[ignore]
    pub(crate) fn both() {}
    #[should_panic]
    #[test]
    #[inline]
    fn panics() {}
    #[bench]
    fn measured(b: &mut test::Bencher) {}
}

#[global_allocator]
pub static GLOBAL: Allocator = Allocator;
