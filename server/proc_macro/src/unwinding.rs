//! Panics that are caught. The standard library for WebAssembly ends the module at a panic, and its `catch_unwind` catches nothing.
//! `std_shim.rs` puts the functions below in their place: the host gives up the frames, and the payload is kept here.

use crate::entry;
use std::alloc::{self, Layout};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::panic;
#[allow(deprecated)]
use std::panic::PanicInfo;
use std::ptr;

type Payload = Box<dyn Any + Send>;
#[allow(deprecated)]
type Hook = Box<dyn Fn(&PanicInfo<'_>) + Sync + Send + 'static>;

thread_local! {
    static CATCHING: Cell<usize> = const { Cell::new(0) };
    static CAUGHT: RefCell<Option<Payload>> = const { RefCell::new(None) };
    /// What the macro set by `set_hook`.
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

#[cfg(target_os = "wasi")]
mod host {
    #[link(wasm_import_module = "macroscope")]
    extern "C" {
        /// Calls `macroscope_call` below. Gives 0 when it returns and 1 when it panics.
        pub fn catch_unwind(function: unsafe extern "C" fn(*mut u8), data: *mut u8) -> i32;
        /// Announces the trap that ends no more than the innermost `catch_unwind`.
        pub fn unwind();
    }
}

#[cfg(not(target_os = "wasi"))]
mod host {
    pub unsafe fn catch_unwind(function: unsafe extern "C" fn(*mut u8), data: *mut u8) -> i32 {
        function(data);
        0
    }

    pub unsafe fn unwind() {}
}

#[no_mangle]
pub unsafe extern "C" fn macroscope_call(function: unsafe extern "C" fn(*mut u8), data: *mut u8) {
    function(data)
}

/// Calls a function, and gives the payload of the panic by which it ended.
#[no_mangle]
unsafe fn __macroscope_catch_unwind(function: unsafe extern "C" fn(*mut u8), data: *mut u8) -> Option<Payload> {
    CATCHING.with(|catching| catching.set(catching.get() + 1));
    // With something of its own on the stack, this function sets the stack's pointer back when it returns, where the frames that were
    // given up have left it.
    let mut anchor = [0_u8; 16];
    black_box(&mut anchor);
    let panicked = host::catch_unwind(function, data) != 0;
    black_box(&mut anchor);
    CATCHING.with(|catching| catching.set(catching.get() - 1));
    if panicked {
        CAUGHT.with(|caught| caught.borrow_mut().take())
    } else {
        None
    }
}

/// Panics without calling the hook.
#[no_mangle]
fn __macroscope_resume_unwind(payload: Payload) -> ! {
    if CATCHING.with(Cell::get) == 0 {
        entry::report(&*payload, None);
    } else {
        keep(payload);
    }
    std::process::abort()
}

/// Takes the macro's hook, and puts another one in its place.
#[no_mangle]
fn __macroscope_replace_hook(hook: Option<Hook>) -> Option<Hook> {
    HOOK.with(|current| std::mem::replace(&mut *current.borrow_mut(), hook))
}

fn keep(payload: Payload) {
    CAUGHT.with(|caught| *caught.borrow_mut() = Some(payload));
    unsafe { host::unwind() }
}

/// Is called for every panic. The trap comes when the standard library's own handler goes on.
pub(crate) fn observe() {
    panic::set_hook(Box::new(|information| {
        HOOK.with(|hook| {
            if let Some(hook) = &*hook.borrow() {
                hook(information);
            }
        });
        if CATCHING.with(Cell::get) == 0 {
            entry::report(information.payload(), information.location());
        } else {
            keep(unsafe { moved(information.payload()) });
        }
    }));
}

/// # Safety
/// The original must not be used any more, nor dropped. The frame that has it is given up.
unsafe fn moved(payload: &(dyn Any + Send)) -> Payload {
    let layout = Layout::for_value(payload);
    let source = payload as *const (dyn Any + Send) as *const u8;
    let target = if layout.size() == 0 { layout.align() as *mut u8 } else { alloc::alloc(layout) };
    ptr::copy_nonoverlapping(source, target, layout.size());
    // The same type at another address.
    let mut whole = payload as *const (dyn Any + Send) as *mut (dyn Any + Send);
    *(&mut whole as *mut *mut (dyn Any + Send)).cast::<*mut u8>() = target;
    Box::from_raw(whole)
}
