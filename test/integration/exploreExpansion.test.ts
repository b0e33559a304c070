import {
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  SemanticTokensRequest,
  type Location,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient, type ShownExpansion } from './expansionClient';
import { positionOf } from './testClient';
import { OpenedProject, patience } from './temporaryProject';

const source = `macro_rules! getter {
    ($field:ident: $ty:ty) => {
        pub fn $field(&self) -> &$ty {
            &self.$field
        }
    };
}

macro_rules! record {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        pub struct $name { $($field: $ty),* }
        impl $name {
            $(getter!($field: $ty);)*
        }
    };
}

record!(Person { name: String, age: u8 });
`;

describe('the names in an expansion document', () => {
  const shared = `macro_rules! swap {
    ($left:expr, $right:expr) => {{
        let first = $left;
        ($right, first, other.first)
    }};
}
fn f(first: u8, other: Other) {
    swap!(1, first + 2);
}
`;
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "named"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/lib.rs': shared,
    },
    'src/lib.rs',
    {
      capabilities: { workspace: { ...contentCapabilities.workspace, inlayHint: { refreshSupport: true } } },
      initializationOptions: { expansion: { hygieneMarks: true } },
    },
  );

  it('have marks where they are those of different variables, where a setting wants that', async () => {
    const { connection } = project.client;
    const editor = new ExpansionClient(project.client);
    const { uri, text } = await editor.show('showExpansion', project.file, positionOf(shared, 'swap!(1'));
    const lines = text.split('\n');
    const everything = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
    const marked = async (range = everything): Promise<string> => {
      const hints = await connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
      for (const { position, label } of (hints ?? []).toReversed())
        lines[position.line] =
          lines[position.line]?.replace(
            new RegExp(`^.{${position.character}}`),
            (before) => `${before}${String(label)}`,
          ) ?? '';
      return lines.splice(0, lines.length, ...text.split('\n')).join('\n');
    };
    expect(await marked()).toMatchInlineSnapshot(`
      "// Expansion of swap! at src/lib.rs:8:5

      {
          let first#1 = 1;
          (first#2 + 2, first#1, other.first)
      }
      "
    `);
    const start = positionOf(text, '(first + 2');
    expect(
      (await marked({ start, end: { ...start, character: start.character + 7 } })).match(/#\d/g),
    ).toEqual(['#2']);
    let refreshed = 0;
    connection.onRequest(InlayHintRefreshRequest.type, () => {
      refreshed++;
    });
    await connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { expansion: { hygieneMarks: false } },
    });
    expect(await marked()).toBe(text);
    await expect.poll(() => refreshed).toBe(1);
  });
});

describe('in an expansion document', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "explored"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/lib.rs': source,
    },
    'src/lib.rs',
    { capabilities: contentCapabilities },
  );
  let editor: ExpansionClient;
  let step: ShownExpansion;
  let all: ShownExpansion;

  beforeAll(async () => {
    editor = new ExpansionClient(project.client);
    step = await editor.show('showExpansionStep', project.file, positionOf(source, 'record!(P'));
    all = await editor.show('showExpansion', project.file, positionOf(source, 'record!(P'));
  }, patience);

  const at = ({ uri, text }: ShownExpansion, needle: string, within = 0) => ({
    textDocument: { uri },
    position: positionOf(text, needle, within),
  });

  /** The text of a place in the source. */
  async function definition(shown: ShownExpansion, needle: string, within = 0): Promise<string> {
    const found = (await project.client.connection.sendRequest(
      DefinitionRequest.type,
      at(shown, needle, within),
    )) as Location;
    expect(found.uri).toContain('src/lib.rs');
    const { start, end } = found.range;
    expect(start.line).toBe(end.line);
    const line = source.split('\n')[start.line] ?? '';
    return `${start.line + 1}: ${line.slice(0, start.character)}[${line.slice(start.character, end.character)}]`;
  }

  it('each token leads to where it came from', async () => {
    expect(await definition(all, 'Person {')).toBe('18: record!([Person]');
    expect(await definition(all, 'fn age', 3)).toBe('18: record!(Person { name: String, [age]');
    expect(await definition(all, 'fn age')).toBe('3:         pub [fn]');
    expect(await definition(all, 'impl')).toBe('12:         [impl]');
    expect(await definition(step, 'getter!')).toBe('13:             $([getter]');
    const nothing = { textDocument: { uri: all.uri }, position: { line: 0, character: 0 } };
    expect(await project.client.connection.sendRequest(DefinitionRequest.type, nothing)).toBeNull();
  });

  it('the source leads to its place in the expansion', async () => {
    const shown = await editor.show('goToExpansion', project.file, positionOf(source, 'age: u8'));
    expect(shown).toMatchObject({ uri: all.uri, selection: { start: positionOf(all.text, 'age') } });
  });

  it('a hover tells which step made a token, and what a call expands to', async () => {
    const hover = async (shown: ShownExpansion, needle: string): Promise<unknown> =>
      (await project.client.connection.sendRequest(HoverRequest.type, at(shown, needle)))?.contents;
    expect(await hover(all, 'fn age')).toMatchInlineSnapshot(`
      {
        "kind": "markdown",
        "value": "\`record!\` › \`getter!\` · arm 1

      written by the macro · src/lib.rs:3:13",
      }
    `);
    expect(await hover(all, 'age: u8')).toMatchInlineSnapshot(`
      {
        "kind": "markdown",
        "value": "\`record!\` · arm 1

      passed in by the call · src/lib.rs:18:32",
      }
    `);
    expect(await hover(step, 'getter!(age')).toMatchObject({
      value: expect.stringMatching(
        /^```rust\npub fn age\(&self\) -> &u8[^]*\n\n`getter` · declarative macro/,
      ) as string,
    });
  });

  it('blocks fold and items are listed', async () => {
    const textDocument = { uri: all.uri };
    const folds = await project.client.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    const lines = all.text.split('\n');
    expect(folds?.map(({ startLine, endLine }) => `${lines[startLine] ?? ''} … ${lines[endLine + 1] ?? ''}`))
      .toMatchInlineSnapshot(`
      [
        "pub struct Person { … }",
        "impl Person { … }",
        "    pub fn name(&self) -> &String { …     }",
        "    pub fn age(&self) -> &u8 { …     }",
      ]
    `);
    const symbols = await project.client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(
      symbols?.map((symbol) => ({
        name: symbol.name,
        children: 'children' in symbol ? symbol.children?.map(({ name }) => name) : [],
      })),
    ).toMatchInlineSnapshot(`
      [
        {
          "children": [],
          "name": "Person",
        },
        {
          "children": [
            "name",
            "age",
          ],
          "name": "impl Person",
        },
      ]
    `);
  });

  it('tokens are colored by kind and origin', async () => {
    const legend = project.client.initialized.capabilities.semanticTokensProvider?.legend;
    const colored = await project.client.connection.sendRequest(SemanticTokensRequest.type, {
      textDocument: { uri: step.uri },
    });
    const data = colored?.data ?? [];
    const position: Position = { line: 0, character: 0 };
    const lines = step.text.split('\n');
    const shown: string[] = [];
    for (let index = 0; index < data.length; index += 5) {
      const [line = 0, character = 0, length = 0, type = 0, bits = 0] = data.slice(index, index + 5);
      position.character = line > 0 ? character : position.character + character;
      position.line += line;
      const text = lines[position.line]?.slice(position.character, position.character + length) ?? '';
      const modifiers = legend?.tokenModifiers.filter((_, bit) => (bits >> bit) & 1) ?? [];
      shown.push([text, legend?.tokenTypes[type], ...modifiers].join(' '));
    }
    expect(shown.slice(0, 4)).toMatchInlineSnapshot(`
      [
        "pub keyword fromMacro",
        "struct keyword fromMacro",
        "Person type fromCall",
        "name variable fromCall",
      ]
    `);
    expect(shown.filter((each) => each.includes('pending'))).toMatchInlineSnapshot(`
      [
        "getter macro fromMacro nested pending",
        "name variable fromCall nested pending",
        "String type fromCall nested pending",
        "getter macro fromMacro nested pending",
        "age variable fromCall nested pending",
        "u8 variable fromCall nested pending",
      ]
    `);
  });

  it('source files are left to other servers', async () => {
    const place = { textDocument: { uri: project.file }, position: positionOf(source, 'record!(P') };
    expect(await project.client.connection.sendRequest(DefinitionRequest.type, place)).toBeNull();
    expect(await project.client.connection.sendRequest(FoldingRangeRequest.type, place)).toBeNull();
  });

  it('features are registered for expansions alone where the client can do that', async () => {
    const dynamicRegistration = true;
    const registered: unknown[] = [];
    const other = await project.start({
      capabilities: {
        ...contentCapabilities,
        textDocument: {
          definition: { dynamicRegistration },
          foldingRange: { dynamicRegistration },
          documentSymbol: { dynamicRegistration },
          inlayHint: { dynamicRegistration },
          semanticTokens: {
            dynamicRegistration,
            requests: {},
            tokenTypes: [],
            tokenModifiers: [],
            formats: [],
          },
        },
      },
      onRegistration: (registration) => registered.push(registration),
    });
    expect(other.initialized.capabilities.definitionProvider).toBeUndefined();
    for (const method of ['textDocument/definition', 'textDocument/inlayHint'])
      await expect
        .poll(() => registered)
        .toContainEqual(
          expect.objectContaining({
            method,
            registerOptions: { documentSelector: [{ scheme: 'macroscope-expansion' }] },
          }),
        );
    await other.stop();
  });
});
