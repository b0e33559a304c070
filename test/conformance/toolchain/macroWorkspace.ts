/** The files of a workspace with a procedural-macro crate of each shape that the builder has to cope with. No crate needs another one. */

const proc = '#![allow(unused)]\nextern crate proc_macro;\nuse proc_macro::TokenStream;\n';

function macroCrate(name: string, edition: number, further = ''): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "${edition}"\n${further}[lib]\nproc-macro = true\n`;
}

export const macroWorkspace: Readonly<Record<string, string>> = {
  'Cargo.toml': `[workspace]
members = ["app", "macros/*"]
exclude = ["twice"]
resolver = "2"
`,
  'app/Cargo.toml': `[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
plain = { path = "../macros/plain" }
generated = { path = "../macros/generated", features = ["more"] }
by-library = { path = "../macros/by-library" }
by-macro = { path = "../macros/by-macro" }
declare-attribute = "1"
scripted = { path = "../macros/scripted" }
layered = { path = "../macros/layered" }
old = { path = "../macros/old" }
new = { path = "../macros/new" }
broken = { path = "../macros/broken" }
decorated = { path = "../macros/decorated" }
one = { package = "twice", path = "../twice/one" }
two = { package = "twice", path = "../twice/two" }
`,
  'app/src/lib.rs': '',

  // Lints that fail the build of a crate of one's own, and a module, and text that is compiled in.
  'macros/plain/Cargo.toml': macroCrate('plain', 2021).replace(
    '[lib]\n',
    '[lib]\nname = "plain_renamed"\npath = "code/root.rs"\n',
  ),
  'macros/plain/code/root.rs': `#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
extern crate proc_macro;
use proc_macro::TokenStream;
mod inner;
/// A derive.
#[proc_macro_derive(Plain, attributes(plain, r#type))]
pub fn derive_plain(_input: TokenStream) -> TokenStream {
    inner::empty()
}
#[doc = include_str!("../notes.md")]
#[proc_macro_attribute]
pub fn keep(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let unused = 1;
    item
}
/// A function-like macro.
#[cfg(not(nowhere))]
#[proc_macro]
pub fn echo(input: TokenStream) -> TokenStream {
    input
}
/// Not in this build.
#[cfg(nowhere)]
#[proc_macro]
pub fn absent(input: TokenStream) -> TokenStream {
    input
}
`,
  'macros/plain/code/inner.rs': 'pub(crate) fn empty() -> crate::TokenStream { crate::TokenStream::new() }\n',
  'macros/plain/notes.md': 'Notes.\n',

  // Functions that a macro_rules! of the crate makes, some only with a feature.
  'macros/generated/Cargo.toml': macroCrate('generated', 2021, '[features]\nmore = []\nother = []\n'),
  'macros/generated/src/lib.rs': `${proc}
macro_rules! derive {
    ($feature:literal, $name:ident, $function:ident $(, $helper:ident)* $(,)?) => {
        #[cfg(feature = $feature)]
        #[proc_macro_derive($name, attributes($($helper),*))]
        #[doc = "Made by a macro."]
        pub fn $function(_input: TokenStream) -> TokenStream { TokenStream::new() }
    };
}
derive!("more", First, first);
derive!("more", Second, second, helper_a, helper_b);
derive!("other", Third, third);
#[cfg_attr(feature = "more", proc_macro)]
pub fn sometimes(input: TokenStream) -> TokenStream { input }
#[cfg_attr(proc_macro, proc_macro)]
pub fn only_as_macro(input: TokenStream) -> TokenStream { input }
#[cfg(not(proc_macro))]
compile_error!("this is no procedural macro");
`,

  // Functions that the macro of a library makes, and that library comes from a registry.
  'macros/by-library/Cargo.toml': `${macroCrate('by-library', 2018)}[dependencies]\ndeclare-macros = "1"\n`,
  'macros/by-library/src/lib.rs': `${proc}
fn expand(input: TokenStream) -> TokenStream { input }
declare_macros::declare_derive!([Declared, attributes(declared)] => expand);
`,
  '.cargo/config.toml':
    '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n',
  'vendor/declare-macros/Cargo.toml':
    '[package]\nname = "declare-macros"\nversion = "1.0.0"\nedition = "2018"\n',
  'vendor/declare-macros/.cargo-checksum.json': '{"files":{},"package":null}',
  'vendor/declare-macros/src/lib.rs': `
#[macro_export]
macro_rules! declare_derive {
    ([$($derive:tt)*] => $inner:path) => {
        #[proc_macro_derive($($derive)*)]
        pub fn declared_function(input: proc_macro::TokenStream) -> proc_macro::TokenStream { $inner(input) }
    };
}
`,

  // Functions that another procedural macro makes. Code of the workspace uses that one as well.
  'macros/by-macro/Cargo.toml': `${macroCrate('by-macro', 2018)}[dependencies]\ndeclare-attribute = "1"\n`,
  'macros/by-macro/src/lib.rs': `${proc}
#[declare_attribute::declare]
fn expand(input: TokenStream) -> TokenStream { input }
`,
  'vendor/declare-attribute/Cargo.toml':
    '[package]\nname = "declare-attribute"\nversion = "1.0.0"\nedition = "2018"\n[lib]\nproc-macro = true\n',
  'vendor/declare-attribute/.cargo-checksum.json': '{"files":{},"package":null}',
  'vendor/declare-attribute/src/lib.rs': `
extern crate proc_macro;
use proc_macro::TokenStream;
macro_rules! text { ($($token:tt)*) => { stringify!($($token)*).parse::<TokenStream>().unwrap() } }
#[proc_macro_attribute]
pub fn declare(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let declaration = text! {
        #[proc_macro_derive(DeclaredByMacro)]
        pub fn declared_by_macro(input: TokenStream) -> TokenStream { expand(input) }
    };
    item.into_iter().chain(declaration).collect()
}
`,

  // A build script that decides what is compiled.
  'macros/scripted/Cargo.toml': macroCrate('scripted', 2021),
  'macros/scripted/build.rs': `fn main() {
    println!("cargo:rustc-cfg=scripted");
    let folder = std::env::var("OUT_DIR").unwrap();
    std::fs::write(std::path::Path::new(&folder).join("name.rs"), "pub const NAME: &str = \\"made\\";").unwrap();
}
`,
  'macros/scripted/src/lib.rs': `${proc}
include!(concat!(env!("OUT_DIR"), "/name.rs"));
#[cfg(scripted)]
#[proc_macro]
pub fn scripted(_input: TokenStream) -> TokenStream { NAME.parse().unwrap() }
`,

  // A macro crate that uses another one, which rustc loads natively while ours is compiled.
  'macros/layered/Cargo.toml': `${macroCrate('layered', 2021)}[dependencies]\ngenerated = { path = "../generated" }\nold = { path = "../old" }\n`,
  'macros/layered/src/lib.rs': `${proc}
#[derive(generated::Second)]
#[helper_b]
struct State;
#[proc_macro_attribute]
pub fn layered(_arguments: TokenStream, item: TokenStream) -> TokenStream { old::echo_old!(item) }
`,

  // The editions differ in how attributes and paths are written.
  'macros/old/Cargo.toml': macroCrate('old', 2015),
  'macros/old/src/lib.rs': `${proc}#[proc_macro]\npub fn echo_old(input: TokenStream) -> TokenStream { input }\n`,
  'macros/new/Cargo.toml': macroCrate('new', 2024),
  'macros/new/src/lib.rs': `${proc}#[proc_macro]\npub fn r#gen(input: TokenStream) -> TokenStream { input }\n`,

  'macros/broken/Cargo.toml': macroCrate('broken', 2021),
  'macros/broken/src/lib.rs': `${proc}#[proc_macro]\npub fn broken(input: TokenStream) -> TokenStream { no_such_function(input) }\n`,

  // An attribute that insists on seeing what it decorates, in both orders.
  'macros/decorator/Cargo.toml': macroCrate('decorator', 2021),
  'macros/decorator/src/lib.rs': `${proc}
#[proc_macro_attribute]
pub fn decorator(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    if item.to_string().contains("proc_macro") { item } else { "compile_error!(\\"not a macro\\");".parse().unwrap() }
}
`,
  'macros/decorated/Cargo.toml': `${macroCrate('decorated', 2021)}[dependencies]\ndecorator = { path = "../decorator" }\n`,
  'macros/decorated/src/lib.rs': `${proc}use decorator::decorator;
#[decorator]
#[proc_macro]
pub fn outside(input: TokenStream) -> TokenStream { input }
#[proc_macro_derive(Inside)]
#[decorator]
pub fn inside(input: TokenStream) -> TokenStream { input }
`,

  // Two versions of one crate.
  'twice/one/Cargo.toml': macroCrate('twice', 2021),
  'twice/one/src/lib.rs': `${proc}#[proc_macro]\npub fn twice_one(input: TokenStream) -> TokenStream { input }\n`,
  'twice/two/Cargo.toml': macroCrate('twice', 2021).replace('0.1.0', '2.0.0'),
  'twice/two/src/lib.rs': `${proc}#[proc_macro]\npub fn twice_two(input: TokenStream) -> TokenStream { input }\n`,
};
