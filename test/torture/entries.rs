// Entries that break the rules of the interface. They stand in the wrapper of torture.rs.

/// Returns the bytes that its input spells, as an output.
#[no_mangle]
pub unsafe extern "C" fn macroscope_bang_returns_bytes(input: *mut u8, length: usize) -> u64 {
    let bytes = torture::bytes(std::slice::from_raw_parts(input, length)).leak();
    (bytes.as_ptr() as usize as u64) << 32 | bytes.len() as u64
}

/// Returns as many beginnings of groups as fit into an output, and no end.
#[no_mangle]
pub extern "C" fn macroscope_bang_opens_groups(_: *mut u8, _: usize) -> u64 {
    let mut bytes = b"MTOK\x01\x00".to_vec();
    bytes.resize(200_000, 1);
    let bytes = bytes.leak();
    (bytes.as_ptr() as usize as u64) << 32 | bytes.len() as u64
}

/// Returns a place outside of the memory.
#[no_mangle]
pub extern "C" fn macroscope_bang_returns_nowhere(_: *mut u8, _: usize) -> u64 {
    0xffff_0000_0000_1000
}
