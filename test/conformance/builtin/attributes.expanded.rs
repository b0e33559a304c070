#![feature(prelude_import)]
//! Built-in attributes. `attributes.expanded.rs` is what rustc makes of them in test mode; `snapshot.sh` writes it anew.
#![feature(test)]
#![allow(dead_code, unused)]
#[prelude_import]
use std::prelude::rust_2021::*;
#[macro_use]
extern crate std;

mod tests {
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::plain"]
    #[doc(hidden)]
    pub const plain: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::plain"),
                ignore: false,
                ignore_message: ::core::option::Option::None,
                source_file: "attributes.rs",
                start_line: 7usize,
                start_col: 8usize,
                end_line: 7usize,
                end_col: 13usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::No,
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticTestFn(#[coverage(off)] ||
                    test::assert_test_result(plain())),
        };
    fn plain() {}
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::ignored"]
    #[doc(hidden)]
    pub const ignored: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::ignored"),
                ignore: true,
                ignore_message: ::core::option::Option::Some("slow"),
                source_file: "attributes.rs",
                start_line: 10usize,
                start_col: 8usize,
                end_line: 10usize,
                end_col: 15usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::No,
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticTestFn(#[coverage(off)] ||
                    test::assert_test_result(ignored())),
        };
    #[ignore = "slow"]
    fn ignored() -> Result<(), ()> { Ok(()) }
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::expected"]
    #[doc(hidden)]
    pub const expected: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::expected"),
                ignore: false,
                ignore_message: ::core::option::Option::None,
                source_file: "attributes.rs",
                start_line: 15usize,
                start_col: 8usize,
                end_line: 15usize,
                end_col: 16usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::YesWithMessage("boom"),
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticTestFn(#[coverage(off)] ||
                    test::assert_test_result(expected())),
        };
    #[should_panic(expected = "boom")]
    fn expected() {}
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::both"]
    #[doc(hidden)]
    pub const both: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::both"),
                ignore: true,
                ignore_message: ::core::option::Option::None,
                source_file: "attributes.rs",
                start_line: 19usize,
                start_col: 19usize,
                end_line: 19usize,
                end_col: 23usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::YesWithMessage("boom"),
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticTestFn(#[coverage(off)] ||
                    test::assert_test_result(both())),
        };
    #[should_panic = "boom"]
    #[ignore]
    pub(crate) fn both() {}
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::panics"]
    #[doc(hidden)]
    pub const panics: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::panics"),
                ignore: false,
                ignore_message: ::core::option::Option::None,
                source_file: "attributes.rs",
                start_line: 23usize,
                start_col: 8usize,
                end_line: 23usize,
                end_col: 14usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::Yes,
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticTestFn(#[coverage(off)] ||
                    test::assert_test_result(panics())),
        };
    #[should_panic]
    #[inline]
    fn panics() {}
    extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = "tests::measured"]
    #[doc(hidden)]
    pub const measured: test::TestDescAndFn =
        test::TestDescAndFn {
            desc: test::TestDesc {
                name: test::StaticTestName("tests::measured"),
                ignore: false,
                ignore_message: ::core::option::Option::None,
                source_file: "attributes.rs",
                start_line: 25usize,
                start_col: 8usize,
                end_line: 25usize,
                end_col: 16usize,
                compile_fail: false,
                no_run: false,
                should_panic: test::ShouldPanic::No,
                test_type: test::TestType::Unknown,
            },
            testfn: test::StaticBenchFn(#[coverage(off)] |b|
                    test::assert_test_result(measured(b))),
        };
    fn measured(b: &mut test::Bencher) {}
}

pub static GLOBAL: Allocator = Allocator;
const _: () =
    {
        #[rustc_std_internal_symbol]
        unsafe fn __rust_alloc(size: usize, align: usize) -> *mut u8 {
            ::core::alloc::GlobalAlloc::alloc(&GLOBAL,
                ::core::alloc::Layout::from_size_align_unchecked(size, align))
        }
        #[rustc_std_internal_symbol]
        unsafe fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize)
            -> () {
            ::core::alloc::GlobalAlloc::dealloc(&GLOBAL, ptr,
                ::core::alloc::Layout::from_size_align_unchecked(size, align))
        }
        #[rustc_std_internal_symbol]
        unsafe fn __rust_realloc(ptr: *mut u8, size: usize, align: usize,
            new_size: usize) -> *mut u8 {
            ::core::alloc::GlobalAlloc::realloc(&GLOBAL, ptr,
                ::core::alloc::Layout::from_size_align_unchecked(size, align),
                new_size)
        }
        #[rustc_std_internal_symbol]
        unsafe fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
            ::core::alloc::GlobalAlloc::alloc_zeroed(&GLOBAL,
                ::core::alloc::Layout::from_size_align_unchecked(size, align))
        }
    };
#[rustc_main]
#[coverage(off)]
#[doc(hidden)]
pub fn main() -> () {
    extern crate test;
    test::test_main_static(&[&both, &expected, &ignored, &measured, &panics,
                    &plain])
}
