import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { OpenedProject, patience } from './temporaryProject';
import { repository, TestClient } from './testClient';

const source = `macro_rules! refuse {
    ($value:expr) => { compile_error!("not this one") };
}
macro_rules! outer {
    ($value:expr) => { refuse!($value) };
}
macro_rules! broken {
    ($value) => {};
}
macro_rules! only {
    (word) => {};
}
fn main() {
    outer!(1);
    outer!(2);
    broken!(1);
    broken!(2);
    only!(other);
}
`;

describe('a macro call that fails', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "failing"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': source,
    },
    'src/main.rs',
    { capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } } },
  );
  let diagnostics: readonly Diagnostic[] = [];

  beforeAll(async () => {
    const { client, file } = project;
    await client.until(() => (client.diagnosticsOf(file) ?? []).length > 0);
    diagnostics = client.diagnosticsOf(file) ?? [];
  }, patience);

  const lines = source.split('\n');
  /** The text of a place of one line, with its line from 1. */
  const marked = ({ start, end }: Diagnostic['range']): string =>
    `${start.line + 1}: ${lines[start.line]?.slice(start.character, end.character) ?? ''}`;

  it('leads to the arm, the definition and the call in another macro that are to blame', () => {
    const shown = diagnostics.map(({ range, message, relatedInformation = [] }) => [
      `${marked(range)}: ${typeof message === 'string' ? (message.split('\n')[0] ?? '') : message.value}`,
      ...relatedInformation.map(({ message: related, location }) => {
        expect(location.uri).toBe(pathToFileURL(project.file).href);
        return `  ${marked(location.range)}: ${related}`;
      }),
    ]);
    expect(shown.flat().join('\n')).toMatchInlineSnapshot(`
      "2: compile_error!("not this one"): not this one (in the expansion of \`compile_error\`)
        14: outer!(1): outer! is called here
        15: outer!(2): outer! is called here
      8: $value: missing fragment specifier
        7: broken: broken! is defined here
      18: other: no rules expected \`other\`
        11: word: arm 1 expected \`word\`, found \`other\`"
    `);
  });

  it('is told once, where the cause is a definition that several calls share', () => {
    expect(diagnostics.filter(({ code }) => code === 'invalid-definition')).toHaveLength(1);
  });
});

describe('a macro call that fails below an attribute macro', () => {
  const folder = join(repository, 'test/fixtures/demo');
  const file = join(folder, 'src/procedural.rs');

  it('is told once, though the attribute passes it on and fails with it', { timeout: patience }, async () => {
    const client = await TestClient.start({ folder });
    await client.open(
      file,
      `macro_rules! only { (word) => {}; }
#[demo_macros::logged("level")]
fn f() { only!(other); compile_error!("no"); vec![only!(another)]; }
`,
    );
    await client.until(() => (client.diagnosticsOf(file) ?? []).length > 0);
    const messages = client.diagnosticsOf(file)?.map(({ message }) => message.toString().split('\n')[0]);
    expect(messages?.sort()).toEqual([
      'no',
      'no rules expected `another` (in the expansion of `only`)',
      'no rules expected `other`',
    ]);
    await client.stop();
  });
});
