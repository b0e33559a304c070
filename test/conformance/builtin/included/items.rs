fn included_one() {}
/// Documented.
struct IncludedTwo { x: u8 }
