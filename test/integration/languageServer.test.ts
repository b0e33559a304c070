import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience } from './temporaryProject';
import { positionOf, repository, TestClient } from './testClient';

describe('a client that shows no Markdown', () => {
  it('gets hovers as plain text', { timeout: patience }, async () => {
    const folder = join(repository, 'test/fixtures/demo');
    const path = join(folder, 'src/declarative.rs');
    const textDocument = { hover: { contentFormat: ['plaintext' as const] } };
    const client = await TestClient.start({ folder, capabilities: { textDocument } });
    await client.open(path);
    const hover = await client.hoverText(path, positionOf(readFileSync(path, 'utf8'), 'map! {', 1));
    expect(hover).toMatch(/^\{\n {4}let mut map = HashMap::new\(\);\n/);
    expect(hover).toMatch(/^map · declarative macro · defined in demo \(src\/declarative\.rs:6\) · arm 1$/m);
    await client.stop();
  });
});

/** The bundled example, not trusted: no program runs, so this is what a user has right after cloning a repository. */
describe('language server on the demo, untrusted', () => {
  const folder = join(repository, 'test/fixtures/demo');
  const declarative = join(folder, 'src/declarative.rs');
  const procedural = join(folder, 'src/procedural.rs');
  const text = readFileSync(declarative, 'utf8');
  let client: TestClient;

  beforeAll(async () => {
    client = await TestClient.start({ folder });
    await client.open(declarative);
    await client.open(procedural);
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('offers hover and incremental synchronization', () => {
    expect(client.initialized.capabilities).toMatchObject({
      hoverProvider: true,
      textDocumentSync: { change: 2, openClose: true },
    });
  });

  it('becomes quiescent and says that the workspace is not trusted', async () => {
    const status = await client.ready();
    expect(status.health).toBe('warning');
    expect(status.message).toContain('not trusted');
  });

  it('shows the expansion of a macro_rules call with definition, arm and cost', async () => {
    const hover = await client.hoverText(declarative, positionOf(text, 'map! {', 1));
    expect(hover.replace(/\d+ tokens, [\d.]+ ms/, 'N tokens, T ms')).toMatchInlineSnapshot(`
      "\`\`\`rust
      {
          let mut map = HashMap::new();
          map.insert("Ada", 36);
          map.insert("Grace", 85);
          map
      }
      \`\`\`

      \`map\` · declarative macro · defined in \`demo\` (src/declarative.rs:6) · arm 1

      \`$key\` = \`"Ada"\`, \`"Grace"\` · \`$value\` = \`36\`, \`85\`

      1 step, N tokens, T ms"
    `);
  });

  it('shows a built-in derive for the path under the cursor only', async () => {
    const hover = await client.hoverText(
      declarative,
      positionOf(text, 'Debug, Default, PartialEq)]\npub enum', 2),
    );
    expect(hover).toContain('impl ::core::fmt::Debug for Shape');
    expect(hover).not.toContain('PartialEq for Shape');
  });

  it('shows println! down to what rustc keeps', async () => {
    const hover = await client.hoverText(declarative, positionOf(text, 'println!', 0));
    expect(hover).toMatch(/::std::io::_print\(format_args!\(\s*"\{0\} people, the oldest is \{1\}\\n"/);
  });

  it('runs procedural macros of every kind from their modules', async () => {
    const source = readFileSync(procedural, 'utf8');
    const derive = await client.hoverText(procedural, positionOf(source, 'Builder)]', 3));
    expect(derive).toContain('pub struct ConnectionBuilder');
    expect(derive).toMatch(/[\d,]+ instructions/);
    const attribute = await client.hoverText(procedural, positionOf(source, 'logged("', 2));
    expect(attribute).toContain('let result = (move || {');
    const bang = await client.hoverText(procedural, positionOf(source, 'states!', 2));
    expect(bang).toContain('pub enum Light');
  });

  it('follows edits without a save', async () => {
    const start = positionOf(text, '"Ada" => 36');
    const end = { line: start.line, character: start.character + '"Ada" => 36'.length };
    await client.edit(declarative, start, end, '"Émile😀" => 1, "Ada" => 37');
    const hover = await client.hoverText(declarative, positionOf(text, 'map! {', 1));
    expect(hover).toContain('map.insert("Émile😀", 1);');
    expect(hover).toContain('map.insert("Ada", 37);');
  });

  it('survives a half-typed call and tells why it cannot be expanded', async () => {
    const at = positionOf(text, 'let shapes');
    await client.edit(declarative, at, at, 'let broken = map! { "x" => };\n    ');
    const hover = await client.hoverText(declarative, {
      line: at.line,
      character: at.character + 'let broken = '.length,
    });
    expect(hover).toContain('**Cannot be expanded**');
    await client.until(() =>
      (client.diagnosticsOf(declarative) ?? []).some(({ range }) => range.start.line === at.line),
    );
    const diagnostic = client.diagnosticsOf(declarative)?.find(({ range }) => range.start.line === at.line);
    expect(diagnostic?.message).toMatchInlineSnapshot(`
      "unexpected end of macro invocation
      while trying to match meta-variable \`$value:expr\`"
    `);
    expect(diagnostic?.range).toMatchInlineSnapshot(`
      {
        "end": {
          "character": 30,
          "line": 58,
        },
        "start": {
          "character": 30,
          "line": 58,
        },
      }
    `);
  });

  it('answers rust-analyzer/expandMacro as rust-analyzer documents it', async () => {
    const params = {
      textDocument: { uri: pathToFileURL(declarative).href },
      position: positionOf(text, 'records! {', 2),
    };
    // The edit above moved nothing before this call.
    const answer = await client.connection.sendRequest('rust-analyzer/expandMacro', params);
    expect(answer).toMatchObject({ name: 'records' });
    expect((answer as { expansion: string }).expansion).toContain('pub struct Position');
    const nothing = { ...params, position: { line: 0, character: 0 } };
    expect(await client.connection.sendRequest('rust-analyzer/expandMacro', nothing)).toBeNull();
  });

  it('has no hover where there is no macro', async () => {
    expect(await client.hover(declarative, positionOf(text, 'use std', 1))).toBeNull();
  });
});
