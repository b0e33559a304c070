//! Procedural macros that do what no macro should. Compiled to a module for the tests; none of them may cost more than its own call.

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Literal, TokenStream, TokenTree};
use std::io::{Read, Write};

fn text(value: impl ToString) -> TokenStream {
    TokenTree::from(Literal::string(&value.to_string())).into()
}

pub fn panics(_: TokenStream) -> TokenStream {
    panic!("this macro has had enough")
}

pub fn panics_with_value(_: TokenStream) -> TokenStream {
    std::panic::panic_any(42)
}

/// As crates do that report errors by unwinding to a handler of their own.
pub fn catches_own_panic(_: TokenStream) -> TokenStream {
    match std::panic::catch_unwind(|| std::panic::panic_any(42)) {
        Ok(()) => text("no panic"),
        Err(_) => text("caught"),
    }
}

pub fn loops(_: TokenStream) -> TokenStream {
    let mut count = 0u64;
    loop {
        count = std::hint::black_box(count.wrapping_add(1));
    }
}

pub fn allocates(_: TokenStream) -> TokenStream {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop {
        kept.push(std::hint::black_box(vec![1; 1 << 20]));
    }
}

pub fn recurses(_: TokenStream) -> TokenStream {
    fn deeper(depth: u64) -> u64 {
        let frame = std::hint::black_box([depth; 16]);
        frame[0] + deeper(depth + 1) + frame[15]
    }
    text(deeper(0))
}

pub fn reads_passwords(_: TokenStream) -> TokenStream {
    text(std::fs::read_to_string("/etc/passwd").expect("the password file"))
}

pub fn reads_upwards(_: TokenStream) -> TokenStream {
    let mut path = String::from(".");
    for _ in 0..32 {
        path.push_str("/..");
    }
    text(std::fs::read_to_string(path + "/etc/passwd").expect("the password file"))
}

/// Goes through everything that can be listed from the root, the working folder and the crate's folder, links included, and reads the beginning of all files.
pub fn walks_folders(_: TokenStream) -> TokenStream {
    let mut waiting: Vec<std::path::PathBuf> = vec!["/".into(), ".".into(), "..".into(), "/proc".into(), "/etc".into()];
    waiting.extend(std::env::var("CARGO_MANIFEST_DIR").map(Into::into));
    let (mut entries, mut secrets) = (0, 0);
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            entries += 1;
            // Links in a circle would lead on for ever.
            if folder.components().count() < 8 {
                waiting.push(entry.path());
            }
            let mut content = Vec::new();
            if let Ok(file) = std::fs::File::open(entry.path()) {
                let _ = file.take(100).read_to_end(&mut content);
            }
            secrets += content.windows(6).any(|bytes| bytes == b"secret") as usize;
        }
    }
    text(format!("{entries} entries, {secrets} secrets"))
}

/// Does without what it does not get, so that only the note tells of it.
pub fn peeks(_: TokenStream) -> TokenStream {
    text(std::fs::read_to_string("/etc/hostname").is_ok())
}

pub fn reads_clock(_: TokenStream) -> TokenStream {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let started = std::time::Instant::now();
    text(format!("{} {}", now.as_nanos(), started.elapsed().as_nanos()))
}

/// A hash map with a random seed: its order must be the same in every call.
pub fn reads_random(_: TokenStream) -> TokenStream {
    let map: std::collections::HashMap<u32, ()> = (0..100).map(|key| (key, ())).collect();
    text(format!("{:?}", map.keys().collect::<Vec<_>>()))
}

pub fn reads_environment(_: TokenStream) -> TokenStream {
    let mut variables: Vec<_> = std::env::vars().map(|(name, value)| format!("{name}={value}")).collect();
    variables.sort();
    text(variables.join("\n"))
}

pub fn spawns_thread(_: TokenStream) -> TokenStream {
    let thread = std::thread::Builder::new().spawn(|| 1);
    text(thread.map(|_| "a thread").unwrap_or("no thread"))
}

pub fn starts_process(_: TokenStream) -> TokenStream {
    text(std::process::Command::new("id").output().map(|_| "a process").unwrap_or("no process"))
}

pub fn opens_socket(_: TokenStream) -> TokenStream {
    text(std::net::TcpStream::connect("127.0.0.1:80").map(|_| "a socket").unwrap_or("no socket"))
}

pub fn writes_file(_: TokenStream) -> TokenStream {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    text(std::fs::write(folder + "/written-by-macro", "x").map(|_| "written").unwrap_or("refused"))
}

pub fn writes_and_panics(_: TokenStream) -> TokenStream {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    std::fs::write(folder + "/half-written", "x").unwrap();
    panic!("not finished")
}

pub fn exits(_: TokenStream) -> TokenStream {
    std::process::exit(0)
}

pub fn aborts(_: TokenStream) -> TokenStream {
    std::process::abort()
}

pub fn prints(_: TokenStream) -> TokenStream {
    println!("to standard output");
    eprintln!("to standard error");
    TokenStream::new()
}

pub fn prints_without_end(_: TokenStream) -> TokenStream {
    let line = [b'x'; 4096];
    for _ in 0..1024 {
        let _ = std::io::stderr().write_all(&line);
    }
    TokenStream::new()
}

/// Far more tokens than any output budget allows.
pub fn outputs_without_end(_: TokenStream) -> TokenStream {
    let mut stream: TokenStream = "word word word word word word word word".parse().unwrap();
    for _ in 0..14 {
        stream.extend([stream.clone()]);
    }
    stream
}

pub fn nests_deep(_: TokenStream) -> TokenStream {
    let mut stream = TokenStream::new();
    for _ in 0..20_000 {
        stream = TokenTree::from(Group::new(Delimiter::Parenthesis, stream)).into();
    }
    stream
}

/// Counts its own calls. A second call must not see the first.
pub fn counts_calls(_: TokenStream) -> TokenStream {
    use std::sync::atomic::{AtomicU32, Ordering};
    static CALLS: AtomicU32 = AtomicU32::new(0);
    text(CALLS.fetch_add(1, Ordering::Relaxed) + 1)
}

/// The bytes of a hexadecimal literal, which the wrapper returns as if they were an output.
pub fn bytes(input: &[u8]) -> Vec<u8> {
    let start = input.windows(2).position(|pair| pair == b"\"x").map_or(input.len(), |at| at + 2);
    (input[start..].chunks(2))
        .map_while(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
