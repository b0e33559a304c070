//! Calls the functions of procedural macros inside rustc and writes down what goes in and comes out. Linked into the copies of macro crates
//! that the survey compiles; `export.rs` makes the macros that lead here.
//!
//! A call is `macroscope_derive_Name! { 17 3 { item } }`: its number, the number of the environment that it runs in, and its tokens; an
//! attribute has its arguments in a group before those of the item.
//!
//! Every call runs in a process of its own, a fork of rustc's. So a macro finds its statics as they were when it was loaded, the calls
//! may have different environments and folders, and one that aborts or does not end costs nothing but itself.
//!
//! `MACROSCOPE_SURVEY_LOG` names the file to which a line of JSON is added for each call, `MACROSCOPE_SURVEY_PLACES` the file of environments:
//! records that end with U+001E, of fields that end with U+001F: the folder, then `NAME=value` for each variable.

extern crate proc_macro;

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::any::Any;
use std::env;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Instant;

extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn alarm(seconds: u32) -> u32;
    fn _exit(status: i32) -> !;
}

/// Seconds after which a call is ended.
const LIMIT: u32 = 30;

pub fn call_bang(input: TokenStream, function: fn(TokenStream) -> TokenStream) -> TokenStream {
    call(input, 1, &|mut streams| function(streams.remove(0)))
}

pub fn call_derive(input: TokenStream, function: fn(TokenStream) -> TokenStream) -> TokenStream {
    call(input, 1, &|mut streams| function(streams.remove(0)))
}

pub fn call_attribute(input: TokenStream, function: fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    call(input, 2, &|mut streams| function(streams.remove(0), streams.remove(0)))
}

fn call(input: TokenStream, count: usize, function: &dyn Fn(Vec<TokenStream>) -> TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let mut number = || tokens.next().and_then(|token| token.to_string().parse::<usize>().ok()).expect("a number");
    let (call, place) = (number(), number());
    let streams: Vec<TokenStream> = tokens
        .map(|token| match token {
            TokenTree::Group(group) => group.stream(),
            _ => panic!("a group"),
        })
        .collect();
    assert_eq!(streams.len(), count);
    let log = env::var("MACROSCOPE_SURVEY_LOG").expect("the log");
    let process = unsafe { fork() };
    if process == 0 {
        unsafe { alarm(LIMIT) };
        run(&log, call, place, streams, function);
        unsafe { _exit(0) }
    }
    let mut status = 0;
    unsafe { waitpid(process, &mut status, 0) };
    if process < 0 || status != 0 {
        append(&log, &format!("{{\"call\":{call},\"died\":{status}}}\n"));
    }
    TokenStream::new()
}

fn run(log: &str, call: usize, place: usize, streams: Vec<TokenStream>, function: &dyn Fn(Vec<TokenStream>) -> TokenStream) {
    let mut line = format!("{{\"call\":{call},\"input\":[");
    for (index, stream) in streams.iter().enumerate() {
        line.push_str(if index > 0 { "," } else { "" });
        tokens_to(stream.clone(), &mut line);
    }
    enter(place);
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| function(streams)));
    let micros = started.elapsed().as_micros();
    write!(line, "],\"micros\":{micros}").unwrap();
    match outcome {
        Ok(output) => {
            line.push_str(",\"text\":");
            string_to(&output.to_string(), &mut line);
            line.push_str(",\"output\":");
            tokens_to(output, &mut line);
        }
        Err(payload) => {
            line.push_str(",\"panic\":");
            match message_of(&*payload) {
                Some(message) => string_to(message, &mut line),
                None => line.push_str("null"),
            }
        }
    }
    line.push_str("}\n");
    append(log, &line);
}

/// As rustc reads a payload (`proc_macro::bridge::rpc::PanicMessage`).
fn message_of(payload: &(dyn Any + Send)) -> Option<&str> {
    payload.downcast_ref::<&'static str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

/// Makes the folder and the variables of a place those of this process, and no others.
fn enter(place: usize) {
    let places = fs::read_to_string(env::var("MACROSCOPE_SURVEY_PLACES").expect("the places")).expect("the places");
    let record = places.split('\x1e').nth(place).expect("the place").to_owned();
    for (name, _) in env::vars_os() {
        env::remove_var(name);
    }
    let mut fields = record.split_terminator('\x1f');
    env::set_current_dir(fields.next().expect("a folder")).expect("the folder");
    for field in fields {
        if let Some((name, value)) = field.split_once('=') {
            env::set_var(name, value);
        }
    }
}

/// A list of strings: `(` `)` `[` `]` `{` `}` for delimiters, `<` `>` for invisible ones, and else a letter before the token's text: `i` identifier,
/// `l` literal, `j` joint and `a` lone operator character.
fn tokens_to(stream: TokenStream, line: &mut String) {
    line.push('[');
    let mut first = true;
    flat(stream, &mut |text| {
        if !first {
            line.push(',');
        }
        first = false;
        string_to(text, line);
    });
    line.push(']');
}

fn flat(stream: TokenStream, put: &mut dyn FnMut(&str)) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("<", ">"),
                };
                put(open);
                flat(group.stream(), put);
                put(close);
            }
            TokenTree::Ident(ident) => put(&format!("i{ident}")),
            TokenTree::Literal(literal) => put(&format!("l{literal}")),
            TokenTree::Punct(punct) => {
                let spacing = if punct.spacing() == Spacing::Joint { 'j' } else { 'a' };
                put(&format!("{spacing}{}", punct.as_char()));
            }
        }
    }
}

fn string_to(text: &str, line: &mut String) {
    line.push('"');
    for character in text.chars() {
        match character {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            control if control < ' ' => write!(line, "\\u{:04x}", control as u32).unwrap(),
            other => line.push(other),
        }
    }
    line.push('"');
}

fn append(log: &str, line: &str) {
    let mut file = OpenOptions::new().create(true).append(true).open(log).expect("the log");
    file.write_all(line.as_bytes()).expect("the log");
}
