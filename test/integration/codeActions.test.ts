import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  ExecuteCommandRequest,
  type Position,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { edited, Inliner, inlineCapabilities } from './inliner';
import { positionOf, repository } from './testClient';
import { OpenedProject, patience, TemporaryProject } from './temporaryProject';

const manifest = '[package]\nname = "actions"\nversion = "0.1.0"\nedition = "2021"\n';

const main = `#[macro_export]
macro_rules! double {
    ($value:expr) => {
        $value + $value
    };
}

mod other;

macro_rules! outer {
    ($($tokens:tt)*) => { [$($tokens)*] };
}

macro_rules! limited {
    ($value:expr) => { limit($value) };
}

fn limit(value: i32) -> i32 {
    value
}

#[derive(Clone, Debug)]
struct Name(String);

fn main() {
    let four = double!(2) * 1;
    let eight = double!(four);
    let nested = outer!(double!(1));
    let limit = 3;
    let limited = limited!(limit);
    let broken = double!();
    println!("{four}");
    let global = ::std::concat!("a", 1);
}
`;

const other = `pub fn six() -> i32 {
    double!(3)
}
`;

describe('code actions', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml': manifest,
      'src/main.rs': main,
      'src/other.rs': other,
    },
    'src/main.rs',
    {
      capabilities: inlineCapabilities,
      experimental: { commands: { commands: ['macroscope.copyExpansion'] } },
    },
  );
  let inliner: Inliner;
  beforeAll(() => {
    inliner = new Inliner(project.client);
  });

  const at = (needle: string, within = 0): Position => positionOf(main, needle, within);

  it('are offered for the call at the cursor, and nowhere else', async () => {
    const titles = (await inliner.actions(project.file, at('double!(2)', 2))).map(({ title }) => title);
    expect(titles).toMatchInlineSnapshot(`
      [
        "Show the expansion of double!",
        "Show one step of double!",
        "Copy the expansion of double!",
        "Inline double!",
        "Inline double! and keep its call in a comment",
        "Inline all uses of double! in this file",
        "Inline all uses of double! in the workspace",
        "Find this place in the expansion of double!",
        "List the steps of the expansion of double!",
        "Pin the expansion of double!",
      ]
    `);
    expect(await inliner.actions(project.file, at('four'))).toBeNull();
  });

  it('name the macro by the path that the call has', async () => {
    const [first] = await inliner.actions(project.file, at('concat!'));
    expect(first?.title).toBe('Show the expansion of ::std::concat!');
  });

  it('do not inline what stands in the arguments of another call', async () => {
    const titles = (await inliner.actions(project.file, at('double!(1)', 2))).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Inline'))).toEqual([]);
  });

  it('inline one call without a question', async () => {
    const { edit } = await inliner.inline(project.file, at('double!(2)'));
    expect(edit?.changeAnnotations).toBeUndefined();
    expect(edited(project.file, main, edit)).toContain('let four = (2 + 2) * 1;');
  });

  it('inline all uses in the file after a preview, and tell which stay', async () => {
    const { edit } = await inliner.inline(project.file, at('double!(2)'), /in this file$/);
    const after = edited(project.file, main, edit);
    expect(after).toContain('let four = (2 + 2) * 1;\n    let eight = four + four;');
    expect(after).toContain('outer!(double!(1))');
    expect(edit?.changeAnnotations).toMatchInlineSnapshot(`
      {
        "inline": {
          "label": "Inline 2 uses of double!",
          "needsConfirmation": true,
        },
      }
    `);
    expect(project.client.messages.splice(0)).toMatchInlineSnapshot(`
      [
        "One use of \`double!\` cannot be inlined: unexpected end of macro invocation",
      ]
    `);
  });

  it('inline all uses in the workspace', async () => {
    const { edit } = await inliner.inline(project.file, at('double!(2)'), /in the workspace$/);
    expect(edited(project.path('src/other.rs'), other, edit)).toBe('pub fn six() -> i32 {\n    3 + 3\n}\n');
    expect(edited(project.file, main, edit)).toContain('let eight = four + four;');
    project.client.messages.splice(0);
  });

  it('refuse, with the reason, what would mean something else', async () => {
    expect((await inliner.inline(project.file, at('limited!'))).edit).toBeUndefined();
    expect((await inliner.inline(project.file, at('double!()'))).edit).toBeUndefined();
    expect(project.client.messages.splice(0)).toMatchInlineSnapshot(`
      [
        "\`limited!\` cannot be inlined: its definition names \`limit\`, which would mean your local variable of that name.",
        "\`double!\` cannot be inlined: unexpected end of macro invocation",
      ]
    `);
  });

  it('warn where only a nightly compiler takes the result, and take a derive off its list', async () => {
    const { edit } = await inliner.inline(project.file, at('Debug'));
    expect(edit?.changeAnnotations).toMatchInlineSnapshot(`
      {
        "inline": {
          "description": "uses what only the standard library may use (fmt_helpers_for_derive): stable compilers refuse it",
          "label": "Inline #[derive(Debug)]",
          "needsConfirmation": true,
        },
      }
    `);
    const after = edited(project.file, main, edit);
    expect(after.slice(after.indexOf('#[derive'), after.indexOf('fn main'))).toMatchInlineSnapshot(`
      "#[derive(Clone)]
      struct Name(String);

      #[automatically_derived]
      impl ::core::fmt::Debug for Name {
          #[inline]
          fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
              ::core::fmt::Formatter::debug_tuple_field1_finish(f, "Name", &&self.0)
          }
      }

      "
    `);
    const println = await inliner.inline(project.file, at('println'));
    expect(println.edit?.changeAnnotations?.['inline']).toMatchObject({ needsConfirmation: true });
  });

  it('give the text of the expansion to clients that copy it', async () => {
    const copy = (await inliner.actions(project.file, at('double!(2)'))).find(({ title }) =>
      title.startsWith('Copy'),
    );
    if (!copy?.command) throw new Error('no command');
    const { command, arguments: args } = copy.command;
    expect(command).toBe('macroscope.copyExpansion');
    const text = await project.client.connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: args,
    });
    expect(text).toBe('2 + 2');
  });
});

/** Modules of the demo's macros come with this repository, so procedural macros run without a build. */
describe('code actions of procedural macros, in a client that can do little', () => {
  const project = new TemporaryProject();
  let path: string;
  let text: string;
  const applied: WorkspaceEdit[] = [];

  beforeAll(async () => {
    for (const name of ['demo', 'demo-macros'])
      cpSync(join(repository, 'test/fixtures', name), project.path(name), { recursive: true });
    path = project.path('demo/src/procedural.rs');
    text = readFileSync(path, 'utf8');
    const client = await project.start({ folder: project.path('demo') });
    client.connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      applied.push(edit);
      return { applied: true };
    });
    await client.open(path);
  }, patience);

  async function inline(needle: string): Promise<string> {
    const uri = pathToFileURL(path).href;
    expect(await project.client.runCommand('inlineMacro', path, positionOf(text, needle))).toBe(true);
    const changes = applied.pop()?.changes?.[uri] ?? [];
    return edited(path, text, {
      documentChanges: [{ textDocument: { uri, version: null }, edits: changes }],
    });
  }

  it('inline a derive: the implementations below the item, without the attributes of the derive', async () => {
    const after = await inline('Builder)]');
    expect(after.slice(0, after.indexOf('impl ConnectionBuilder'))).toMatchInlineSnapshot(`
      "//! Macros that are programs.

      use demo_macros::{logged, states, Builder};

      /// How to reach the server.
      pub struct Connection {
          pub host: String,
          pub port: u16,
          pub headers: Vec<(String, String)>,
      }

      impl Connection {
          pub fn builder() -> ConnectionBuilder {
              ConnectionBuilder {
                  host: ::core::option::Option::None,
                  port: ::core::option::Option::None,
                  headers: ::core::option::Option::None,
              }
          }
      }

      pub struct ConnectionBuilder {
          host: ::core::option::Option<String>,
          port: ::core::option::Option<u16>,
          headers: ::core::option::Option<Vec<(String, String)>>,
      }

      "
    `);
  });

  it('inline an attribute: its item in place', async () => {
    const after = await inline('logged("');
    const start = after.indexOf('fn greet');
    expect(after.slice(start, after.indexOf('pub fn run'))).toMatchInlineSnapshot(`
      "fn greet(name: &str) -> String {
          ::std::println!("enter {}", "greeting");
          let result = (move || { format!("Hello, {name}!") })();
          ::std::println!("leave {}", "greeting");
          result
      }

      "
    `);
    expect(after).not.toContain('#[logged');
  });
});
