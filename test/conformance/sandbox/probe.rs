//! A guest for tests that does what it is told: its input is a list of words, or several with `;` between them, its output what came of
//! it. It goes through Rust's standard library and WASI's C library, as a macro does. `build-probe.mjs` makes probe.wasm of it.
use std::collections::HashMap;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};

#[link(wasm_import_module = "macroscope")]
extern "C" {
    fn report_panic(pointer: *const u8, length: usize);
    fn path_canonicalize(
        path: *const u8,
        path_length: usize,
        buffer: *mut u8,
        buffer_length: usize,
        length: *mut usize,
    ) -> i32;
    fn environment_variable(name: *const u8, name_length: usize, buffer: *mut u8, buffer_length: usize) -> i32;
}

#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    let mut buffer = Vec::<u8>::with_capacity(length);
    let pointer = buffer.as_mut_ptr();
    std::mem::forget(buffer);
    pointer
}

#[no_mangle]
pub unsafe extern "C" fn run(input: *mut u8, length: usize) -> u64 {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        unsafe { report_panic(message.as_ptr(), message.len()) }
    }));
    let input = String::from_utf8(Vec::from_raw_parts(input, length, length)).unwrap();
    let answers = input.split(';').map(|order| match obey(&order.split(' ').collect::<Vec<_>>()) {
        Ok(text) => text,
        Err(error) => format!("{:?}: {error}", error.kind()),
    });
    let output = answers.collect::<Vec<_>>().join(";").into_bytes().into_boxed_slice();
    let length = output.len() as u64;
    (Box::into_raw(output) as *mut u8 as u64) << 32 | length
}

fn obey(words: &[&str]) -> std::io::Result<String> {
    Ok(match words {
        ["read", path] => fs::read_to_string(path)?,
        ["read-twice", path] => format!("{}{}", fs::read_to_string(path)?, fs::read_to_string(path)?),
        ["tail", path, count] => {
            let mut file = fs::File::open(path)?;
            file.seek(SeekFrom::End(-count.parse::<i64>().unwrap()))?;
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            text
        }
        ["list", path] => {
            let mut names = Vec::new();
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                let mark = if kind.is_dir() { "/" } else if kind.is_symlink() { "@" } else { "" };
                names.push(format!("{}{mark}", entry.file_name().to_string_lossy()));
            }
            names.join(" ")
        }
        ["stat", path] => {
            let data = fs::metadata(path)?;
            format!("{} {} {:?}", data.is_dir(), data.len(), data.modified()?)
        }
        ["exists", path] => std::path::Path::new(path).exists().to_string(),
        ["write", path] => fs::write(path, "x").map(|()| "written".to_string())?,
        ["append", path] => {
            fs::OpenOptions::new().append(true).open(path)?.write_all(b"x")?;
            "written".to_string()
        }
        ["remove", path] => fs::remove_file(path).map(|()| "removed".to_string())?,
        ["rename", from, to] => fs::rename(from, to).map(|()| "renamed".to_string())?,
        ["mkdir", path] => fs::create_dir(path).map(|()| "made".to_string())?,
        ["readlink", path] => fs::read_link(path)?.display().to_string(),
        ["hoard", path, count] => {
            let mut files = Vec::new();
            for _ in 0..count.parse::<usize>().unwrap() {
                files.push(fs::File::open(path)?);
            }
            files.len().to_string()
        }
        ["env", name] => format!("{:?}", std::env::var(name).ok()),
        ["variable", name] => {
            let mut value = [0; 256];
            let length =
                unsafe { environment_variable(name.as_ptr(), name.len(), value.as_mut_ptr(), value.len()) };
            format!("{:?}", usize::try_from(length).ok().map(|length| String::from_utf8_lossy(&value[..length])))
        }
        ["canonical", path] => {
            let (mut name, mut length) = ([0; 4096], 0);
            let errno = unsafe {
                path_canonicalize(path.as_ptr(), path.len(), name.as_mut_ptr(), name.len(), &mut length)
            };
            format!("{errno} {}", String::from_utf8_lossy(&name[..length]))
        }
        ["environment"] => format!("{:?}", std::env::vars().collect::<Vec<_>>()),
        ["arguments"] => format!("{:?}", std::env::args().collect::<Vec<_>>()),
        ["clock"] => format!("{:?}", std::time::SystemTime::now()),
        ["elapsed"] => format!("{:?}", std::time::Instant::now().elapsed()),
        ["order"] => {
            let map: HashMap<u32, ()> = (0..20).map(|key| (key, ())).collect();
            format!("{:?}", map.keys().collect::<Vec<_>>())
        }
        ["stdin"] => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
        ["print", text] => {
            println!("out {text}");
            eprintln!("err {text}");
            String::new()
        }
        ["shout", count] => {
            let line = [b'x'; 1000];
            for _ in 0..count.parse::<usize>().unwrap() {
                std::io::stderr().write_all(&line)?;
            }
            "shouted".to_string()
        }
        ["sleep"] => {
            std::thread::sleep(std::time::Duration::from_secs(3600));
            "slept".to_string()
        }
        ["thread"] => format!("{:?}", std::thread::Builder::new().spawn(|| ()).map(|_| ())?),
        ["connect"] => format!("{:?}", std::net::TcpStream::connect("127.0.0.1:80").map(|_| ())?),
        ["spawn"] => format!("{:?}", std::process::Command::new("true").status()?),
        ["float", text] => {
            let value: f64 = text.parse().unwrap();
            format!("{} {:?} {:x}", value * 3.0, value.sqrt(), (value - value).sqrt().to_bits())
        }
        ["nan"] => {
            let zero = std::hint::black_box(0.0f64);
            let (nan, payload) = (zero / zero, f64::from_bits(0x7ff8_0000_dead_beef));
            let narrow = std::hint::black_box(0.0f32) / std::hint::black_box(0.0f32);
            let sum = std::hint::black_box(payload) + nan;
            format!("{:x} {:x} {:x} {:x}", nan.to_bits(), sum.to_bits(), narrow.to_bits(), ((-nan) as f32).to_bits())
        }
        ["panic", text] => panic!("{text}"),
        ["exit", code] => std::process::exit(code.parse().unwrap()),
        ["abort"] => std::process::abort(),
        ["allocate", bytes] => {
            let buffer = vec![1u8; bytes.parse().unwrap()];
            std::hint::black_box(&buffer).len().to_string()
        }
        ["try-allocate", bytes] => {
            let mut buffer = Vec::<u8>::new();
            format!("{}", buffer.try_reserve(bytes.parse().unwrap()).is_ok())
        }
        ["recurse", depth] => recurse(depth.parse().unwrap()).to_string(),
        ["spin"] => loop {
            std::hint::black_box(());
        },
        _ => panic!("no such order: {words:?}"),
    })
}

#[inline(never)]
fn recurse(depth: u64) -> u64 {
    if depth == 0 {
        return 0;
    }
    std::hint::black_box(1 + recurse(std::hint::black_box(depth - 1)))
}
