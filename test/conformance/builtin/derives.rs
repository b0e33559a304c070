//! Items with built-in derives. `derives.expanded.rs` is what rustc makes of them; `snapshot.sh` writes it anew.
#![allow(dead_code, unused)]
#![feature(adt_const_params, unsized_const_params, derive_coerce_pointee, never_type)]

mod structs {
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Unit;
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct EmptyTuple();
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct EmptyNamed {}
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Newtype(pub u8);
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub(crate) struct One {
        x: u32,
    }
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Two {
        x: u32,
        y: u32,
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct NotCopy(String, Vec<u8>, Option<Box<str>>);
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Five {
        a: u8,
        b: String,
        c: [u8; 4],
        d: (u8, u16),
        e: Vec<Vec<u8>>,
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Six {
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: String,
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct SixTuple(u8, u8, u8, u8, u8, String);
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Raw {
        r#type: u8,
        r#fn: String,
    }
    #[derive(Clone, Debug)]
    struct r#struct(u8);
    #[derive(Debug)]
    struct Unsized {
        head: u8,
        tail: [u8],
    }
    #[derive(Clone, Copy)]
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
}

mod generics {
    use core::fmt::Display;
    use core::marker::PhantomData;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Type<T>(T);
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Lifetime<'a>(&'a str);
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Many<'a, 'b: 'a, T: 'a + Display, U = u8, const N: usize = 3>
    where
        T: Clone + Copy,
        U: ?Sized,
    {
        a: &'a T,
        b: &'b [u8; N],
        c: PhantomData<U>,
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Projection<I: Iterator, J: IntoIterator>
    where
        J::Item: Default,
    {
        item: I::Item,
        peeked: Option<Option<I::Item>>,
        other: <J as IntoIterator>::Item,
        both: (Vec<J::IntoIter>, I),
    }
    #[derive(Clone, Debug)]
    struct HigherRanked<T: for<'a> Fn(&'a u8) -> &'a u8, U: Trait> {
        f: T,
        g: for<'a> fn(U::Of<'a>) -> u8,
        h: Box<dyn for<'b> Other<U::Of<'b>>>,
    }
    trait Trait {
        type Of<'a>;
    }
    trait Other<T> {}
    #[derive(Clone, Copy, PartialEq, Eq)]
    struct Constants<const A: usize, const B: bool>([u8; A]);
    #[derive(Clone, Debug, PartialEq)]
    enum Tree<K: Ord, V> {
        Leaf,
        Node { key: K, value: V, children: Vec<Tree<K, V>> },
    }
    #[derive(Clone, Copy)]
    struct ConstParameterOnly<const N: usize>;
    #[derive(PartialEq, Clone)]
    struct Bounded<T: PartialEq<u8> + 'static, U: Fn(u8) -> u8>(T, U)
    where
        T: Into<Vec<U>>,
        for<'x> &'x T: PartialEq;
}

mod enums {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Empty {}
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Single {
        #[default]
        A,
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum SingleTuple {
        A(String),
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum SingleNamed {
        A { x: String, y: u8 },
    }
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Fieldless {
        A,
        #[default]
        B,
        C = 7,
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum FieldlessForms {
        A,
        B(),
        C {},
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Mixed {
        #[default]
        A,
        B(u8),
        C { x: u8, y: String },
        D,
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum AllWithFields {
        A(u8),
        B(u8, String),
        C { x: u8, y: String },
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum FarApart {
        A(u8),
        B,
        C,
        D(u8),
        E,
        F(u8),
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum OneWithFields {
        A,
        B { x: u8 },
    }
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum EmptyBraces {
        A {},
        B(u8, u8),
        C(),
    }
    #[derive(Clone, Debug)]
    enum Big {
        A { a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: String },
        B(u8, u8, u8, u8, u8, u8),
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum CopyWithFields {
        A(u8, u16),
        B { x: u8 },
        C,
    }
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Generic<T, U: Clone> {
        #[default]
        None,
        Left(T),
        Right(U),
        Both(T, U),
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[repr(u8)]
    pub enum Raw {
        r#match,
        r#while = b'x',
    }
    #[derive(Clone, Debug, PartialEq)]
    enum Infallible {
        Never(!),
        Fine,
    }
}

mod representations {
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[repr(packed)]
    struct Packed {
        a: u8,
        b: u32,
    }
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[repr(C, packed(2))]
    struct PackedTuple(u8, u32);
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Hash)]
    #[repr(packed)]
    struct PackedGeneric<T: Iterator>(T, T::Item);
    #[derive(Clone, Debug, PartialEq)]
    #[repr(packed)]
    struct PackedNotCopy(u8, u16);
    #[derive(Clone, Copy, Eq)]
    union Union {
        a: u8,
        b: u32,
    }
    #[derive(Clone, Copy)]
    union GenericUnion<T: Copy> {
        a: T,
        b: u32,
    }
}

mod attributes {
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[allow(non_camel_case_types)]
    #[warn(missing_docs)]
    #[must_use]
    /// Documented.
    #[deny(unused)]
    #[cfg_attr(all(), allow(clippy::all))]
    struct lints {
        #[cfg(any())]
        gone: u8,
        #[allow(unused)]
        #[doc(hidden)]
        stays: u8,
        #[cfg(all())]
        too: u8,
    }
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum Configured {
        #[cfg(any())]
        Gone,
        Stays(#[cfg(any())] u8, u16),
        #[cfg(all())]
        Too {
            #[cfg(any())]
            a: u8,
            b: u8,
        },
    }
    #[derive(Clone, Debug)]
    struct Parameters<#[allow(unused)] T, #[cfg(any())] U>(T);
    #[derive(Clone)]
    #[derive(Copy)]
    struct CopyLater(u8);
    #[derive(Copy)]
    #[derive(Clone)]
    struct CopyBefore(u8);
    #[derive(Clone, ::core::marker::Copy)]
    struct Paths(u8);
}

mod spellings {
    use core::fmt::Debug;

    #[derive(Clone, PartialEq, Default)]
    struct EmptyBounds<'a:, T:,>(core::marker::PhantomData<&'a T>,) where T:, 'a:;
    #[derive(Clone, Copy, PartialEq)]
    struct NoPredicates<T>(T)
    where;
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct TrailingCommas<T: Clone + Debug,>
    where
        T: PartialEq,
    {
        a: Vec<T,>,
        b: (T,),
        c: fn(u8, T,) -> T,
        d: Option<(u8, u16,)>,
        e: [T; 1 + { 2 }],
    }
    #[derive(Clone, Debug)]
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
    #[derive(Clone, Debug)]
    struct Nested<T>(T);
    #[derive(Clone, Copy, PartialEq, Eq, Hash)]
    struct Sizes<const N: usize, const M: usize = { 1 + 2 }>([u8; N], [[u8; M]; N]);
    #[derive(Clone, PartialEq)]
    struct Paths<T: Iterator, U>
    where
        T::Item: Iterator,
        U: Into<<T::Item as Iterator>::Item>,
    {
        a: <T::Item as Iterator>::Item,
        b: Vec<Option<T::Item>>,
        c: [T::Item; 3],
        d: (U, &'static T::Item),
        e: core::marker::PhantomData<fn(T::Item) -> U>,
    }
    #[derive(PartialOrd, PartialEq, Ord, Eq)]
    enum Discriminants {
        A = 1 << 2,
        B = Self::X as isize,
        C(u8) = -1,
        D = { 3 },
    }
    #[derive(Clone, Debug)]
    pub(in crate::spellings) enum Visibility {
        A { r#in: u8 },
    }
}

mod unstable {
    #[derive(PartialEq, Eq, core::marker::ConstParamTy)]
    struct Parameter {
        a: u8,
    }
    #[derive(PartialEq, Eq, core::marker::UnsizedConstParamTy)]
    struct UnsizedParameter<'a>(&'a str);
    #[derive(core::marker::CoercePointee)]
    #[repr(transparent)]
    struct Pointer<'a, #[pointee] T: ?Sized, U: Into<T>>
    where
        U: From<u8>,
    {
        pointer: &'a T,
        other: core::marker::PhantomData<U>,
    }
    #[derive(core::marker::CoercePointee)]
    #[repr(transparent)]
    struct Simple<T: ?Sized>(Box<T>);
}

mod made {
    macro_rules! make {
        ($(#[$meta:meta])* $vis:vis $name:ident $ty:ty, $value:expr; $($rest:tt)*) => {
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            $(#[$meta])*
            $vis struct $name<T> {
                $vis first: $ty,
                second: [$ty; $value],
                third: T,
            }
            #[derive(Clone, Copy, Debug, PartialEq)]
            enum Made { A = $value, B }
        };
    }
    make!(#[allow(unused)] pub(crate) FromMacro Vec<u8>, 1 + 2;);
}
