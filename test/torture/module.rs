//! The wrapper that exports the macros of torture.rs, and entries that break the rules of the interface.

extern crate proc_macro;
extern crate torture;

#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    ::proc_macro::__macroscope::alloc(length)
}

macro_rules! export {
    ($($entry:ident $name:ident,)*) => {$(
        #[no_mangle]
        pub unsafe extern "C" fn $entry(input: *mut u8, length: usize) -> u64 {
            ::proc_macro::__macroscope::expand_bang(input, length, torture::$name)
        }
    )*};
}

export! {
    macroscope_bang_panics panics,
    macroscope_bang_panics_with_value panics_with_value,
    macroscope_bang_catches_own_panic catches_own_panic,
    macroscope_bang_loops loops,
    macroscope_bang_allocates allocates,
    macroscope_bang_recurses recurses,
    macroscope_bang_reads_passwords reads_passwords,
    macroscope_bang_reads_upwards reads_upwards,
    macroscope_bang_walks_folders walks_folders,
    macroscope_bang_peeks peeks,
    macroscope_bang_reads_clock reads_clock,
    macroscope_bang_reads_random reads_random,
    macroscope_bang_reads_environment reads_environment,
    macroscope_bang_spawns_thread spawns_thread,
    macroscope_bang_starts_process starts_process,
    macroscope_bang_opens_socket opens_socket,
    macroscope_bang_writes_file writes_file,
    macroscope_bang_exits exits,
    macroscope_bang_aborts aborts,
    macroscope_bang_prints prints,
    macroscope_bang_prints_without_end prints_without_end,
    macroscope_bang_outputs_without_end outputs_without_end,
    macroscope_bang_nests_deep nests_deep,
    macroscope_bang_counts_calls counts_calls,
}

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
