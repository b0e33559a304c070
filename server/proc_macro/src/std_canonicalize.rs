//! Paths without links, `.` and `..`. WASI has no function for it, and the standard library's always fails there; the host has one
//! (`sandbox/types.ts`).

use original::convert::AsRef;
use original::io::{Error, ErrorKind, Result};
use original::path::{Path, PathBuf};
use original::result::Result::Err;
use original::string::String;
use original::vec;

#[link(wasm_import_module = "macroscope")]
extern "C" {
    fn path_canonicalize(
        path: *const u8,
        path_length: usize,
        buffer: *mut u8,
        buffer_length: usize,
        length: *mut usize,
    ) -> i32;
}

/// The longest path that the host knows.
const MAXIMUM_BYTES: usize = 4096;

/// `std::fs::canonicalize`. `..` is taken off by name, as the host does with every path.
pub fn canonicalize<P: AsRef<Path>>(path: P) -> Result<PathBuf> {
    let path = path.as_ref();
    if path.as_os_str().is_empty() {
        return Err(ErrorKind::NotFound.into());
    }
    // The macro may have gone into another folder, of which the host does not know.
    let whole = original::env::current_dir()?.join(path);
    let whole = whole.as_os_str().as_encoded_bytes();
    let mut buffer = vec![0; MAXIMUM_BYTES];
    let mut length = 0;
    let errno = unsafe {
        path_canonicalize(whole.as_ptr(), whole.len(), buffer.as_mut_ptr(), buffer.len(), &mut length)
    };
    if errno != 0 {
        return Err(Error::from_raw_os_error(errno));
    }
    buffer.truncate(length);
    String::from_utf8(buffer).map(PathBuf::from).map_err(|_| ErrorKind::InvalidData.into())
}

/// `Path::canonicalize`, which cannot be replaced, under a name that the calls in the sources get (`toolchain/canonicalizeCalls.ts`).
pub trait MacroscopeCanonicalize {
    fn macroscope_canonicalize(&self) -> Result<PathBuf>;
}

impl<T: AsRef<Path> + ?original::marker::Sized> MacroscopeCanonicalize for T {
    fn macroscope_canonicalize(&self) -> Result<PathBuf> {
        canonicalize(self)
    }
}
