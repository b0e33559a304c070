//! Functions of the C library that the standard library for WASI calls, in our own version. The linker takes `getenv` from here, since it
//! only looks into the C library for what is still missing, and `getcwd`, which other parts of the C library bring along, by `--wrap`.

use std::ffi::{c_char, c_int, CStr, CString};
use std::ptr;

#[link(wasm_import_module = "macroscope")]
extern "C" {
    /// Writes a variable's value if the buffer has room for it. Returns its length in bytes, or -1 for a variable that is not set.
    fn environment_variable(name: *const u8, name_length: usize, buffer: *mut u8, buffer_length: usize) -> i32;
}

extern "C" {
    /// All variables, `NAME=value`, with a null pointer at the end; -1 as long as no one needed them.
    static mut __wasilibc_environ: *mut *mut c_char;
    /// `/` unless `chdir` was called.
    static mut __wasilibc_cwd: *mut c_char;
    fn __errno_location() -> *mut c_int;
}

const ERANGE: c_int = 68;

/// The C library's own version takes the whole environment from the host, and then the result depends on all of it. This one asks for
/// the one variable, unless the whole is there already because the macro listed it or changed it.
///
/// # Safety
/// As in C: `name` is a string that ends with NUL.
#[no_mangle]
pub unsafe extern "C" fn getenv(name: *const c_char) -> *mut c_char {
    let name = CStr::from_ptr(name).to_bytes();
    let mut entry = ptr::addr_of!(__wasilibc_environ).read();
    if entry as isize == -1 {
        return match variable(name) {
            // The caller may keep the pointer.
            Some(value) => value.into_raw(),
            None => ptr::null_mut(),
        };
    }
    if name.is_empty() || entry.is_null() {
        return ptr::null_mut();
    }
    while !(*entry).is_null() {
        let text = CStr::from_ptr(*entry).to_bytes();
        if text.strip_prefix(name).map_or(false, |rest| rest.first() == Some(&b'=')) {
            return (*entry).add(name.len() + 1);
        }
        entry = entry.add(1);
    }
    ptr::null_mut()
}

fn variable(name: &[u8]) -> Option<CString> {
    let mut value = vec![0; 256];
    loop {
        let ask = |buffer: &mut [u8]| unsafe {
            environment_variable(name.as_ptr(), name.len(), buffer.as_mut_ptr(), buffer.len())
        };
        let length = usize::try_from(ask(&mut value)).ok()?;
        let fits = length <= value.len();
        value.resize(length, 0);
        if fits {
            return CString::new(value).ok();
        }
    }
}

/// The C library starts in `/`, from where the host resolves relative paths in the folder in which the compiler would run. That folder is
/// what a macro is told here, until it goes elsewhere.
///
/// # Safety
/// As in C: `buffer` is null or has room for `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn __wrap_getcwd(buffer: *mut c_char, size: usize) -> *mut c_char {
    let current = CStr::from_ptr(ptr::addr_of!(__wasilibc_cwd).read());
    let started_in = if current.to_bytes() == b"/" { variable(b"PWD") } else { None };
    let folder = started_in.as_deref().unwrap_or(current).to_bytes_with_nul();
    if buffer.is_null() {
        return CString::from_vec_with_nul_unchecked(folder.to_vec()).into_raw();
    }
    if folder.len() > size {
        *__errno_location() = ERANGE;
        return ptr::null_mut();
    }
    ptr::copy_nonoverlapping(folder.as_ptr().cast(), buffer, folder.len());
    buffer
}
