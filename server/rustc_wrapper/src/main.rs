//! Stands between cargo and rustc while the build scripts of a workspace are run: compiles build scripts and what they use, and nothing
//! else. cargo believes that the rest succeeded, since it only has to know that to go on.
//!
//! Called as `wrapper RUSTC ARGUMENT…` (Cargo Book, `RUSTC_WRAPPER`).

use std::env;
use std::process::{exit, Command};

fn main() {
    let mut arguments = env::args_os().skip(1);
    let Some(rustc) = arguments.next() else { exit(2) };
    let arguments: Vec<_> = arguments.collect();
    // A build script that asks the compiler what it can do calls it with cargo's variables for build scripts: it gets an honest answer.
    let by_build_script = env::var_os("CARGO_CFG_TARGET_ARCH").is_some();
    if !by_build_script && may_be_skipped(&arguments) {
        return;
    }
    match Command::new(rustc).args(arguments).status() {
        Ok(status) => exit(status.code().unwrap_or(1)),
        Err(error) => {
            eprintln!("error: {error}");
            exit(1)
        }
    }
}

/// Libraries that are only checked have no part in a build script. Procedural macros seldom have: they are left out on the first try.
fn may_be_skipped(arguments: &[std::ffi::OsString]) -> bool {
    let text = |index: usize| arguments.get(index).and_then(|argument| argument.to_str());
    (0..arguments.len()).any(|index| match (text(index), text(index + 1)) {
        (Some(argument), next) => {
            let only_checked = argument.strip_prefix("--emit=").is_some_and(|kinds| {
                kinds.contains("metadata") && !kinds.contains("link")
            });
            let macro_crate = argument == "--crate-type" && next == Some("proc-macro");
            only_checked || (macro_crate && env::var_os("MACROSCOPE_SKIP_PROC_MACROS").is_some())
        }
        _ => false,
    })
}
