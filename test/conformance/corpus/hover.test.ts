/** What a user sees in the editor where the corpus's issues are not about rustc's output: the hover at a place, as text. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Position } from 'vscode-languageserver-protocol';
import { patience, TemporaryProject } from '../../integration/temporaryProject';
import { corpusText } from './corpusCases';

describe('hovers', { timeout: patience }, () => {
  const project = new TemporaryProject();
  const capabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };
  beforeAll(async () => void (await project.start({ capabilities })));
  afterAll(() => project.expectAlive(), patience);

  /** The hover at each `$0` of a text, without the time that the expansion took. */
  async function hovers(text: string): Promise<string[]> {
    const path = project.path(`case${text.length}.rs`);
    const parts = text.split('$0');
    await project.client.open(path, parts.join(''));
    const found: string[] = [];
    for (let count = 1; count < parts.length; count++) {
      const hover = await project.client.hoverText(path, endOf(parts.slice(0, count).join('')));
      found.push(hover.replace(/, \d+\.\d ms/, '').replace(/ · defined in `[^`]*` \([^)]*\)/, ''));
    }
    return found;
  }

  async function hover(text: string): Promise<string> {
    return (await hovers(text))[0] ?? '';
  }

  /** A case of the corpus with the cursor before the last place where `needle` stands. */
  function at(name: string, needle: string): string {
    const text = corpusText(`cases/${name}.rs`);
    const offset = text.lastIndexOf(needle);
    return `${text.slice(0, offset)}$0${text.slice(offset)}`;
  }

  test('rust-analyzer#9366: every letter of the name will do, the first one too', async () => {
    const call = 'macro_rules! foo { () => { struct Foo {} }; }\n$0f$0o$0o!();\n';
    const found = await hovers(call);
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toContain('struct Foo {}');
  });

  test('rust-analyzer#13833: no arm is shown when none matches', async () => {
    expect(await hover(at('rust_analyzer_13833', 'choose!'))).toMatchInlineSnapshot(`
      "**Cannot be expanded**: no rules expected \`whatever\`
      - while trying to match \`yes\`
      - arm 1, \`(yes)\`, expected \`yes\`, found \`whatever\`
      - arm 2, \`()\`, expected the end of the input, found \`whatever\`

      \`choose\` · declarative macro"
    `);
  });

  test('rust-analyzer#13833: the token that no arm expected is marked, and leads to the arms', async () => {
    const { client } = project;
    const path = project.path('unmatched.rs');
    await client.open(path, corpusText('cases/rust_analyzer_13833.rs'));
    await client.until(() => (client.diagnosticsOf(path) ?? []).length > 0);
    const [diagnostic, ...others] = client.diagnosticsOf(path) ?? [];
    expect(others).toEqual([]);
    const places = diagnostic?.relatedInformation?.map(
      ({ message, location: { range } }) =>
        `${range.start.line}:${range.start.character}-${range.end.character} ${message}`,
    );
    expect({ range: diagnostic?.range, places }).toMatchInlineSnapshot(`
      {
        "places": [
          "1:23-26 arm 1 expected \`yes\`, found \`whatever\`",
          "1:42-43 arm 2 expected the end of the input, found \`whatever\`",
        ],
        "range": {
          "end": {
            "character": 42,
            "line": 2,
          },
          "start": {
            "character": 34,
            "line": 2,
          },
        },
      }
    `);
  });

  test('rust-analyzer#10606: a macro that calls itself twice says so at once', async () => {
    expect(await hover(at('rust_analyzer_10606', 'error! {}'))).toMatchInlineSnapshot(`
      "\`\`\`rust
      error! {}
      error! {}
      \`\`\`

      **Cannot be expanded**: recursion limit reached while expanding \`error!\`
      - expanding: \`error!\` (arm 1) → \`error!\`
      - consider increasing the recursion limit by adding a \`#![recursion_limit = "256"]\` attribute to the crate

      \`error\` · declarative macro · arm 1

      1 step, 8 tokens"
    `);
  });

  test('rust-analyzer#18876: a logging macro without arguments says what it lacks', async () => {
    expect(await hover(at('rust_analyzer_18876', 'error!()'))).toMatchInlineSnapshot(`
      "\`\`\`rust
      event!("ERROR",)
      \`\`\`

      **Cannot be expanded** (in \`event\`): unexpected end of macro invocation
      - while trying to match \`{\`
      - arm 1, \`(target: $target:expr, $level:expr, { $($fields:tt)* }, $($arguments:tt)+)\`, expected \`target\`, found \`"ERROR"\`
      - arm 2, \`(target: $target:expr, $level:expr, { $($fields:tt)+ })\`, expected \`target\`, found \`"ERROR"\`
      - arm 3, \`(target: $target:expr, $level:expr, $($arguments:tt)+)\`, expected \`target\`, found \`"ERROR"\`
      - arm 4, \`($level:expr, { $($fields:tt)* }, $($arguments:tt)+)\`, expected \`{\`, found the end of the input
      - arm 5, \`($level:expr, $($arguments:tt)+)\`, expected \`$arguments:tt\`, found the end of the input
      - arm 6, \`($level:expr)\`, expected the end of the input, found \`,\`

      \`error\` · declarative macro · arm 1

      \`$arguments\` = nothing

      1 step, 6 tokens"
    `);
  });

  test.each([
    ['helix#5667', at('helix_5667', 'test!'), 'let foo = 42;\nlet _ = foo;'],
    ['rust-analyzer#14108', at('rust_analyzer_14108', 'whitespace!'), 'if true {}'],
    ['rust-analyzer#14487', at('rust_analyzer_14487', 'outer!'), '#[cfg(not(test))]\nmod chosen {'],
    [
      'rust-analyzer#14487',
      'macro_rules! outer { () => { unknown! { if #[cfg(test)] { a } } }; }\n$0outer!();\n',
      'if #[cfg(test)]',
    ],
  ])('%s: words stay apart in the text', async (_, text, expected) => {
    expect(await hover(text)).toContain(expected);
  });

  test('cargo-expand: both variables are shown as rustc shows them', async () => {
    expect(await hover(at('cargo_expand_first_x', 'first_x!()'))).toContain('```rust\nx\n```');
  });

  const different = /is the name of \d different \w+ here/g;

  test.each([
    ['{ let a = 42; $e }', 'a / 10', ['is the name of 2 different variables here']],
    ['{ let a = 1; inner!(a, $e) }', 'a', ['is the name of 3 different variables here']],
    ["'a: loop { $e }", "break 'a", ['is the name of 2 different labels here']],
    ['{ let a = 42; a + $e }', 'b.a + S { a: 1 }.a + a::b + a!()', []],
    ['{ let a = 42; a } + { let b = $e; b }', 'c', []],
  ])('names that hygiene keeps apart are told: %s with %s', async (body, argument, expected) => {
    const inner = 'macro_rules! inner { ($x:expr, $y:expr) => {{ let a = $x; a + $y }}; }\n';
    const text = `${inner}macro_rules! outer { ($e:expr) => {{ ${body} }}; }\nfn f() { $0outer!(${argument}); }\n`;
    expect((await hover(text)).match(different) ?? []).toEqual(expected);
  });
});

function endOf(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
