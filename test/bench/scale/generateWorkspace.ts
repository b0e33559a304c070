import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GeneratedWorkspace {
  readonly crates: number;
  readonly lines: number;
}

/** Lines of one module's file, and of one round of the items in it. */
const linesPerFile = 250;
const linesPerItem = 26;

/**
 * Writes a workspace of so many library crates with about so many lines together. Each crate exports a macro, depends on up to three crates
 * before it, and calls their macros, its own ones, those of the standard library and built-in derives, in modules of some 250 lines.
 */
export function generateWorkspace(folder: string, { crates, lines }: GeneratedWorkspace): void {
  const write = (name: string, text: string): void => {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  };
  write('Cargo.toml', `[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n`);
  const modules = Math.max(1, Math.round(lines / crates / linesPerFile));
  for (let crate = 0; crate < crates; crate++) {
    const needed = dependenciesOf(crate);
    write(
      `crates/${crateName(crate)}/Cargo.toml`,
      [
        `[package]\nname = "${crateName(crate)}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]`,
        ...needed.map((each) => `${crateName(each)} = { path = "../${crateName(each)}" }`),
        '',
      ].join('\n'),
    );
    const names = Array.from({ length: modules }, (_, index) => `part_${index}`);
    write(
      `crates/${crateName(crate)}/src/lib.rs`,
      [
        '#[macro_use]\nmod macros;',
        ...names.map((name) => `pub mod ${name};`),
        ...needed.map((each) => `pub use ${crateName(each)}::part_0 as from_${each};`),
        '',
      ].join('\n'),
    );
    write(`crates/${crateName(crate)}/src/macros.rs`, macros(crate));
    for (const [index, name] of names.entries())
      write(`crates/${crateName(crate)}/src/${name}.rs`, moduleText(crate, index, needed));
  }
}

export function crateName(crate: number): string {
  return `crate_${crate}`;
}

/** The crate before, one in the middle, one near the beginning. */
function dependenciesOf(crate: number): number[] {
  const candidates = [crate - 1, crate >> 1, crate % 7];
  return [...new Set(candidates)].filter((each) => each >= 0 && each < crate);
}

function macros(crate: number): string {
  return `/// Makes a structure with a function for each of its fields.
#[macro_export]
macro_rules! record_${crate} {
    ($name:ident { $($field:ident: $kind:ty),* $(,)? }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $(pub $field: $kind),* }
        impl $name {
            $(pub fn $field(&self) -> &$kind { &self.$field })*
        }
    };
}

macro_rules! sum {
    () => { 0 };
    ($first:expr $(, $rest:expr)*) => { $first + sum!($($rest),*) };
}
`;
}

function moduleText(crate: number, index: number, needed: readonly number[]): string {
  const parts = ['//! Generated.', 'use std::collections::HashMap;', ''];
  for (let item = 0; item * linesPerItem < linesPerFile; item++) {
    const macro = needed[item % Math.max(1, needed.length)] ?? crate;
    const path = macro === crate ? `record_${crate}` : `${crateName(macro)}::record_${macro}`;
    parts.push(`${path}! {
    Record${item} { name: String, count: usize, values: Vec<u64> }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Plain${item} {
    pub id: u64,
    pub name: String,
}

/// Adds up what part ${index} of crate ${crate} has, in a function with calls of several kinds.
pub fn function_${item}(records: &[Record${item}], names: &HashMap<u64, String>) -> String {
    let mut total = sum!(1, 2, ${item});
    for record in records {
        assert!(record.count > 0, "{} has no count", record.name);
        if let Some(name) = names.get(&(record.count as u64)) {
            println!("{name}: {}", record.values.len());
            total += record.count;
        }
    }
    let shown = vec![format!("{total}"), String::from("part ${index}")];
    shown.join(", ")
}
`);
  }
  return parts.join('\n');
}
