//! From the host's buffer to the macro's function and back.

use crate::session::{self, Session};
use crate::stream::TokenStream;
use crate::unwinding;
use crate::wire::{Reader, Writer, MAGIC, VERSION};
use std::any::Any;
use std::mem::ManuallyDrop;
use std::panic;

#[derive(Copy, Clone, PartialEq)]
enum MacroKind {
    Bang = 0,
    Derive = 1,
    Attribute = 2,
}

/// Memory for the input, to be given to one of the functions below.
pub fn alloc(length: usize) -> *mut u8 {
    ManuallyDrop::new(Vec::with_capacity(length)).as_mut_ptr()
}

/// Runs a function-like macro. Returns the output as `pointer << 32 | length`.
///
/// # Safety
/// `input` must come from [`alloc`] with this length and be filled. The same holds for the functions below.
pub unsafe fn expand_bang(input: *mut u8, length: usize, expand: fn(TokenStream) -> TokenStream) -> u64 {
    let mut reader = begin(input, length, MacroKind::Bang);
    end(expand(reader.stream()))
}

/// Runs a derive macro.
///
/// # Safety
/// As for [`expand_bang`].
pub unsafe fn expand_derive(input: *mut u8, length: usize, expand: fn(TokenStream) -> TokenStream) -> u64 {
    let mut reader = begin(input, length, MacroKind::Derive);
    end(expand(reader.stream()))
}

/// Runs an attribute macro.
///
/// # Safety
/// As for [`expand_bang`].
pub unsafe fn expand_attribute(
    input: *mut u8,
    length: usize,
    expand: fn(TokenStream, TokenStream) -> TokenStream,
) -> u64 {
    let mut reader = begin(input, length, MacroKind::Attribute);
    let arguments = reader.stream();
    let item = reader.stream();
    end(expand(arguments, item))
}

unsafe fn begin(input: *mut u8, length: usize, kind: MacroKind) -> Reader {
    unwinding::observe();
    // Tokens keep pointing into the buffer, which therefore is never freed: the instance ends with the call.
    let mut reader = Reader::new(std::slice::from_raw_parts(input, length));
    reader.expect(MAGIC);
    reader.expect(&[VERSION, kind as u8]);
    let edition = reader.number();
    let input_spans = reader.number();
    let positions = if reader.byte() == 1 { Some(reader.positions(input_spans)) } else { None };
    session::with(|session| {
        session.edition = edition;
        session.input_spans = input_spans;
        session.positions = positions;
    });
    reader
}

fn end(output: TokenStream) -> u64 {
    let bytes = session::with(|session| encode(&output, session, session.diagnostics.len()));
    // Freeing a deep tree costs time and stack for nothing.
    let output = ManuallyDrop::new((output, bytes));
    (output.1.as_ptr() as usize as u64) << 32 | output.1.len() as u64
}

/// An output with its tokens, the first diagnostics that were emitted, and what else the session knows.
fn encode(output: &TokenStream, session: &Session, diagnostics: usize) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.bytes.extend_from_slice(MAGIC);
    writer.bytes.push(VERSION);
    writer.derived_spans(&session.derived);
    writer.stream(output);
    writer.diagnostics(session.diagnostics[..diagnostics].iter());
    writer.tracked_inputs(&session.tracked);
    writer.number(session.position_reads.len() as u32);
    for (span, question) in session.position_reads.iter() {
        writer.number(*span);
        writer.bytes.push(*question as u8);
    }
    writer.bytes
}

/// The longest output, in bytes, that a report of a panic carries: the host reads no more than 64 KiB of one.
const LONGEST_REPORTED: usize = 24 * 1024;

/// An output without tokens, in hexadecimal digits: what the macro has told and asked before it panicked. Of more diagnostics than fit the
/// first ones. Empty when there is nothing to tell, or when the panic struck while the session was in use.
fn told_before() -> String {
    session::try_with(|session| {
        if session.diagnostics.is_empty() && session.position_reads.is_empty() {
            return String::new();
        }
        let mut diagnostics = session.diagnostics.len();
        loop {
            let bytes = encode(&TokenStream::new(), session, diagnostics);
            if bytes.len() <= LONGEST_REPORTED {
                return bytes.iter().map(|byte| format!("{:02x}", byte)).collect();
            }
            if diagnostics == 0 {
                return String::new();
            }
            diagnostics /= 2;
        }
    })
    .unwrap_or_default()
}

/// Tells the host of a panic: the message, the place in the macro's source, and what was told before, with NULs between.
pub(crate) fn report(payload: &(dyn Any + Send), place: Option<&panic::Location<'_>>) {
    let message = if let Some(text) = payload.downcast_ref::<&'static str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.as_str()
    } else {
        ""
    };
    let place = place.map(ToString::to_string).unwrap_or_default();
    send_report(&format!("{}\0{}\0{}", message, place, told_before()));
}

/// Ends a call that came without positions but needs them. The host knows the message and calls again.
pub(crate) fn abort_for_positions() -> ! {
    send_report("\0positions");
    std::process::abort()
}

#[cfg(target_arch = "wasm32")]
fn send_report(report: &str) {
    #[link(wasm_import_module = "macroscope")]
    extern "C" {
        fn report_panic(report: *const u8, length: usize);
    }
    unsafe { report_panic(report.as_ptr(), report.len()) }
}

#[cfg(not(target_arch = "wasm32"))]
fn send_report(report: &str) {
    eprintln!("{}", report);
}
