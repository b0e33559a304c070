import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bangMacros, buildTestModule } from '../conformance/procedural/buildTestModule';
import { macroCrate } from '../integration/temporaryProject';

const templates = `use proc_macro::TokenStream;
pub fn template(name: TokenStream) -> TokenStream {
    let name = name.to_string();
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let text = std::fs::read_to_string(format!("{folder}/{}", name.trim_matches('"'))).unwrap();
    format!("pub const TEMPLATE: &str = {text:?};").parse().unwrap()
}
`;

const unbuilt = `use proc_macro::TokenStream;
pub fn nothing(_: TokenStream) -> TokenStream { TokenStream::new() }
`;

const files: Readonly<Record<string, string>> = {
  'reader/Cargo.toml': `[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
templates = { path = "../templates" }
unbuilt = { path = "../unbuilt" }
`,
  'reader/src/lib.rs': `pub const GREETING: &str = include_str!("../greeting.txt");
templates::template!("template.txt");
unbuilt::nothing!();
`,
  'reader/greeting.txt': 'as it was in greeting.txt',
  'reader/template.txt': 'as it was in template.txt',
  ...macroCrate('templates', templates),
  ...macroCrate('unbuilt', unbuilt),
};

/** Writes a crate whose macros read files into a folder, with two macro crates: one that brings its module along, and one that was never built. */
export function writeReader(workspace: string): void {
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(workspace, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  // For the compiler that builds the module the crate is a library like any other.
  const library = write('templates/prebuilt/lib.rs', templates);
  const module = buildTestModule('templates', library, bangMacros('template'));
  write('templates/prebuilt/templates.wasm', module);
  const key = createHash('sha256').update(module).digest('hex');
  const description = { file: 'templates.wasm', key, macros: bangMacros('template') };
  write('templates/prebuilt/macroscope.json', JSON.stringify(description));
}
