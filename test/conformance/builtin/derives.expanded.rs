#![feature(prelude_import)]
//! Items with built-in derives. `derives.expanded.rs` is what rustc makes of them; `snapshot.sh` writes it anew.
#![allow(dead_code, unused)]
#![feature(adt_const_params, unsized_const_params, derive_coerce_pointee,
never_type)]
#[prelude_import]
use std::prelude::rust_2021::*;
#[macro_use]
extern crate std;

mod structs {
    struct Unit;
    #[automatically_derived]
    impl ::core::clone::Clone for Unit {
        #[inline]
        fn clone(&self) -> Unit { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Unit { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Unit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f, "Unit")
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Unit {
        #[inline]
        fn default() -> Unit { Unit {} }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Unit { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Unit {
        #[inline]
        fn eq(&self, other: &Unit) -> bool { true }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Unit {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Unit {
        #[inline]
        fn partial_cmp(&self, other: &Unit)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::option::Option::Some(::core::cmp::Ordering::Equal)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Unit {
        #[inline]
        fn cmp(&self, other: &Unit) -> ::core::cmp::Ordering {
            ::core::cmp::Ordering::Equal
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Unit {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {}
    }
    struct EmptyTuple();
    #[automatically_derived]
    impl ::core::clone::Clone for EmptyTuple {
        #[inline]
        fn clone(&self) -> EmptyTuple { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for EmptyTuple { }
    #[automatically_derived]
    impl ::core::fmt::Debug for EmptyTuple {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f, "EmptyTuple")
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for EmptyTuple {
        #[inline]
        fn default() -> EmptyTuple { EmptyTuple {} }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for EmptyTuple { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for EmptyTuple {
        #[inline]
        fn eq(&self, other: &EmptyTuple) -> bool { true }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for EmptyTuple {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for EmptyTuple {
        #[inline]
        fn partial_cmp(&self, other: &EmptyTuple)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::option::Option::Some(::core::cmp::Ordering::Equal)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for EmptyTuple {
        #[inline]
        fn cmp(&self, other: &EmptyTuple) -> ::core::cmp::Ordering {
            ::core::cmp::Ordering::Equal
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for EmptyTuple {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {}
    }
    struct EmptyNamed {}
    #[automatically_derived]
    impl ::core::clone::Clone for EmptyNamed {
        #[inline]
        fn clone(&self) -> EmptyNamed { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for EmptyNamed { }
    #[automatically_derived]
    impl ::core::fmt::Debug for EmptyNamed {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f, "EmptyNamed")
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for EmptyNamed {
        #[inline]
        fn default() -> EmptyNamed { EmptyNamed {} }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for EmptyNamed { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for EmptyNamed {
        #[inline]
        fn eq(&self, other: &EmptyNamed) -> bool { true }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for EmptyNamed {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for EmptyNamed {
        #[inline]
        fn partial_cmp(&self, other: &EmptyNamed)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::option::Option::Some(::core::cmp::Ordering::Equal)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for EmptyNamed {
        #[inline]
        fn cmp(&self, other: &EmptyNamed) -> ::core::cmp::Ordering {
            ::core::cmp::Ordering::Equal
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for EmptyNamed {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {}
    }
    pub struct Newtype(pub u8);
    #[automatically_derived]
    impl ::core::clone::Clone for Newtype {
        #[inline]
        fn clone(&self) -> Newtype {
            let _: ::core::clone::AssertParamIsClone<u8>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Newtype { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Newtype {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Newtype",
                &&self.0)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Newtype {
        #[inline]
        fn default() -> Newtype {
            Newtype(::core::default::Default::default())
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Newtype { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Newtype {
        #[inline]
        fn eq(&self, other: &Newtype) -> bool { self.0 == other.0 }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Newtype {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Newtype {
        #[inline]
        fn partial_cmp(&self, other: &Newtype)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Newtype {
        #[inline]
        fn cmp(&self, other: &Newtype) -> ::core::cmp::Ordering {
            ::core::cmp::Ord::cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Newtype {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state)
        }
    }
    pub(crate) struct One {
        x: u32,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for One {
        #[inline]
        fn clone(&self) -> One {
            let _: ::core::clone::AssertParamIsClone<u32>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for One { }
    #[automatically_derived]
    impl ::core::fmt::Debug for One {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field1_finish(f, "One", "x",
                &&self.x)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for One {
        #[inline]
        fn default() -> One { One { x: ::core::default::Default::default() } }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for One { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for One {
        #[inline]
        fn eq(&self, other: &One) -> bool { self.x == other.x }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for One {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u32>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for One {
        #[inline]
        fn partial_cmp(&self, other: &One)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::cmp::PartialOrd::partial_cmp(&self.x, &other.x)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for One {
        #[inline]
        fn cmp(&self, other: &One) -> ::core::cmp::Ordering {
            ::core::cmp::Ord::cmp(&self.x, &other.x)
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for One {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.x, state)
        }
    }
    struct Two {
        x: u32,
        y: u32,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Two {
        #[inline]
        fn clone(&self) -> Two {
            let _: ::core::clone::AssertParamIsClone<u32>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Two { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Two {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field2_finish(f, "Two", "x",
                &self.x, "y", &&self.y)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Two {
        #[inline]
        fn default() -> Two {
            Two {
                x: ::core::default::Default::default(),
                y: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Two { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Two {
        #[inline]
        fn eq(&self, other: &Two) -> bool {
            self.x == other.x && self.y == other.y
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Two {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u32>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Two {
        #[inline]
        fn partial_cmp(&self, other: &Two)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.x, &other.x) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    ::core::cmp::PartialOrd::partial_cmp(&self.y, &other.y),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Two {
        #[inline]
        fn cmp(&self, other: &Two) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.x, &other.x) {
                ::core::cmp::Ordering::Equal =>
                    ::core::cmp::Ord::cmp(&self.y, &other.y),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Two {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.x, state);
            ::core::hash::Hash::hash(&self.y, state)
        }
    }
    struct NotCopy(String, Vec<u8>, Option<Box<str>>);
    #[automatically_derived]
    impl ::core::clone::Clone for NotCopy {
        #[inline]
        fn clone(&self) -> NotCopy {
            NotCopy(::core::clone::Clone::clone(&self.0),
                ::core::clone::Clone::clone(&self.1),
                ::core::clone::Clone::clone(&self.2))
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for NotCopy {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field3_finish(f, "NotCopy",
                &self.0, &self.1, &&self.2)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for NotCopy {
        #[inline]
        fn default() -> NotCopy {
            NotCopy(::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default())
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for NotCopy { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for NotCopy {
        #[inline]
        fn eq(&self, other: &NotCopy) -> bool {
            self.0 == other.0 && self.1 == other.1 && self.2 == other.2
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for NotCopy {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<String>;
            let _: ::core::cmp::AssertParamIsEq<Vec<u8>>;
            let _: ::core::cmp::AssertParamIsEq<Option<Box<str>>>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for NotCopy {
        #[inline]
        fn partial_cmp(&self, other: &NotCopy)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.1,
                            &other.1) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(&self.2, &other.2),
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for NotCopy {
        #[inline]
        fn cmp(&self, other: &NotCopy) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.0, &other.0) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.1, &other.1) {
                        ::core::cmp::Ordering::Equal =>
                            ::core::cmp::Ord::cmp(&self.2, &other.2),
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for NotCopy {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state);
            ::core::hash::Hash::hash(&self.1, state);
            ::core::hash::Hash::hash(&self.2, state)
        }
    }
    struct Five {
        a: u8,
        b: String,
        c: [u8; 4],
        d: (u8, u16),
        e: Vec<Vec<u8>>,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Five {
        #[inline]
        fn clone(&self) -> Five {
            Five {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
                d: ::core::clone::Clone::clone(&self.d),
                e: ::core::clone::Clone::clone(&self.e),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Five {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field5_finish(f, "Five", "a",
                &self.a, "b", &self.b, "c", &self.c, "d", &self.d, "e",
                &&self.e)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Five {
        #[inline]
        fn default() -> Five {
            Five {
                a: ::core::default::Default::default(),
                b: ::core::default::Default::default(),
                c: ::core::default::Default::default(),
                d: ::core::default::Default::default(),
                e: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Five { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Five {
        #[inline]
        fn eq(&self, other: &Five) -> bool {
            self.a == other.a && self.b == other.b && self.c == other.c &&
                    self.d == other.d && self.e == other.e
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Five {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
            let _: ::core::cmp::AssertParamIsEq<[u8; 4]>;
            let _: ::core::cmp::AssertParamIsEq<(u8, u16)>;
            let _: ::core::cmp::AssertParamIsEq<Vec<Vec<u8>>>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Five {
        #[inline]
        fn partial_cmp(&self, other: &Five)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.a, &other.a) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.b,
                            &other.b) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            =>
                            match ::core::cmp::PartialOrd::partial_cmp(&self.c,
                                    &other.c) {
                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                    =>
                                    match ::core::cmp::PartialOrd::partial_cmp(&self.d,
                                            &other.d) {
                                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                            => ::core::cmp::PartialOrd::partial_cmp(&self.e, &other.e),
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Five {
        #[inline]
        fn cmp(&self, other: &Five) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.a, &other.a) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.b, &other.b) {
                        ::core::cmp::Ordering::Equal =>
                            match ::core::cmp::Ord::cmp(&self.c, &other.c) {
                                ::core::cmp::Ordering::Equal =>
                                    match ::core::cmp::Ord::cmp(&self.d, &other.d) {
                                        ::core::cmp::Ordering::Equal =>
                                            ::core::cmp::Ord::cmp(&self.e, &other.e),
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Five {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.a, state);
            ::core::hash::Hash::hash(&self.b, state);
            ::core::hash::Hash::hash(&self.c, state);
            ::core::hash::Hash::hash(&self.d, state);
            ::core::hash::Hash::hash(&self.e, state)
        }
    }
    struct Six {
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: String,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Six {
        #[inline]
        fn clone(&self) -> Six {
            Six {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
                d: ::core::clone::Clone::clone(&self.d),
                e: ::core::clone::Clone::clone(&self.e),
                f: ::core::clone::Clone::clone(&self.f),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Six {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            let names: &'static _ = &["a", "b", "c", "d", "e", "f"];
            let values: &[&dyn ::core::fmt::Debug] =
                &[&self.a, &self.b, &self.c, &self.d, &self.e, &&self.f];
            ::core::fmt::Formatter::debug_struct_fields_finish(f, "Six",
                names, values)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Six {
        #[inline]
        fn default() -> Six {
            Six {
                a: ::core::default::Default::default(),
                b: ::core::default::Default::default(),
                c: ::core::default::Default::default(),
                d: ::core::default::Default::default(),
                e: ::core::default::Default::default(),
                f: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Six { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Six {
        #[inline]
        fn eq(&self, other: &Six) -> bool {
            self.a == other.a && self.b == other.b && self.c == other.c &&
                        self.d == other.d && self.e == other.e && self.f == other.f
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Six {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Six {
        #[inline]
        fn partial_cmp(&self, other: &Six)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.a, &other.a) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.b,
                            &other.b) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            =>
                            match ::core::cmp::PartialOrd::partial_cmp(&self.c,
                                    &other.c) {
                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                    =>
                                    match ::core::cmp::PartialOrd::partial_cmp(&self.d,
                                            &other.d) {
                                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                            =>
                                            match ::core::cmp::PartialOrd::partial_cmp(&self.e,
                                                    &other.e) {
                                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                                    => ::core::cmp::PartialOrd::partial_cmp(&self.f, &other.f),
                                                cmp => cmp,
                                            },
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Six {
        #[inline]
        fn cmp(&self, other: &Six) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.a, &other.a) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.b, &other.b) {
                        ::core::cmp::Ordering::Equal =>
                            match ::core::cmp::Ord::cmp(&self.c, &other.c) {
                                ::core::cmp::Ordering::Equal =>
                                    match ::core::cmp::Ord::cmp(&self.d, &other.d) {
                                        ::core::cmp::Ordering::Equal =>
                                            match ::core::cmp::Ord::cmp(&self.e, &other.e) {
                                                ::core::cmp::Ordering::Equal =>
                                                    ::core::cmp::Ord::cmp(&self.f, &other.f),
                                                cmp => cmp,
                                            },
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Six {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.a, state);
            ::core::hash::Hash::hash(&self.b, state);
            ::core::hash::Hash::hash(&self.c, state);
            ::core::hash::Hash::hash(&self.d, state);
            ::core::hash::Hash::hash(&self.e, state);
            ::core::hash::Hash::hash(&self.f, state)
        }
    }
    struct SixTuple(u8, u8, u8, u8, u8, String);
    #[automatically_derived]
    impl ::core::clone::Clone for SixTuple {
        #[inline]
        fn clone(&self) -> SixTuple {
            SixTuple(::core::clone::Clone::clone(&self.0),
                ::core::clone::Clone::clone(&self.1),
                ::core::clone::Clone::clone(&self.2),
                ::core::clone::Clone::clone(&self.3),
                ::core::clone::Clone::clone(&self.4),
                ::core::clone::Clone::clone(&self.5))
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for SixTuple {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            let values: &[&dyn ::core::fmt::Debug] =
                &[&self.0, &self.1, &self.2, &self.3, &self.4, &&self.5];
            ::core::fmt::Formatter::debug_tuple_fields_finish(f, "SixTuple",
                values)
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for SixTuple {
        #[inline]
        fn default() -> SixTuple {
            SixTuple(::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default())
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for SixTuple { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for SixTuple {
        #[inline]
        fn eq(&self, other: &SixTuple) -> bool {
            self.0 == other.0 && self.1 == other.1 && self.2 == other.2 &&
                        self.3 == other.3 && self.4 == other.4 && self.5 == other.5
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for SixTuple {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for SixTuple {
        #[inline]
        fn partial_cmp(&self, other: &SixTuple)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.1,
                            &other.1) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            =>
                            match ::core::cmp::PartialOrd::partial_cmp(&self.2,
                                    &other.2) {
                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                    =>
                                    match ::core::cmp::PartialOrd::partial_cmp(&self.3,
                                            &other.3) {
                                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                            =>
                                            match ::core::cmp::PartialOrd::partial_cmp(&self.4,
                                                    &other.4) {
                                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                                    => ::core::cmp::PartialOrd::partial_cmp(&self.5, &other.5),
                                                cmp => cmp,
                                            },
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for SixTuple {
        #[inline]
        fn cmp(&self, other: &SixTuple) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.0, &other.0) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.1, &other.1) {
                        ::core::cmp::Ordering::Equal =>
                            match ::core::cmp::Ord::cmp(&self.2, &other.2) {
                                ::core::cmp::Ordering::Equal =>
                                    match ::core::cmp::Ord::cmp(&self.3, &other.3) {
                                        ::core::cmp::Ordering::Equal =>
                                            match ::core::cmp::Ord::cmp(&self.4, &other.4) {
                                                ::core::cmp::Ordering::Equal =>
                                                    ::core::cmp::Ord::cmp(&self.5, &other.5),
                                                cmp => cmp,
                                            },
                                        cmp => cmp,
                                    },
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for SixTuple {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state);
            ::core::hash::Hash::hash(&self.1, state);
            ::core::hash::Hash::hash(&self.2, state);
            ::core::hash::Hash::hash(&self.3, state);
            ::core::hash::Hash::hash(&self.4, state);
            ::core::hash::Hash::hash(&self.5, state)
        }
    }
    struct Raw {
        r#type: u8,
        r#fn: String,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Raw {
        #[inline]
        fn clone(&self) -> Raw {
            Raw {
                r#type: ::core::clone::Clone::clone(&self.r#type),
                r#fn: ::core::clone::Clone::clone(&self.r#fn),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Raw {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field2_finish(f, "Raw",
                "type", &self.r#type, "fn", &&self.r#fn)
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Raw { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Raw {
        #[inline]
        fn eq(&self, other: &Raw) -> bool {
            self.r#type == other.r#type && self.r#fn == other.r#fn
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Raw {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    struct r#struct(u8);
    #[automatically_derived]
    impl ::core::clone::Clone for r#struct {
        #[inline]
        fn clone(&self) -> r#struct {
            r#struct(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for r#struct {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "struct",
                &&self.0)
        }
    }
    struct Unsized {
        head: u8,
        tail: [u8],
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Unsized {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field2_finish(f, "Unsized",
                "head", &self.head, "tail", &&self.tail)
        }
    }
    struct SameTypes {
        a: u8,
        b: u8,
        c: [u8; 2],
        d: [u8; 2],
        e: core::num::NonZeroU8,
        f: core::num::NonZeroU8,
        g: (u8,),
        h: &'static str,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for SameTypes {
        #[inline]
        fn clone(&self) -> SameTypes {
            let _: ::core::clone::AssertParamIsClone<u8>;
            let _: ::core::clone::AssertParamIsClone<[u8; 2]>;
            let _: ::core::clone::AssertParamIsClone<[u8; 2]>;
            let _: ::core::clone::AssertParamIsClone<core::num::NonZeroU8>;
            let _: ::core::clone::AssertParamIsClone<core::num::NonZeroU8>;
            let _: ::core::clone::AssertParamIsClone<(u8,)>;
            let _: ::core::clone::AssertParamIsClone<&'static str>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for SameTypes { }
}

mod generics {
    use core::fmt::Display;
    use core::marker::PhantomData;

    struct Type<T>(T);
    #[automatically_derived]
    impl<T: ::core::clone::Clone> ::core::clone::Clone for Type<T> {
        #[inline]
        fn clone(&self) -> Type<T> {
            Type(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl<T: ::core::marker::Copy> ::core::marker::Copy for Type<T> { }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug> ::core::fmt::Debug for Type<T> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Type",
                &&self.0)
        }
    }
    #[automatically_derived]
    impl<T: ::core::default::Default> ::core::default::Default for Type<T> {
        #[inline]
        fn default() -> Type<T> { Type(::core::default::Default::default()) }
    }
    #[automatically_derived]
    impl<T> ::core::marker::StructuralPartialEq for Type<T> { }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq> ::core::cmp::PartialEq for Type<T> {
        #[inline]
        fn eq(&self, other: &Type<T>) -> bool { self.0 == other.0 }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::Eq> ::core::cmp::Eq for Type<T> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<T>;
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialOrd> ::core::cmp::PartialOrd for Type<T> {
        #[inline]
        fn partial_cmp(&self, other: &Type<T>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::Ord> ::core::cmp::Ord for Type<T> {
        #[inline]
        fn cmp(&self, other: &Type<T>) -> ::core::cmp::Ordering {
            ::core::cmp::Ord::cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl<T: ::core::hash::Hash> ::core::hash::Hash for Type<T> {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state)
        }
    }
    struct Lifetime<'a>(&'a str);
    #[automatically_derived]
    impl<'a> ::core::clone::Clone for Lifetime<'a> {
        #[inline]
        fn clone(&self) -> Lifetime<'a> {
            let _: ::core::clone::AssertParamIsClone<&'a str>;
            *self
        }
    }
    #[automatically_derived]
    impl<'a> ::core::marker::Copy for Lifetime<'a> { }
    #[automatically_derived]
    impl<'a> ::core::fmt::Debug for Lifetime<'a> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Lifetime",
                &&self.0)
        }
    }
    #[automatically_derived]
    impl<'a> ::core::marker::StructuralPartialEq for Lifetime<'a> { }
    #[automatically_derived]
    impl<'a> ::core::cmp::PartialEq for Lifetime<'a> {
        #[inline]
        fn eq(&self, other: &Lifetime<'a>) -> bool { self.0 == other.0 }
    }
    #[automatically_derived]
    impl<'a> ::core::cmp::Eq for Lifetime<'a> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<&'a str>;
        }
    }
    #[automatically_derived]
    impl<'a> ::core::cmp::PartialOrd for Lifetime<'a> {
        #[inline]
        fn partial_cmp(&self, other: &Lifetime<'a>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::cmp::PartialOrd::partial_cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl<'a> ::core::cmp::Ord for Lifetime<'a> {
        #[inline]
        fn cmp(&self, other: &Lifetime<'a>) -> ::core::cmp::Ordering {
            ::core::cmp::Ord::cmp(&self.0, &other.0)
        }
    }
    #[automatically_derived]
    impl<'a> ::core::hash::Hash for Lifetime<'a> {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state)
        }
    }
    struct Many<'a, 'b: 'a, T: 'a + Display, U = u8, const N : usize = 3>
        where T: Clone + Copy, U: ?Sized {
        a: &'a T,
        b: &'b [u8; N],
        c: PhantomData<U>,
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::clone::Clone + 'a + Display,
        U: ::core::clone::Clone, const N : usize> ::core::clone::Clone for
        Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
        #[inline]
        fn clone(&self) -> Many<'a, 'b, T, U, N> {
            Many {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
            }
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::marker::Copy + 'a + Display,
        U: ::core::marker::Copy, const N : usize> ::core::marker::Copy for
        Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::fmt::Debug + 'a + Display,
        U: ::core::fmt::Debug, const N : usize> ::core::fmt::Debug for
        Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field3_finish(f, "Many", "a",
                &self.a, "b", &self.b, "c", &&self.c)
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: 'a + Display, U, const N : usize>
        ::core::marker::StructuralPartialEq for Many<'a, 'b, T, U, N> where
        T: Clone + Copy, U: ?Sized {
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::cmp::PartialEq + 'a + Display,
        U: ::core::cmp::PartialEq, const N : usize> ::core::cmp::PartialEq for
        Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
        #[inline]
        fn eq(&self, other: &Many<'a, 'b, T, U, N>) -> bool {
            self.a == other.a && self.b == other.b && self.c == other.c
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::cmp::Eq + 'a + Display, U: ::core::cmp::Eq,
        const N : usize> ::core::cmp::Eq for Many<'a, 'b, T, U, N> where
        T: Clone + Copy, U: ?Sized {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<&'a T>;
            let _: ::core::cmp::AssertParamIsEq<&'b [u8; N]>;
            let _: ::core::cmp::AssertParamIsEq<PhantomData<U>>;
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::cmp::PartialOrd + 'a + Display,
        U: ::core::cmp::PartialOrd, const N : usize> ::core::cmp::PartialOrd
        for Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
        #[inline]
        fn partial_cmp(&self, other: &Many<'a, 'b, T, U, N>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.a, &other.a) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.b,
                            &other.b) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(&self.c, &other.c),
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::cmp::Ord + 'a + Display, U: ::core::cmp::Ord,
        const N : usize> ::core::cmp::Ord for Many<'a, 'b, T, U, N> where
        T: Clone + Copy, U: ?Sized {
        #[inline]
        fn cmp(&self, other: &Many<'a, 'b, T, U, N>)
            -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.a, &other.a) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.b, &other.b) {
                        ::core::cmp::Ordering::Equal =>
                            ::core::cmp::Ord::cmp(&self.c, &other.c),
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<'a, 'b: 'a, T: ::core::hash::Hash + 'a + Display,
        U: ::core::hash::Hash, const N : usize> ::core::hash::Hash for
        Many<'a, 'b, T, U, N> where T: Clone + Copy, U: ?Sized {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.a, state);
            ::core::hash::Hash::hash(&self.b, state);
            ::core::hash::Hash::hash(&self.c, state)
        }
    }
    struct Projection<I: Iterator, J: IntoIterator> where J::Item: Default {
        item: I::Item,
        peeked: Option<Option<I::Item>>,
        other: <J as IntoIterator>::Item,
        both: (Vec<J::IntoIter>, I),
    }
    #[automatically_derived]
    impl<I: ::core::clone::Clone + Iterator, J: ::core::clone::Clone +
        IntoIterator> ::core::clone::Clone for Projection<I, J> where
        J::Item: Default, I::Item: ::core::clone::Clone,
        I::Item: ::core::clone::Clone, J::IntoIter: ::core::clone::Clone {
        #[inline]
        fn clone(&self) -> Projection<I, J> {
            Projection {
                item: ::core::clone::Clone::clone(&self.item),
                peeked: ::core::clone::Clone::clone(&self.peeked),
                other: ::core::clone::Clone::clone(&self.other),
                both: ::core::clone::Clone::clone(&self.both),
            }
        }
    }
    #[automatically_derived]
    impl<I: ::core::fmt::Debug + Iterator, J: ::core::fmt::Debug +
        IntoIterator> ::core::fmt::Debug for Projection<I, J> where
        J::Item: Default, I::Item: ::core::fmt::Debug,
        I::Item: ::core::fmt::Debug, J::IntoIter: ::core::fmt::Debug {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field4_finish(f,
                "Projection", "item", &self.item, "peeked", &self.peeked,
                "other", &self.other, "both", &&self.both)
        }
    }
    #[automatically_derived]
    impl<I: ::core::default::Default + Iterator, J: ::core::default::Default +
        IntoIterator> ::core::default::Default for Projection<I, J> where
        J::Item: Default, I::Item: ::core::default::Default,
        I::Item: ::core::default::Default,
        J::IntoIter: ::core::default::Default {
        #[inline]
        fn default() -> Projection<I, J> {
            Projection {
                item: ::core::default::Default::default(),
                peeked: ::core::default::Default::default(),
                other: ::core::default::Default::default(),
                both: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<I: Iterator, J: IntoIterator> ::core::marker::StructuralPartialEq for
        Projection<I, J> where J::Item: Default {
    }
    #[automatically_derived]
    impl<I: ::core::cmp::PartialEq + Iterator, J: ::core::cmp::PartialEq +
        IntoIterator> ::core::cmp::PartialEq for Projection<I, J> where
        J::Item: Default, I::Item: ::core::cmp::PartialEq,
        I::Item: ::core::cmp::PartialEq, J::IntoIter: ::core::cmp::PartialEq {
        #[inline]
        fn eq(&self, other: &Projection<I, J>) -> bool {
            self.item == other.item && self.peeked == other.peeked &&
                    self.other == other.other && self.both == other.both
        }
    }
    #[automatically_derived]
    impl<I: ::core::cmp::Eq + Iterator, J: ::core::cmp::Eq + IntoIterator>
        ::core::cmp::Eq for Projection<I, J> where J::Item: Default,
        I::Item: ::core::cmp::Eq, I::Item: ::core::cmp::Eq,
        J::IntoIter: ::core::cmp::Eq {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<I::Item>;
            let _: ::core::cmp::AssertParamIsEq<Option<Option<I::Item>>>;
            let _: ::core::cmp::AssertParamIsEq<<J as IntoIterator>::Item>;
            let _: ::core::cmp::AssertParamIsEq<(Vec<J::IntoIter>, I)>;
        }
    }
    #[automatically_derived]
    impl<I: ::core::cmp::PartialOrd + Iterator, J: ::core::cmp::PartialOrd +
        IntoIterator> ::core::cmp::PartialOrd for Projection<I, J> where
        J::Item: Default, I::Item: ::core::cmp::PartialOrd,
        I::Item: ::core::cmp::PartialOrd, J::IntoIter: ::core::cmp::PartialOrd
        {
        #[inline]
        fn partial_cmp(&self, other: &Projection<I, J>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&self.item,
                    &other.item) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match ::core::cmp::PartialOrd::partial_cmp(&self.peeked,
                            &other.peeked) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            =>
                            match ::core::cmp::PartialOrd::partial_cmp(&self.other,
                                    &other.other) {
                                ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                                    =>
                                    ::core::cmp::PartialOrd::partial_cmp(&self.both,
                                        &other.both),
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<I: ::core::cmp::Ord + Iterator, J: ::core::cmp::Ord + IntoIterator>
        ::core::cmp::Ord for Projection<I, J> where J::Item: Default,
        I::Item: ::core::cmp::Ord, I::Item: ::core::cmp::Ord,
        J::IntoIter: ::core::cmp::Ord {
        #[inline]
        fn cmp(&self, other: &Projection<I, J>) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&self.item, &other.item) {
                ::core::cmp::Ordering::Equal =>
                    match ::core::cmp::Ord::cmp(&self.peeked, &other.peeked) {
                        ::core::cmp::Ordering::Equal =>
                            match ::core::cmp::Ord::cmp(&self.other, &other.other) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(&self.both, &other.both),
                                cmp => cmp,
                            },
                        cmp => cmp,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<I: ::core::hash::Hash + Iterator, J: ::core::hash::Hash +
        IntoIterator> ::core::hash::Hash for Projection<I, J> where
        J::Item: Default, I::Item: ::core::hash::Hash,
        I::Item: ::core::hash::Hash, J::IntoIter: ::core::hash::Hash {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.item, state);
            ::core::hash::Hash::hash(&self.peeked, state);
            ::core::hash::Hash::hash(&self.other, state);
            ::core::hash::Hash::hash(&self.both, state)
        }
    }
    struct HigherRanked<T: for<'a> Fn(&'a u8) -> &'a u8, U: Trait> {
        f: T,
        g: for<'a> fn(U::Of<'a>) -> u8,
        h: Box<dyn for<'b> Other<U::Of<'b>>>,
    }
    #[automatically_derived]
    impl<T: ::core::clone::Clone + for<'a> Fn(&'a u8) -> &'a u8,
        U: ::core::clone::Clone + Trait> ::core::clone::Clone for
        HigherRanked<T, U> where for<'a> U::Of<'a>: ::core::clone::Clone,
        for<'b> U::Of<'b>: ::core::clone::Clone {
        #[inline]
        fn clone(&self) -> HigherRanked<T, U> {
            HigherRanked {
                f: ::core::clone::Clone::clone(&self.f),
                g: ::core::clone::Clone::clone(&self.g),
                h: ::core::clone::Clone::clone(&self.h),
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug + for<'a> Fn(&'a u8) -> &'a u8,
        U: ::core::fmt::Debug + Trait> ::core::fmt::Debug for
        HigherRanked<T, U> where for<'a> U::Of<'a>: ::core::fmt::Debug,
        for<'b> U::Of<'b>: ::core::fmt::Debug {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field3_finish(f,
                "HigherRanked", "f", &self.f, "g", &self.g, "h", &&self.h)
        }
    }
    trait Trait {
        type Of<'a>;
    }
    trait Other<T> {}
    struct Constants<const A : usize, const B : bool>([u8; A]);
    #[automatically_derived]
    impl<const A : usize, const B : bool> ::core::clone::Clone for
        Constants<A, B> {
        #[inline]
        fn clone(&self) -> Constants<A, B> {
            let _: ::core::clone::AssertParamIsClone<[u8; A]>;
            *self
        }
    }
    #[automatically_derived]
    impl<const A : usize, const B : bool> ::core::marker::Copy for
        Constants<A, B> {
    }
    #[automatically_derived]
    impl<const A : usize, const B : bool> ::core::marker::StructuralPartialEq
        for Constants<A, B> {
    }
    #[automatically_derived]
    impl<const A : usize, const B : bool> ::core::cmp::PartialEq for
        Constants<A, B> {
        #[inline]
        fn eq(&self, other: &Constants<A, B>) -> bool { self.0 == other.0 }
    }
    #[automatically_derived]
    impl<const A : usize, const B : bool> ::core::cmp::Eq for Constants<A, B>
        {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<[u8; A]>;
        }
    }
    enum Tree<K: Ord, V> {
        Leaf,
        Node {
            key: K,
            value: V,
            children: Vec<Tree<K, V>>,
        },
    }
    #[automatically_derived]
    impl<K: ::core::clone::Clone + Ord, V: ::core::clone::Clone>
        ::core::clone::Clone for Tree<K, V> {
        #[inline]
        fn clone(&self) -> Tree<K, V> {
            match self {
                Tree::Leaf => Tree::Leaf,
                Tree::Node {
                    key: __self_0, value: __self_1, children: __self_2 } =>
                    Tree::Node {
                        key: ::core::clone::Clone::clone(__self_0),
                        value: ::core::clone::Clone::clone(__self_1),
                        children: ::core::clone::Clone::clone(__self_2),
                    },
            }
        }
    }
    #[automatically_derived]
    impl<K: ::core::fmt::Debug + Ord, V: ::core::fmt::Debug>
        ::core::fmt::Debug for Tree<K, V> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Tree::Leaf => ::core::fmt::Formatter::write_str(f, "Leaf"),
                Tree::Node {
                    key: __self_0, value: __self_1, children: __self_2 } =>
                    ::core::fmt::Formatter::debug_struct_field3_finish(f,
                        "Node", "key", __self_0, "value", __self_1, "children",
                        &__self_2),
            }
        }
    }
    #[automatically_derived]
    impl<K: Ord, V> ::core::marker::StructuralPartialEq for Tree<K, V> { }
    #[automatically_derived]
    impl<K: ::core::cmp::PartialEq + Ord, V: ::core::cmp::PartialEq>
        ::core::cmp::PartialEq for Tree<K, V> {
        #[inline]
        fn eq(&self, other: &Tree<K, V>) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Tree::Node {
                        key: __self_0, value: __self_1, children: __self_2 },
                        Tree::Node {
                        key: __arg1_0, value: __arg1_1, children: __arg1_2 }) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1 &&
                            __self_2 == __arg1_2,
                    _ => true,
                }
        }
    }
    struct ConstParameterOnly<const N : usize>;
    #[automatically_derived]
    impl<const N : usize> ::core::clone::Clone for ConstParameterOnly<N> {
        #[inline]
        fn clone(&self) -> ConstParameterOnly<N> { *self }
    }
    #[automatically_derived]
    impl<const N : usize> ::core::marker::Copy for ConstParameterOnly<N> { }
    struct Bounded<T: PartialEq<u8> + 'static, U: Fn(u8) -> u8>(T, U) where
        T: Into<Vec<U>>, for<'x> &'x T: PartialEq;
    #[automatically_derived]
    impl<T: PartialEq<u8> + 'static, U: Fn(u8) -> u8>
        ::core::marker::StructuralPartialEq for Bounded<T, U> where
        T: Into<Vec<U>>, for<'x> &'x T: PartialEq {
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq + PartialEq<u8> + 'static,
        U: ::core::cmp::PartialEq + Fn(u8) -> u8> ::core::cmp::PartialEq for
        Bounded<T, U> where T: Into<Vec<U>>, for<'x> &'x T: PartialEq {
        #[inline]
        fn eq(&self, other: &Bounded<T, U>) -> bool {
            self.0 == other.0 && self.1 == other.1
        }
    }
    #[automatically_derived]
    impl<T: ::core::clone::Clone + PartialEq<u8> + 'static,
        U: ::core::clone::Clone + Fn(u8) -> u8> ::core::clone::Clone for
        Bounded<T, U> where T: Into<Vec<U>>, for<'x> &'x T: PartialEq {
        #[inline]
        fn clone(&self) -> Bounded<T, U> {
            Bounded(::core::clone::Clone::clone(&self.0),
                ::core::clone::Clone::clone(&self.1))
        }
    }
}

mod enums {
    enum Empty {}
    #[automatically_derived]
    impl ::core::clone::Clone for Empty {
        #[inline]
        fn clone(&self) -> Empty { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Empty { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Empty {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match *self {}
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Empty { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Empty {
        #[inline]
        fn eq(&self, other: &Empty) -> bool { match *self {} }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Empty {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Empty {
        #[inline]
        fn partial_cmp(&self, other: &Empty)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match *self {}
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Empty {
        #[inline]
        fn cmp(&self, other: &Empty) -> ::core::cmp::Ordering {
            match *self {}
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Empty {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            match *self {}
        }
    }
    enum Single {

        #[default]
        A,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Single {
        #[inline]
        fn clone(&self) -> Single { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Single { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Single {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f, "A")
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Single {
        #[inline]
        fn default() -> Single { Self::A }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Single { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Single {
        #[inline]
        fn eq(&self, other: &Single) -> bool { true }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Single {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Single {
        #[inline]
        fn partial_cmp(&self, other: &Single)
            -> ::core::option::Option<::core::cmp::Ordering> {
            ::core::option::Option::Some(::core::cmp::Ordering::Equal)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Single {
        #[inline]
        fn cmp(&self, other: &Single) -> ::core::cmp::Ordering {
            ::core::cmp::Ordering::Equal
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Single {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {}
    }
    enum SingleTuple { A(String), }
    #[automatically_derived]
    impl ::core::clone::Clone for SingleTuple {
        #[inline]
        fn clone(&self) -> SingleTuple {
            match self {
                SingleTuple::A(__self_0) =>
                    SingleTuple::A(::core::clone::Clone::clone(__self_0)),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for SingleTuple {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                SingleTuple::A(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "A",
                        &__self_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for SingleTuple { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for SingleTuple {
        #[inline]
        fn eq(&self, other: &SingleTuple) -> bool {
            match (self, other) {
                (SingleTuple::A(__self_0), SingleTuple::A(__arg1_0)) =>
                    __self_0 == __arg1_0,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for SingleTuple {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for SingleTuple {
        #[inline]
        fn partial_cmp(&self, other: &SingleTuple)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match (self, other) {
                (SingleTuple::A(__self_0), SingleTuple::A(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for SingleTuple {
        #[inline]
        fn cmp(&self, other: &SingleTuple) -> ::core::cmp::Ordering {
            match (self, other) {
                (SingleTuple::A(__self_0), SingleTuple::A(__arg1_0)) =>
                    ::core::cmp::Ord::cmp(__self_0, __arg1_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for SingleTuple {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            match self {
                SingleTuple::A(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
            }
        }
    }
    enum SingleNamed {
        A {
            x: String,
            y: u8,
        },
    }
    #[automatically_derived]
    impl ::core::clone::Clone for SingleNamed {
        #[inline]
        fn clone(&self) -> SingleNamed {
            match self {
                SingleNamed::A { x: __self_0, y: __self_1 } =>
                    SingleNamed::A {
                        x: ::core::clone::Clone::clone(__self_0),
                        y: ::core::clone::Clone::clone(__self_1),
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for SingleNamed {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                SingleNamed::A { x: __self_0, y: __self_1 } =>
                    ::core::fmt::Formatter::debug_struct_field2_finish(f, "A",
                        "x", __self_0, "y", &__self_1),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for SingleNamed { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for SingleNamed {
        #[inline]
        fn eq(&self, other: &SingleNamed) -> bool {
            match (self, other) {
                (SingleNamed::A { x: __self_0, y: __self_1 }, SingleNamed::A {
                    x: __arg1_0, y: __arg1_1 }) =>
                    __self_0 == __arg1_0 && __self_1 == __arg1_1,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for SingleNamed {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<String>;
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for SingleNamed {
        #[inline]
        fn partial_cmp(&self, other: &SingleNamed)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match (self, other) {
                (SingleNamed::A { x: __self_0, y: __self_1 }, SingleNamed::A {
                    x: __arg1_0, y: __arg1_1 }) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for SingleNamed {
        #[inline]
        fn cmp(&self, other: &SingleNamed) -> ::core::cmp::Ordering {
            match (self, other) {
                (SingleNamed::A { x: __self_0, y: __self_1 }, SingleNamed::A {
                    x: __arg1_0, y: __arg1_1 }) =>
                    match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                        ::core::cmp::Ordering::Equal =>
                            ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for SingleNamed {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            match self {
                SingleNamed::A { x: __self_0, y: __self_1 } => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
            }
        }
    }
    enum Fieldless {
        A,

        #[default]
        B,
        C = 7,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Fieldless {
        #[inline]
        fn clone(&self) -> Fieldless { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Fieldless { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Fieldless {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f,
                match self {
                    Fieldless::A => "A",
                    Fieldless::B => "B",
                    Fieldless::C => "C",
                })
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Fieldless {
        #[inline]
        fn default() -> Fieldless { Self::B }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Fieldless { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Fieldless {
        #[inline]
        fn eq(&self, other: &Fieldless) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Fieldless {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Fieldless {
        #[inline]
        fn partial_cmp(&self, other: &Fieldless)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            ::core::cmp::PartialOrd::partial_cmp(&__self_discr, &__arg1_discr)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Fieldless {
        #[inline]
        fn cmp(&self, other: &Fieldless) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr)
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Fieldless {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state)
        }
    }
    enum FieldlessForms { A, B(), C {}, }
    #[automatically_derived]
    impl ::core::clone::Clone for FieldlessForms {
        #[inline]
        fn clone(&self) -> FieldlessForms {
            match self {
                FieldlessForms::A => FieldlessForms::A,
                FieldlessForms::B() => FieldlessForms::B(),
                FieldlessForms::C {} => FieldlessForms::C {},
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for FieldlessForms {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f,
                match self {
                    FieldlessForms::A => "A",
                    FieldlessForms::B() => "B",
                    FieldlessForms::C {} => "C",
                })
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for FieldlessForms { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for FieldlessForms {
        #[inline]
        fn eq(&self, other: &FieldlessForms) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for FieldlessForms {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for FieldlessForms {
        #[inline]
        fn partial_cmp(&self, other: &FieldlessForms)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            ::core::cmp::PartialOrd::partial_cmp(&__self_discr, &__arg1_discr)
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for FieldlessForms {
        #[inline]
        fn cmp(&self, other: &FieldlessForms) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr)
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for FieldlessForms {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state)
        }
    }
    enum Mixed {

        #[default]
        A,
        B(u8),
        C {
            x: u8,
            y: String,
        },
        D,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Mixed {
        #[inline]
        fn clone(&self) -> Mixed {
            match self {
                Mixed::A => Mixed::A,
                Mixed::B(__self_0) =>
                    Mixed::B(::core::clone::Clone::clone(__self_0)),
                Mixed::C { x: __self_0, y: __self_1 } =>
                    Mixed::C {
                        x: ::core::clone::Clone::clone(__self_0),
                        y: ::core::clone::Clone::clone(__self_1),
                    },
                Mixed::D => Mixed::D,
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Mixed {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Mixed::A => ::core::fmt::Formatter::write_str(f, "A"),
                Mixed::B(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "B",
                        &__self_0),
                Mixed::C { x: __self_0, y: __self_1 } =>
                    ::core::fmt::Formatter::debug_struct_field2_finish(f, "C",
                        "x", __self_0, "y", &__self_1),
                Mixed::D => ::core::fmt::Formatter::write_str(f, "D"),
            }
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Mixed {
        #[inline]
        fn default() -> Mixed { Self::A }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Mixed { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Mixed {
        #[inline]
        fn eq(&self, other: &Mixed) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Mixed::B(__self_0), Mixed::B(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (Mixed::C { x: __self_0, y: __self_1 }, Mixed::C {
                        x: __arg1_0, y: __arg1_1 }) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Mixed {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Mixed {
        #[inline]
        fn partial_cmp(&self, other: &Mixed)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (Mixed::B(__self_0), Mixed::B(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                (Mixed::C { x: __self_0, y: __self_1 }, Mixed::C {
                    x: __arg1_0, y: __arg1_1 }) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Mixed {
        #[inline]
        fn cmp(&self, other: &Mixed) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (Mixed::B(__self_0), Mixed::B(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (Mixed::C { x: __self_0, y: __self_1 }, Mixed::C {
                            x: __arg1_0, y: __arg1_1 }) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Mixed {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                Mixed::B(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                Mixed::C { x: __self_0, y: __self_1 } => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
                _ => {}
            }
        }
    }
    enum AllWithFields {
        A(u8),
        B(u8, String),
        C {
            x: u8,
            y: String,
        },
    }
    #[automatically_derived]
    impl ::core::clone::Clone for AllWithFields {
        #[inline]
        fn clone(&self) -> AllWithFields {
            match self {
                AllWithFields::A(__self_0) =>
                    AllWithFields::A(::core::clone::Clone::clone(__self_0)),
                AllWithFields::B(__self_0, __self_1) =>
                    AllWithFields::B(::core::clone::Clone::clone(__self_0),
                        ::core::clone::Clone::clone(__self_1)),
                AllWithFields::C { x: __self_0, y: __self_1 } =>
                    AllWithFields::C {
                        x: ::core::clone::Clone::clone(__self_0),
                        y: ::core::clone::Clone::clone(__self_1),
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for AllWithFields {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                AllWithFields::A(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "A",
                        &__self_0),
                AllWithFields::B(__self_0, __self_1) =>
                    ::core::fmt::Formatter::debug_tuple_field2_finish(f, "B",
                        __self_0, &__self_1),
                AllWithFields::C { x: __self_0, y: __self_1 } =>
                    ::core::fmt::Formatter::debug_struct_field2_finish(f, "C",
                        "x", __self_0, "y", &__self_1),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for AllWithFields { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for AllWithFields {
        #[inline]
        fn eq(&self, other: &AllWithFields) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (AllWithFields::A(__self_0), AllWithFields::A(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (AllWithFields::B(__self_0, __self_1),
                        AllWithFields::B(__arg1_0, __arg1_1)) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    (AllWithFields::C { x: __self_0, y: __self_1 },
                        AllWithFields::C { x: __arg1_0, y: __arg1_1 }) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    _ => unsafe { ::core::intrinsics::unreachable() }
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for AllWithFields {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<String>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for AllWithFields {
        #[inline]
        fn partial_cmp(&self, other: &AllWithFields)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (AllWithFields::A(__self_0), AllWithFields::A(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                (AllWithFields::B(__self_0, __self_1),
                    AllWithFields::B(__arg1_0, __arg1_1)) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                (AllWithFields::C { x: __self_0, y: __self_1 },
                    AllWithFields::C { x: __arg1_0, y: __arg1_1 }) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for AllWithFields {
        #[inline]
        fn cmp(&self, other: &AllWithFields) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (AllWithFields::A(__self_0), AllWithFields::A(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (AllWithFields::B(__self_0, __self_1),
                            AllWithFields::B(__arg1_0, __arg1_1)) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        (AllWithFields::C { x: __self_0, y: __self_1 },
                            AllWithFields::C { x: __arg1_0, y: __arg1_1 }) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        _ => unsafe { ::core::intrinsics::unreachable() }
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for AllWithFields {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                AllWithFields::A(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                AllWithFields::B(__self_0, __self_1) => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
                AllWithFields::C { x: __self_0, y: __self_1 } => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
            }
        }
    }
    enum FarApart { A(u8), B, C, D(u8), E, F(u8), }
    #[automatically_derived]
    impl ::core::clone::Clone for FarApart {
        #[inline]
        fn clone(&self) -> FarApart {
            match self {
                FarApart::A(__self_0) =>
                    FarApart::A(::core::clone::Clone::clone(__self_0)),
                FarApart::B => FarApart::B,
                FarApart::C => FarApart::C,
                FarApart::D(__self_0) =>
                    FarApart::D(::core::clone::Clone::clone(__self_0)),
                FarApart::E => FarApart::E,
                FarApart::F(__self_0) =>
                    FarApart::F(::core::clone::Clone::clone(__self_0)),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for FarApart {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                FarApart::A(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "A",
                        &__self_0),
                FarApart::B => ::core::fmt::Formatter::write_str(f, "B"),
                FarApart::C => ::core::fmt::Formatter::write_str(f, "C"),
                FarApart::D(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "D",
                        &__self_0),
                FarApart::E => ::core::fmt::Formatter::write_str(f, "E"),
                FarApart::F(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "F",
                        &__self_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for FarApart { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for FarApart {
        #[inline]
        fn eq(&self, other: &FarApart) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (FarApart::A(__self_0), FarApart::A(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (FarApart::D(__self_0), FarApart::D(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (FarApart::F(__self_0), FarApart::F(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for FarApart {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for FarApart {
        #[inline]
        fn partial_cmp(&self, other: &FarApart)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                    &__arg1_discr) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    match (self, other) {
                        (FarApart::A(__self_0), FarApart::A(__arg1_0)) =>
                            ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                        (FarApart::D(__self_0), FarApart::D(__arg1_0)) =>
                            ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                        (FarApart::F(__self_0), FarApart::F(__arg1_0)) =>
                            ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                        _ =>
                            ::core::option::Option::Some(::core::cmp::Ordering::Equal),
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for FarApart {
        #[inline]
        fn cmp(&self, other: &FarApart) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (FarApart::A(__self_0), FarApart::A(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (FarApart::D(__self_0), FarApart::D(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (FarApart::F(__self_0), FarApart::F(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for FarApart {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                FarApart::A(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                FarApart::D(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                FarApart::F(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                _ => {}
            }
        }
    }
    enum OneWithFields {
        A,
        B {
            x: u8,
        },
    }
    #[automatically_derived]
    impl ::core::clone::Clone for OneWithFields {
        #[inline]
        fn clone(&self) -> OneWithFields {
            match self {
                OneWithFields::A => OneWithFields::A,
                OneWithFields::B { x: __self_0 } =>
                    OneWithFields::B {
                        x: ::core::clone::Clone::clone(__self_0),
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for OneWithFields {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                OneWithFields::A => ::core::fmt::Formatter::write_str(f, "A"),
                OneWithFields::B { x: __self_0 } =>
                    ::core::fmt::Formatter::debug_struct_field1_finish(f, "B",
                        "x", &__self_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for OneWithFields { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for OneWithFields {
        #[inline]
        fn eq(&self, other: &OneWithFields) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (OneWithFields::B { x: __self_0 }, OneWithFields::B {
                        x: __arg1_0 }) => __self_0 == __arg1_0,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for OneWithFields {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for OneWithFields {
        #[inline]
        fn partial_cmp(&self, other: &OneWithFields)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (OneWithFields::B { x: __self_0 }, OneWithFields::B {
                    x: __arg1_0 }) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for OneWithFields {
        #[inline]
        fn cmp(&self, other: &OneWithFields) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (OneWithFields::B { x: __self_0 }, OneWithFields::B {
                            x: __arg1_0 }) => ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for OneWithFields {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                OneWithFields::B { x: __self_0 } =>
                    ::core::hash::Hash::hash(__self_0, state),
                _ => {}
            }
        }
    }
    enum EmptyBraces { A {}, B(u8, u8), C(), }
    #[automatically_derived]
    impl ::core::clone::Clone for EmptyBraces {
        #[inline]
        fn clone(&self) -> EmptyBraces {
            match self {
                EmptyBraces::A {} => EmptyBraces::A {},
                EmptyBraces::B(__self_0, __self_1) =>
                    EmptyBraces::B(::core::clone::Clone::clone(__self_0),
                        ::core::clone::Clone::clone(__self_1)),
                EmptyBraces::C() => EmptyBraces::C(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for EmptyBraces {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                EmptyBraces::A {} =>
                    ::core::fmt::Formatter::write_str(f, "A"),
                EmptyBraces::B(__self_0, __self_1) =>
                    ::core::fmt::Formatter::debug_tuple_field2_finish(f, "B",
                        __self_0, &__self_1),
                EmptyBraces::C() => ::core::fmt::Formatter::write_str(f, "C"),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for EmptyBraces { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for EmptyBraces {
        #[inline]
        fn eq(&self, other: &EmptyBraces) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (EmptyBraces::B(__self_0, __self_1),
                        EmptyBraces::B(__arg1_0, __arg1_1)) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for EmptyBraces {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for EmptyBraces {
        #[inline]
        fn partial_cmp(&self, other: &EmptyBraces)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (EmptyBraces::B(__self_0, __self_1),
                    EmptyBraces::B(__arg1_0, __arg1_1)) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for EmptyBraces {
        #[inline]
        fn cmp(&self, other: &EmptyBraces) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (EmptyBraces::B(__self_0, __self_1),
                            EmptyBraces::B(__arg1_0, __arg1_1)) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for EmptyBraces {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                EmptyBraces::B(__self_0, __self_1) => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
                _ => {}
            }
        }
    }
    enum Big {
        A {
            a: u8,
            b: u8,
            c: u8,
            d: u8,
            e: u8,
            f: u8,
            g: String,
        },
        B(u8, u8, u8, u8, u8, u8),
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Big {
        #[inline]
        fn clone(&self) -> Big {
            match self {
                Big::A {
                    a: __self_0,
                    b: __self_1,
                    c: __self_2,
                    d: __self_3,
                    e: __self_4,
                    f: __self_5,
                    g: __self_6 } =>
                    Big::A {
                        a: ::core::clone::Clone::clone(__self_0),
                        b: ::core::clone::Clone::clone(__self_1),
                        c: ::core::clone::Clone::clone(__self_2),
                        d: ::core::clone::Clone::clone(__self_3),
                        e: ::core::clone::Clone::clone(__self_4),
                        f: ::core::clone::Clone::clone(__self_5),
                        g: ::core::clone::Clone::clone(__self_6),
                    },
                Big::B(__self_0, __self_1, __self_2, __self_3, __self_4,
                    __self_5) =>
                    Big::B(::core::clone::Clone::clone(__self_0),
                        ::core::clone::Clone::clone(__self_1),
                        ::core::clone::Clone::clone(__self_2),
                        ::core::clone::Clone::clone(__self_3),
                        ::core::clone::Clone::clone(__self_4),
                        ::core::clone::Clone::clone(__self_5)),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Big {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Big::A {
                    a: __self_0,
                    b: __self_1,
                    c: __self_2,
                    d: __self_3,
                    e: __self_4,
                    f: __self_5,
                    g: __self_6 } => {
                    let names: &'static _ =
                        &["a", "b", "c", "d", "e", "f", "g"];
                    let values: &[&dyn ::core::fmt::Debug] =
                        &[__self_0, __self_1, __self_2, __self_3, __self_4,
                                    __self_5, &__self_6];
                    ::core::fmt::Formatter::debug_struct_fields_finish(f, "A",
                        names, values)
                }
                Big::B(__self_0, __self_1, __self_2, __self_3, __self_4,
                    __self_5) => {
                    let values: &[&dyn ::core::fmt::Debug] =
                        &[__self_0, __self_1, __self_2, __self_3, __self_4,
                                    &__self_5];
                    ::core::fmt::Formatter::debug_tuple_fields_finish(f, "B",
                        values)
                }
            }
        }
    }
    enum CopyWithFields {
        A(u8, u16),
        B {
            x: u8,
        },
        C,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for CopyWithFields {
        #[inline]
        fn clone(&self) -> CopyWithFields {
            let _: ::core::clone::AssertParamIsClone<u8>;
            let _: ::core::clone::AssertParamIsClone<u16>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for CopyWithFields { }
    #[automatically_derived]
    impl ::core::fmt::Debug for CopyWithFields {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                CopyWithFields::A(__self_0, __self_1) =>
                    ::core::fmt::Formatter::debug_tuple_field2_finish(f, "A",
                        __self_0, &__self_1),
                CopyWithFields::B { x: __self_0 } =>
                    ::core::fmt::Formatter::debug_struct_field1_finish(f, "B",
                        "x", &__self_0),
                CopyWithFields::C =>
                    ::core::fmt::Formatter::write_str(f, "C"),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for CopyWithFields { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for CopyWithFields {
        #[inline]
        fn eq(&self, other: &CopyWithFields) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (CopyWithFields::A(__self_0, __self_1),
                        CopyWithFields::A(__arg1_0, __arg1_1)) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    (CopyWithFields::B { x: __self_0 }, CopyWithFields::B {
                        x: __arg1_0 }) => __self_0 == __arg1_0,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for CopyWithFields {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<u16>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for CopyWithFields {
        #[inline]
        fn partial_cmp(&self, other: &CopyWithFields)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (CopyWithFields::A(__self_0, __self_1),
                    CopyWithFields::A(__arg1_0, __arg1_1)) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                (CopyWithFields::B { x: __self_0 }, CopyWithFields::B {
                    x: __arg1_0 }) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for CopyWithFields {
        #[inline]
        fn cmp(&self, other: &CopyWithFields) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (CopyWithFields::A(__self_0, __self_1),
                            CopyWithFields::A(__arg1_0, __arg1_1)) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        (CopyWithFields::B { x: __self_0 }, CopyWithFields::B {
                            x: __arg1_0 }) => ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for CopyWithFields {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                CopyWithFields::A(__self_0, __self_1) => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
                CopyWithFields::B { x: __self_0 } =>
                    ::core::hash::Hash::hash(__self_0, state),
                _ => {}
            }
        }
    }
    enum Generic<T, U: Clone> {

        #[default]
        None,
        Left(T),
        Right(U),
        Both(T, U),
    }
    #[automatically_derived]
    impl<T: ::core::clone::Clone, U: ::core::clone::Clone + Clone>
        ::core::clone::Clone for Generic<T, U> {
        #[inline]
        fn clone(&self) -> Generic<T, U> {
            match self {
                Generic::None => Generic::None,
                Generic::Left(__self_0) =>
                    Generic::Left(::core::clone::Clone::clone(__self_0)),
                Generic::Right(__self_0) =>
                    Generic::Right(::core::clone::Clone::clone(__self_0)),
                Generic::Both(__self_0, __self_1) =>
                    Generic::Both(::core::clone::Clone::clone(__self_0),
                        ::core::clone::Clone::clone(__self_1)),
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug, U: ::core::fmt::Debug + Clone>
        ::core::fmt::Debug for Generic<T, U> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Generic::None => ::core::fmt::Formatter::write_str(f, "None"),
                Generic::Left(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Left",
                        &__self_0),
                Generic::Right(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f,
                        "Right", &__self_0),
                Generic::Both(__self_0, __self_1) =>
                    ::core::fmt::Formatter::debug_tuple_field2_finish(f, "Both",
                        __self_0, &__self_1),
            }
        }
    }
    #[automatically_derived]
    impl<T, U: Clone> ::core::default::Default for Generic<T, U> {
        #[inline]
        fn default() -> Generic<T, U> { Self::None }
    }
    #[automatically_derived]
    impl<T, U: Clone> ::core::marker::StructuralPartialEq for Generic<T, U> {
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq, U: ::core::cmp::PartialEq + Clone>
        ::core::cmp::PartialEq for Generic<T, U> {
        #[inline]
        fn eq(&self, other: &Generic<T, U>) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Generic::Left(__self_0), Generic::Left(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (Generic::Right(__self_0), Generic::Right(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    (Generic::Both(__self_0, __self_1),
                        Generic::Both(__arg1_0, __arg1_1)) =>
                        __self_0 == __arg1_0 && __self_1 == __arg1_1,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::Eq, U: ::core::cmp::Eq + Clone> ::core::cmp::Eq for
        Generic<T, U> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<T>;
            let _: ::core::cmp::AssertParamIsEq<U>;
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialOrd, U: ::core::cmp::PartialOrd + Clone>
        ::core::cmp::PartialOrd for Generic<T, U> {
        #[inline]
        fn partial_cmp(&self, other: &Generic<T, U>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (Generic::Left(__self_0), Generic::Left(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                (Generic::Right(__self_0), Generic::Right(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                (Generic::Both(__self_0, __self_1),
                    Generic::Both(__arg1_0, __arg1_1)) =>
                    match ::core::cmp::PartialOrd::partial_cmp(__self_0,
                            __arg1_0) {
                        ::core::option::Option::Some(::core::cmp::Ordering::Equal)
                            => ::core::cmp::PartialOrd::partial_cmp(__self_1, __arg1_1),
                        cmp => cmp,
                    },
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::Ord, U: ::core::cmp::Ord + Clone> ::core::cmp::Ord
        for Generic<T, U> {
        #[inline]
        fn cmp(&self, other: &Generic<T, U>) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (Generic::Left(__self_0), Generic::Left(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (Generic::Right(__self_0), Generic::Right(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        (Generic::Both(__self_0, __self_1),
                            Generic::Both(__arg1_0, __arg1_1)) =>
                            match ::core::cmp::Ord::cmp(__self_0, __arg1_0) {
                                ::core::cmp::Ordering::Equal =>
                                    ::core::cmp::Ord::cmp(__self_1, __arg1_1),
                                cmp => cmp,
                            },
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::hash::Hash, U: ::core::hash::Hash + Clone>
        ::core::hash::Hash for Generic<T, U> {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state);
            match self {
                Generic::Left(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                Generic::Right(__self_0) =>
                    ::core::hash::Hash::hash(__self_0, state),
                Generic::Both(__self_0, __self_1) => {
                    ::core::hash::Hash::hash(__self_0, state);
                    ::core::hash::Hash::hash(__self_1, state)
                }
                _ => {}
            }
        }
    }
    #[repr(u8)]
    pub enum Raw { r#match, r#while = b'x', }
    #[automatically_derived]
    impl ::core::clone::Clone for Raw {
        #[inline]
        fn clone(&self) -> Raw { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Raw { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Raw {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f,
                match self {
                    Raw::r#match => "match",
                    Raw::r#while => "while",
                })
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Raw { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Raw {
        #[inline]
        fn eq(&self, other: &Raw) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Raw {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {}
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Raw {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            ::core::hash::Hash::hash(&__self_discr, state)
        }
    }
    enum Infallible { Never(!), Fine, }
    #[automatically_derived]
    impl ::core::clone::Clone for Infallible {
        #[inline]
        fn clone(&self) -> Infallible {
            match self {
                Infallible::Never(__self_0) =>
                    Infallible::Never(::core::clone::Clone::clone(__self_0)),
                Infallible::Fine => Infallible::Fine,
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Infallible {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Infallible::Never(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f,
                        "Never", &__self_0),
                Infallible::Fine =>
                    ::core::fmt::Formatter::write_str(f, "Fine"),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Infallible { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Infallible {
        #[inline]
        fn eq(&self, other: &Infallible) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Infallible::Never(__self_0), Infallible::Never(__arg1_0))
                        => __self_0 == __arg1_0,
                    _ => true,
                }
        }
    }
}

mod representations {
    #[repr(packed)]
    struct Packed {
        a: u8,
        b: u32,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Packed {
        #[inline]
        fn clone(&self) -> Packed {
            let _: ::core::clone::AssertParamIsClone<u8>;
            let _: ::core::clone::AssertParamIsClone<u32>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Packed { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Packed {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field2_finish(f, "Packed",
                "a", &{ self.a }, "b", &&{ self.b })
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for Packed {
        #[inline]
        fn default() -> Packed {
            Packed {
                a: ::core::default::Default::default(),
                b: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Packed { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Packed {
        #[inline]
        fn eq(&self, other: &Packed) -> bool {
            ({ self.a }) == ({ other.a }) && ({ self.b }) == ({ other.b })
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Packed {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<u32>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Packed {
        #[inline]
        fn partial_cmp(&self, other: &Packed)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&{ self.a },
                    &{ other.a }) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    ::core::cmp::PartialOrd::partial_cmp(&{ self.b },
                        &{ other.b }),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Packed {
        #[inline]
        fn cmp(&self, other: &Packed) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&{ self.a }, &{ other.a }) {
                ::core::cmp::Ordering::Equal =>
                    ::core::cmp::Ord::cmp(&{ self.b }, &{ other.b }),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for Packed {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&{ self.a }, state);
            ::core::hash::Hash::hash(&{ self.b }, state)
        }
    }
    #[repr(C, packed(2))]
    struct PackedTuple(u8, u32);
    #[automatically_derived]
    impl ::core::clone::Clone for PackedTuple {
        #[inline]
        fn clone(&self) -> PackedTuple {
            let _: ::core::clone::AssertParamIsClone<u8>;
            let _: ::core::clone::AssertParamIsClone<u32>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for PackedTuple { }
    #[automatically_derived]
    impl ::core::fmt::Debug for PackedTuple {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field2_finish(f,
                "PackedTuple", &{ self.0 }, &&{ self.1 })
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for PackedTuple {
        #[inline]
        fn default() -> PackedTuple {
            PackedTuple(::core::default::Default::default(),
                ::core::default::Default::default())
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for PackedTuple { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for PackedTuple {
        #[inline]
        fn eq(&self, other: &PackedTuple) -> bool {
            ({ self.0 }) == ({ other.0 }) && ({ self.1 }) == ({ other.1 })
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for PackedTuple {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<u32>;
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for PackedTuple {
        #[inline]
        fn partial_cmp(&self, other: &PackedTuple)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&{ self.0 },
                    &{ other.0 }) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    ::core::cmp::PartialOrd::partial_cmp(&{ self.1 },
                        &{ other.1 }),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for PackedTuple {
        #[inline]
        fn cmp(&self, other: &PackedTuple) -> ::core::cmp::Ordering {
            match ::core::cmp::Ord::cmp(&{ self.0 }, &{ other.0 }) {
                ::core::cmp::Ordering::Equal =>
                    ::core::cmp::Ord::cmp(&{ self.1 }, &{ other.1 }),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::hash::Hash for PackedTuple {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&{ self.0 }, state);
            ::core::hash::Hash::hash(&{ self.1 }, state)
        }
    }
    #[repr(packed)]
    struct PackedGeneric<T: Iterator>(T, T::Item);
    #[automatically_derived]
    impl<T: ::core::clone::Clone + ::core::marker::Copy + Iterator>
        ::core::clone::Clone for PackedGeneric<T> where
        T::Item: ::core::clone::Clone + ::core::marker::Copy {
        #[inline]
        fn clone(&self) -> PackedGeneric<T> {
            PackedGeneric(::core::clone::Clone::clone(&{ self.0 }),
                ::core::clone::Clone::clone(&{ self.1 }))
        }
    }
    #[automatically_derived]
    impl<T: ::core::marker::Copy + Iterator> ::core::marker::Copy for
        PackedGeneric<T> where T::Item: ::core::marker::Copy {
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug + ::core::marker::Copy + Iterator>
        ::core::fmt::Debug for PackedGeneric<T> where
        T::Item: ::core::fmt::Debug + ::core::marker::Copy {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field2_finish(f,
                "PackedGeneric", &{ self.0 }, &&{ self.1 })
        }
    }
    #[automatically_derived]
    impl<T: Iterator> ::core::marker::StructuralPartialEq for PackedGeneric<T>
        {
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq + ::core::marker::Copy + Iterator>
        ::core::cmp::PartialEq for PackedGeneric<T> where
        T::Item: ::core::cmp::PartialEq + ::core::marker::Copy {
        #[inline]
        fn eq(&self, other: &PackedGeneric<T>) -> bool {
            ({ self.0 }) == ({ other.0 }) && ({ self.1 }) == ({ other.1 })
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialOrd + ::core::marker::Copy + Iterator>
        ::core::cmp::PartialOrd for PackedGeneric<T> where
        T::Item: ::core::cmp::PartialOrd + ::core::marker::Copy {
        #[inline]
        fn partial_cmp(&self, other: &PackedGeneric<T>)
            -> ::core::option::Option<::core::cmp::Ordering> {
            match ::core::cmp::PartialOrd::partial_cmp(&{ self.0 },
                    &{ other.0 }) {
                ::core::option::Option::Some(::core::cmp::Ordering::Equal) =>
                    ::core::cmp::PartialOrd::partial_cmp(&{ self.1 },
                        &{ other.1 }),
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::hash::Hash + ::core::marker::Copy + Iterator>
        ::core::hash::Hash for PackedGeneric<T> where
        T::Item: ::core::hash::Hash + ::core::marker::Copy {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&{ self.0 }, state);
            ::core::hash::Hash::hash(&{ self.1 }, state)
        }
    }
    #[repr(packed)]
    struct PackedNotCopy(u8, u16);
    #[automatically_derived]
    impl ::core::clone::Clone for PackedNotCopy {
        #[inline]
        fn clone(&self) -> PackedNotCopy {
            PackedNotCopy(::core::clone::Clone::clone(&{ self.0 }),
                ::core::clone::Clone::clone(&{ self.1 }))
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for PackedNotCopy {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field2_finish(f,
                "PackedNotCopy", &{ self.0 }, &&{ self.1 })
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for PackedNotCopy { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for PackedNotCopy {
        #[inline]
        fn eq(&self, other: &PackedNotCopy) -> bool {
            ({ self.0 }) == ({ other.0 }) && ({ self.1 }) == ({ other.1 })
        }
    }
    union Union {
        a: u8,
        b: u32,
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Union {
        #[inline]
        fn clone(&self) -> Union {
            let _: ::core::clone::AssertParamIsCopy<Self>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Union { }
    #[automatically_derived]
    impl ::core::cmp::Eq for Union {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
            let _: ::core::cmp::AssertParamIsEq<u32>;
        }
    }
    union GenericUnion<T: Copy> {
        a: T,
        b: u32,
    }
    #[automatically_derived]
    impl<T: ::core::marker::Copy + ::core::clone::Clone + Copy>
        ::core::clone::Clone for GenericUnion<T> {
        #[inline]
        fn clone(&self) -> GenericUnion<T> {
            let _: ::core::clone::AssertParamIsCopy<Self>;
            *self
        }
    }
    #[automatically_derived]
    impl<T: ::core::marker::Copy + Copy> ::core::marker::Copy for
        GenericUnion<T> {
    }
}

mod attributes {
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[must_use]
    /// Documented.
    #[deny(unused)]
    #[allow(clippy::all)]
    struct lints {
        #[allow(unused)]
        #[doc(hidden)]
        stays: u8,
        #[cfg(all())]
        too: u8,
    }
    #[automatically_derived]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[deny(unused)]
    #[allow(clippy::all)]
    impl ::core::clone::Clone for lints {
        #[inline]
        fn clone(&self) -> lints {
            lints {
                stays: ::core::clone::Clone::clone(&self.stays),
                too: ::core::clone::Clone::clone(&self.too),
            }
        }
    }
    #[automatically_derived]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[deny(unused)]
    #[allow(clippy::all)]
    impl ::core::fmt::Debug for lints {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field2_finish(f, "lints",
                "stays", &self.stays, "too", &&self.too)
        }
    }
    #[automatically_derived]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[deny(unused)]
    #[allow(clippy::all)]
    impl ::core::marker::StructuralPartialEq for lints { }
    #[automatically_derived]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[deny(unused)]
    #[allow(clippy::all)]
    impl ::core::cmp::PartialEq for lints {
        #[inline]
        fn eq(&self, other: &lints) -> bool {
            self.stays == other.stays && self.too == other.too
        }
    }
    #[automatically_derived]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[deny(unused)]
    #[allow(clippy::all)]
    impl ::core::cmp::Eq for lints {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    enum Configured {
        Stays(u16),

        #[cfg(all())]
        Too {
            b: u8,
        },
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Configured {
        #[inline]
        fn clone(&self) -> Configured {
            match self {
                Configured::Stays(__self_0) =>
                    Configured::Stays(::core::clone::Clone::clone(__self_0)),
                Configured::Too { b: __self_0 } =>
                    Configured::Too {
                        b: ::core::clone::Clone::clone(__self_0),
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Configured {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Configured::Stays(__self_0) =>
                    ::core::fmt::Formatter::debug_tuple_field1_finish(f,
                        "Stays", &__self_0),
                Configured::Too { b: __self_0 } =>
                    ::core::fmt::Formatter::debug_struct_field1_finish(f, "Too",
                        "b", &__self_0),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Configured { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Configured {
        #[inline]
        fn eq(&self, other: &Configured) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Configured::Stays(__self_0), Configured::Stays(__arg1_0))
                        => __self_0 == __arg1_0,
                    (Configured::Too { b: __self_0 }, Configured::Too {
                        b: __arg1_0 }) => __self_0 == __arg1_0,
                    _ => unsafe { ::core::intrinsics::unreachable() }
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Configured {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u16>;
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    struct Parameters<#[allow(unused)] T>(T);
    #[automatically_derived]
    impl<T: ::core::clone::Clone> ::core::clone::Clone for Parameters<T> {
        #[inline]
        fn clone(&self) -> Parameters<T> {
            Parameters(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug> ::core::fmt::Debug for Parameters<T> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Parameters",
                &&self.0)
        }
    }
    struct CopyLater(u8);
    #[automatically_derived]
    impl ::core::marker::Copy for CopyLater { }
    #[automatically_derived]
    impl ::core::clone::Clone for CopyLater {
        #[inline]
        fn clone(&self) -> CopyLater {
            CopyLater(::core::clone::Clone::clone(&self.0))
        }
    }
    struct CopyBefore(u8);
    #[automatically_derived]
    impl ::core::clone::Clone for CopyBefore {
        #[inline]
        fn clone(&self) -> CopyBefore {
            let _: ::core::clone::AssertParamIsClone<u8>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for CopyBefore { }
    struct Paths(u8);
    #[automatically_derived]
    impl ::core::clone::Clone for Paths {
        #[inline]
        fn clone(&self) -> Paths {
            let _: ::core::clone::AssertParamIsClone<u8>;
            *self
        }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Paths { }
}

mod spellings {
    use core::fmt::Debug;

    struct EmptyBounds<'a, T>(core::marker::PhantomData<&'a T>) where T:, 'a:;
    #[automatically_derived]
    impl<'a, T: ::core::clone::Clone> ::core::clone::Clone for
        EmptyBounds<'a, T> where T:, 'a: {
        #[inline]
        fn clone(&self) -> EmptyBounds<'a, T> {
            EmptyBounds(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl<'a, T> ::core::marker::StructuralPartialEq for EmptyBounds<'a, T>
        where T:, 'a: {
    }
    #[automatically_derived]
    impl<'a, T: ::core::cmp::PartialEq> ::core::cmp::PartialEq for
        EmptyBounds<'a, T> where T:, 'a: {
        #[inline]
        fn eq(&self, other: &EmptyBounds<'a, T>) -> bool { self.0 == other.0 }
    }
    #[automatically_derived]
    impl<'a, T: ::core::default::Default> ::core::default::Default for
        EmptyBounds<'a, T> where T:, 'a: {
        #[inline]
        fn default() -> EmptyBounds<'a, T> {
            EmptyBounds(::core::default::Default::default())
        }
    }
    struct NoPredicates<T>(T) where ;
    #[automatically_derived]
    impl<T: ::core::clone::Clone> ::core::clone::Clone for NoPredicates<T> {
        #[inline]
        fn clone(&self) -> NoPredicates<T> {
            NoPredicates(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl<T: ::core::marker::Copy> ::core::marker::Copy for NoPredicates<T> { }
    #[automatically_derived]
    impl<T> ::core::marker::StructuralPartialEq for NoPredicates<T> { }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq> ::core::cmp::PartialEq for NoPredicates<T>
        {
        #[inline]
        fn eq(&self, other: &NoPredicates<T>) -> bool { self.0 == other.0 }
    }
    struct TrailingCommas<T: Clone + Debug> where T: PartialEq {
        a: Vec<T>,
        b: (T,),
        c: fn(u8, T) -> T,
        d: Option<(u8, u16)>,
        e: [T; 1 + { 2 }],
    }
    #[automatically_derived]
    impl<T: ::core::clone::Clone + Clone + Debug> ::core::clone::Clone for
        TrailingCommas<T> where T: PartialEq {
        #[inline]
        fn clone(&self) -> TrailingCommas<T> {
            TrailingCommas {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
                d: ::core::clone::Clone::clone(&self.d),
                e: ::core::clone::Clone::clone(&self.e),
            }
        }
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug + Clone + Debug> ::core::fmt::Debug for
        TrailingCommas<T> where T: PartialEq {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field5_finish(f,
                "TrailingCommas", "a", &self.a, "b", &self.b, "c", &self.c,
                "d", &self.d, "e", &&self.e)
        }
    }
    #[automatically_derived]
    impl<T: Clone + Debug> ::core::marker::StructuralPartialEq for
        TrailingCommas<T> where T: PartialEq {
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq + Clone + Debug> ::core::cmp::PartialEq for
        TrailingCommas<T> where T: PartialEq {
        #[inline]
        fn eq(&self, other: &TrailingCommas<T>) -> bool {
            self.a == other.a && self.b == other.b && self.c == other.c &&
                    self.d == other.d && self.e == other.e
        }
    }
    #[automatically_derived]
    impl<T: ::core::cmp::Eq + Clone + Debug> ::core::cmp::Eq for
        TrailingCommas<T> where T: PartialEq {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<Vec<T>>;
            let _: ::core::cmp::AssertParamIsEq<(T,)>;
            let _: ::core::cmp::AssertParamIsEq<fn(u8, T) -> T>;
            let _: ::core::cmp::AssertParamIsEq<Option<(u8, u16)>>;
            let _: ::core::cmp::AssertParamIsEq<[T; 1 + { 2 }]>;
        }
    }
    struct Objects<'a> {
        a: &'a (dyn Debug + Send + 'a),
        b: *const u8,
        c: unsafe extern "C" fn(x: u8, ...) -> *mut u8,
        d: for<'b> fn(&'b u8) -> &'b u8,
        e: &'a [&'a [u8]],
        f: <Vec<u8> as IntoIterator>::Item,
        g: ::core::option::Option<u8>,
        h: self::Nested<Nested<Nested<u8>>>,
        i: (u8),
    }
    #[automatically_derived]
    impl<'a> ::core::clone::Clone for Objects<'a> {
        #[inline]
        fn clone(&self) -> Objects<'a> {
            Objects {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
                d: ::core::clone::Clone::clone(&self.d),
                e: ::core::clone::Clone::clone(&self.e),
                f: ::core::clone::Clone::clone(&self.f),
                g: ::core::clone::Clone::clone(&self.g),
                h: ::core::clone::Clone::clone(&self.h),
                i: ::core::clone::Clone::clone(&self.i),
            }
        }
    }
    #[automatically_derived]
    impl<'a> ::core::fmt::Debug for Objects<'a> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            let names: &'static _ =
                &["a", "b", "c", "d", "e", "f", "g", "h", "i"];
            let values: &[&dyn ::core::fmt::Debug] =
                &[&self.a, &self.b, &self.c, &self.d, &self.e, &self.f,
                            &self.g, &self.h, &&self.i];
            ::core::fmt::Formatter::debug_struct_fields_finish(f, "Objects",
                names, values)
        }
    }
    struct Nested<T>(T);
    #[automatically_derived]
    impl<T: ::core::clone::Clone> ::core::clone::Clone for Nested<T> {
        #[inline]
        fn clone(&self) -> Nested<T> {
            Nested(::core::clone::Clone::clone(&self.0))
        }
    }
    #[automatically_derived]
    impl<T: ::core::fmt::Debug> ::core::fmt::Debug for Nested<T> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Nested",
                &&self.0)
        }
    }
    struct Sizes<const N : usize, const M : usize =
        { 1 + 2 }>([u8; N], [[u8; M]; N]);
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::clone::Clone for
        Sizes<N, M> {
        #[inline]
        fn clone(&self) -> Sizes<N, M> {
            let _: ::core::clone::AssertParamIsClone<[u8; N]>;
            let _: ::core::clone::AssertParamIsClone<[[u8; M]; N]>;
            *self
        }
    }
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::marker::Copy for
        Sizes<N, M> {
    }
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::marker::StructuralPartialEq
        for Sizes<N, M> {
    }
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::cmp::PartialEq for
        Sizes<N, M> {
        #[inline]
        fn eq(&self, other: &Sizes<N, M>) -> bool {
            self.0 == other.0 && self.1 == other.1
        }
    }
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::cmp::Eq for Sizes<N, M> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<[u8; N]>;
            let _: ::core::cmp::AssertParamIsEq<[[u8; M]; N]>;
        }
    }
    #[automatically_derived]
    impl<const N : usize, const M : usize> ::core::hash::Hash for Sizes<N, M>
        {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.0, state);
            ::core::hash::Hash::hash(&self.1, state)
        }
    }
    struct Paths<T: Iterator, U> where T::Item: Iterator,
        U: Into<<T::Item as Iterator>::Item> {
        a: <T::Item as Iterator>::Item,
        b: Vec<Option<T::Item>>,
        c: [T::Item; 3],
        d: (U, &'static T::Item),
        e: core::marker::PhantomData<fn(T::Item) -> U>,
    }
    #[automatically_derived]
    impl<T: ::core::clone::Clone + Iterator, U: ::core::clone::Clone>
        ::core::clone::Clone for Paths<T, U> where T::Item: Iterator,
        U: Into<<T::Item as Iterator>::Item>, T::Item: ::core::clone::Clone,
        T::Item: ::core::clone::Clone, T::Item: ::core::clone::Clone,
        T::Item: ::core::clone::Clone, T::Item: ::core::clone::Clone {
        #[inline]
        fn clone(&self) -> Paths<T, U> {
            Paths {
                a: ::core::clone::Clone::clone(&self.a),
                b: ::core::clone::Clone::clone(&self.b),
                c: ::core::clone::Clone::clone(&self.c),
                d: ::core::clone::Clone::clone(&self.d),
                e: ::core::clone::Clone::clone(&self.e),
            }
        }
    }
    #[automatically_derived]
    impl<T: Iterator, U> ::core::marker::StructuralPartialEq for Paths<T, U>
        where T::Item: Iterator, U: Into<<T::Item as Iterator>::Item> {
    }
    #[automatically_derived]
    impl<T: ::core::cmp::PartialEq + Iterator, U: ::core::cmp::PartialEq>
        ::core::cmp::PartialEq for Paths<T, U> where T::Item: Iterator,
        U: Into<<T::Item as Iterator>::Item>, T::Item: ::core::cmp::PartialEq,
        T::Item: ::core::cmp::PartialEq, T::Item: ::core::cmp::PartialEq,
        T::Item: ::core::cmp::PartialEq, T::Item: ::core::cmp::PartialEq {
        #[inline]
        fn eq(&self, other: &Paths<T, U>) -> bool {
            self.a == other.a && self.b == other.b && self.c == other.c &&
                    self.d == other.d && self.e == other.e
        }
    }
    enum Discriminants {
        A = 1 << 2,
        B = Self::X as isize,
        C(u8) = -1,
        D = { 3 },
    }
    #[automatically_derived]
    impl ::core::cmp::PartialOrd for Discriminants {
        #[inline]
        fn partial_cmp(&self, other: &Discriminants)
            -> ::core::option::Option<::core::cmp::Ordering> {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match (self, other) {
                (Discriminants::C(__self_0), Discriminants::C(__arg1_0)) =>
                    ::core::cmp::PartialOrd::partial_cmp(__self_0, __arg1_0),
                _ =>
                    ::core::cmp::PartialOrd::partial_cmp(&__self_discr,
                        &__arg1_discr),
            }
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Discriminants { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Discriminants {
        #[inline]
        fn eq(&self, other: &Discriminants) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr &&
                match (self, other) {
                    (Discriminants::C(__self_0), Discriminants::C(__arg1_0)) =>
                        __self_0 == __arg1_0,
                    _ => true,
                }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Ord for Discriminants {
        #[inline]
        fn cmp(&self, other: &Discriminants) -> ::core::cmp::Ordering {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            match ::core::cmp::Ord::cmp(&__self_discr, &__arg1_discr) {
                ::core::cmp::Ordering::Equal =>
                    match (self, other) {
                        (Discriminants::C(__self_0), Discriminants::C(__arg1_0)) =>
                            ::core::cmp::Ord::cmp(__self_0, __arg1_0),
                        _ => ::core::cmp::Ordering::Equal,
                    },
                cmp => cmp,
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Discriminants {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    pub(in crate::spellings) enum Visibility {
        A {
            r#in: u8,
        },
    }
    #[automatically_derived]
    impl ::core::clone::Clone for Visibility {
        #[inline]
        fn clone(&self) -> Visibility {
            match self {
                Visibility::A { r#in: __self_0 } =>
                    Visibility::A {
                        r#in: ::core::clone::Clone::clone(__self_0),
                    },
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Visibility {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            match self {
                Visibility::A { r#in: __self_0 } =>
                    ::core::fmt::Formatter::debug_struct_field1_finish(f, "A",
                        "in", &__self_0),
            }
        }
    }
}

mod unstable {
    struct Parameter {
        a: u8,
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Parameter { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Parameter {
        #[inline]
        fn eq(&self, other: &Parameter) -> bool { self.a == other.a }
    }
    #[automatically_derived]
    impl ::core::cmp::Eq for Parameter {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<u8>;
        }
    }
    #[automatically_derived]
    impl ::core::marker::ConstParamTy_ for Parameter { }
    #[automatically_derived]
    impl ::core::marker::UnsizedConstParamTy for Parameter { }
    struct UnsizedParameter<'a>(&'a str);
    #[automatically_derived]
    impl<'a> ::core::marker::StructuralPartialEq for UnsizedParameter<'a> { }
    #[automatically_derived]
    impl<'a> ::core::cmp::PartialEq for UnsizedParameter<'a> {
        #[inline]
        fn eq(&self, other: &UnsizedParameter<'a>) -> bool {
            self.0 == other.0
        }
    }
    #[automatically_derived]
    impl<'a> ::core::cmp::Eq for UnsizedParameter<'a> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<&'a str>;
        }
    }
    #[automatically_derived]
    impl<'a> ::core::marker::UnsizedConstParamTy for UnsizedParameter<'a> { }
    #[repr(transparent)]
    struct Pointer<'a, #[pointee] T: ?Sized, U: Into<T>> where U: From<u8> {
        pointer: &'a T,
        other: core::marker::PhantomData<U>,
    }
    #[automatically_derived]
    impl<'a, T: ?Sized + ::core::marker::Unsize<__S>, __S: ?Sized,
        U: Into<T> + Into<__S>>
        ::core::ops::DispatchFromDyn<Pointer<'a, __S, U>> for
        Pointer<'a, T, U> where U: From<u8> {
    }
    #[automatically_derived]
    impl<'a, T: ?Sized + ::core::marker::Unsize<__S>, __S: ?Sized,
        U: Into<T> + Into<__S>>
        ::core::ops::CoerceUnsized<Pointer<'a, __S, U>> for Pointer<'a, T, U>
        where U: From<u8> {
    }
    #[repr(transparent)]
    struct Simple<T: ?Sized>(Box<T>);
    #[automatically_derived]
    impl<T: ?Sized + ::core::marker::Unsize<__S>, __S: ?Sized>
        ::core::ops::DispatchFromDyn<Simple<__S>> for Simple<T> {
    }
    #[automatically_derived]
    impl<T: ?Sized + ::core::marker::Unsize<__S>, __S: ?Sized>
        ::core::ops::CoerceUnsized<Simple<__S>> for Simple<T> {
    }
}

mod made {
    macro_rules! make {
        ($(#[$meta:meta])* $vis:vis $name:ident $ty:ty, $value:expr;
        $($rest:tt)*) =>
        {
            #[derive(Clone, Debug, PartialEq, Eq, Hash)] $(#[$meta])* $vis
            struct $name<T>
            { $vis first: $ty, second: [$ty; $value], third: T, }
            #[derive(Clone, Copy, Debug, PartialEq)] enum Made
            { A = $value, B }
        };
    }
    #[allow(unused)]
    pub(crate) struct FromMacro<T> {
        pub(crate) first: Vec<u8>,
        second: [Vec<u8>; 1 + 2],
        third: T,
    }
    #[automatically_derived]
    #[allow(unused)]
    impl<T: ::core::clone::Clone> ::core::clone::Clone for FromMacro<T> {
        #[inline]
        fn clone(&self) -> FromMacro<T> {
            FromMacro {
                first: ::core::clone::Clone::clone(&self.first),
                second: ::core::clone::Clone::clone(&self.second),
                third: ::core::clone::Clone::clone(&self.third),
            }
        }
    }
    #[automatically_derived]
    #[allow(unused)]
    impl<T: ::core::fmt::Debug> ::core::fmt::Debug for FromMacro<T> {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::debug_struct_field3_finish(f, "FromMacro",
                "first", &self.first, "second", &self.second, "third",
                &&self.third)
        }
    }
    #[automatically_derived]
    #[allow(unused)]
    impl<T> ::core::marker::StructuralPartialEq for FromMacro<T> { }
    #[automatically_derived]
    #[allow(unused)]
    impl<T: ::core::cmp::PartialEq> ::core::cmp::PartialEq for FromMacro<T> {
        #[inline]
        fn eq(&self, other: &FromMacro<T>) -> bool {
            self.first == other.first && self.second == other.second &&
                self.third == other.third
        }
    }
    #[automatically_derived]
    #[allow(unused)]
    impl<T: ::core::cmp::Eq> ::core::cmp::Eq for FromMacro<T> {
        #[inline]
        #[doc(hidden)]
        #[coverage(off)]
        fn assert_receiver_is_total_eq(&self) -> () {
            let _: ::core::cmp::AssertParamIsEq<Vec<u8>>;
            let _: ::core::cmp::AssertParamIsEq<[Vec<u8>; 1 + 2]>;
            let _: ::core::cmp::AssertParamIsEq<T>;
        }
    }
    #[automatically_derived]
    #[allow(unused)]
    impl<T: ::core::hash::Hash> ::core::hash::Hash for FromMacro<T> {
        #[inline]
        fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) -> () {
            ::core::hash::Hash::hash(&self.first, state);
            ::core::hash::Hash::hash(&self.second, state);
            ::core::hash::Hash::hash(&self.third, state)
        }
    }
    enum Made { A = 1 + 2, B, }
    #[automatically_derived]
    impl ::core::clone::Clone for Made {
        #[inline]
        fn clone(&self) -> Made { *self }
    }
    #[automatically_derived]
    impl ::core::marker::Copy for Made { }
    #[automatically_derived]
    impl ::core::fmt::Debug for Made {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
            ::core::fmt::Formatter::write_str(f,
                match self { Made::A => "A", Made::B => "B", })
        }
    }
    #[automatically_derived]
    impl ::core::marker::StructuralPartialEq for Made { }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for Made {
        #[inline]
        fn eq(&self, other: &Made) -> bool {
            let __self_discr = ::core::intrinsics::discriminant_value(self);
            let __arg1_discr = ::core::intrinsics::discriminant_value(other);
            __self_discr == __arg1_discr
        }
    }
}
