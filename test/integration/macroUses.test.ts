import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { positionOf } from './testClient';
import { OpenedProject } from './temporaryProject';

const main = `macro_rules! pairs {
    ($($key:literal => $value:expr),*; $($rest:tt)*) => { [$(($key, $value)),*] };
}

macro_rules! unused {
    () => {};
}

mod other;

fn main() {
    let pairs = pairs!("a" => 1, "b" => 2 + 3;);
    #[macros::marked]
    fn marked() {}
}
`;

const other = `#[derive(macros::Named)]
pub struct Unit;

pub fn more() {
    let none = pairs!(; some more);
}
`;

const macros = `#[proc_macro_attribute]
pub fn marked(_: TokenStream, item: TokenStream) -> TokenStream { item }
#[proc_macro_derive(Named)]
pub fn derive_named(_: TokenStream) -> TokenStream { TokenStream::new() }
`;

describe('the definition of a macro', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmacros = { path = "macros" }\n[workspace]\nmembers = ["macros"]\n',
      'src/main.rs': main,
      'src/other.rs': other,
      'macros/Cargo.toml':
        '[package]\nname = "macros"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
      'macros/src/lib.rs': macros,
    },
    'src/main.rs',
  );

  /** A hover's text with the project's folder left out. */
  async function hover(file: string, source: string, needle: string, within = 0): Promise<string> {
    const value = await project.client.hoverText(file, positionOf(source, needle, within));
    return value.replaceAll(pathToFileURL(project.folder).href, 'file://');
  }

  it('tells in a hover who calls it', async () => {
    expect(await hover(project.file, main, 'pairs {')).toMatchInlineSnapshot(`
      "\`pairs!\` · declarative macro · 2 uses in the workspace

      - [src/main.rs:12](file:///src/main.rs#L12) \`let pairs = pairs!("a" => 1, "b" => 2 + 3;);\`
      - [src/other.rs:5](file:///src/other.rs#L5) \`let none = pairs!(; some more);\`"
    `);
    expect(await hover(project.file, main, 'unused {')).toMatchInlineSnapshot(
      `"\`unused!\` · declarative macro · 0 uses in the workspace"`,
    );
    expect(await project.client.hover(project.file, positionOf(main, 'fn main', 4))).toBeNull();
  });

  it('of a procedural macro is its function, or the name in the attribute', async () => {
    const file = project.path('macros/src/lib.rs');
    expect(await hover(file, macros, 'fn marked', 4)).toMatchInlineSnapshot(`
      "\`#[marked]\` · procedural macro · 1 use in the workspace

      - [src/main.rs:13](file:///src/main.rs#L13) \`#[macros::marked]\`"
    `);
    expect(await hover(file, macros, 'derive_named')).toMatchInlineSnapshot(`
      "\`#[derive(Named)]\` · procedural macro · 1 use in the workspace

      - [src/other.rs:1](file:///src/other.rs#L1) \`#[derive(macros::Named)]\`"
    `);
    expect(await hover(file, macros, 'Named')).toContain('1 use in the workspace');
  });

  it('gives the places of its uses to clients that list them', async () => {
    const uri = pathToFileURL(project.file).href;
    const uses = async (needle: string): Promise<Location[] | null> =>
      project.client.runCommand('showUses', project.file, positionOf(main, needle)) as Promise<
        Location[] | null
      >;
    const places = (await uses('pairs {'))?.map(({ uri: file, range }) => [file, range.start.line]);
    expect(places).toEqual([
      [uri, main.slice(0, main.indexOf('pairs!(')).split('\n').length - 1],
      [pathToFileURL(project.path('src/other.rs')).href, 4],
    ]);
    expect(await uses('fn main')).toBeNull();
  });

  it('is called with arguments, which a hover over the call tells', async () => {
    const bound = (value: string): string => /^`\$.*$/m.exec(value)?.[0] ?? '';
    expect(bound(await hover(project.file, main, 'pairs!('))).toMatchInlineSnapshot(
      `"\`$key\` = \`"a"\`, \`"b"\` · \`$value\` = \`1\`, \`2 + 3\` · \`$rest\` = nothing"`,
    );
    const file = project.path('src/other.rs');
    expect(bound(await hover(file, other, 'pairs!('))).toMatchInlineSnapshot(
      `"\`$key\` = nothing · \`$value\` = nothing · \`$rest\` = \`some\`, \`more\`"`,
    );
  });
});
