//! A type in the tail of a recursive macro does not match the identifier that it was
macro_rules! find {
    ($list:ident;) => { None };
    ($list:ident; (Marker)) => { Some($list[0]) };
    ($list:ident; (Marker) $(($tail:ty))*) => { Some($list[0]) };
    ($list:ident; ($head:ty) $(($tail:ty))*) => { find!($list; $(($tail))*) };
}
pub fn found(list: &[u8]) -> Option<u8> { find!(list; (Marker) (Other)) }
pub fn lost(list: &[u8]) -> Option<u8> { find!(list; (Other) (Marker)) }
