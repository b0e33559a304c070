import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  DidSaveTextDocumentNotification,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroscope } from './commandLine';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { positionOf } from './testClient';

const main = `use templates::{check, template};
fn main() {
    let _ = template!("a.txt");
    let _ = template!("b.txt");
    let _ = include_str!("../c.txt");
    check!("d.txt");
}
`;

const macros = (greeting: string): string => `use proc_macro::TokenStream;
fn read(name: TokenStream) -> Option<String> {
    let name = name.to_string();
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    std::fs::read_to_string(format!("{folder}/{}", name.trim_matches('"'))).ok()
}
pub fn template(name: TokenStream) -> TokenStream {
    format!("(\\"${greeting}\\", {:?})", read(name)).parse().unwrap()
}
pub fn check(name: TokenStream) -> TokenStream {
    match read(name) {
        None => TokenStream::new(),
        Some(text) => panic!("the file says {text}"),
    }
}
pub fn spelled(input: TokenStream) -> TokenStream {
    let texts: Vec<_> = input.into_iter().map(|token| token.span().source_text()).collect();
    format!("{texts:?}").parse().unwrap()
}
`;

describe('what macros read', () => {
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ntemplates = { path = "templates" }\n[workspace]\n',
    'src/main.rs': main,
    'a.txt': 'first a',
    'b.txt': 'first b',
    'c.txt': 'first c',
    ...macroCrate('templates', macros('hello')),
  });
  const path = (): string => project.path('src/main.rs');
  const environment = () => ({ ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache') });
  let editor: ExpansionClient;
  const uriOf = async (needle: string): Promise<string> =>
    (await editor.show('showExpansion', path(), positionOf(main, needle))).uri;
  const expansion = async (needle: string): Promise<string> => editor.text(await uriOf(needle));
  const [a, b, c, d] = ['template!("a', 'template!("b', 'include_str!', 'check!'];
  /** The title of the lens over a call, as the client shows it. */
  async function lensOf(needle: string): Promise<string | undefined> {
    const { line } = positionOf(main, needle);
    const textDocument = { uri: pathToFileURL(path()).href };
    const lenses = await project.client.connection.sendRequest(CodeLensRequest.type, { textDocument });
    const lens = lenses?.find(({ range }) => range.start.line === line);
    if (!lens) throw new Error('no lens');
    return (await project.client.connection.sendRequest(CodeLensResolveRequest.type, lens)).command?.title;
  }
  const messages = (): string[] | undefined =>
    project.client.diagnosticsOf(path())?.map(({ message }) => String(message));

  it(
    'is watched: expansions, diagnostics and code lenses that depend on it follow, and others are left alone',
    async () => {
      const client = await project.start({
        trusted: true,
        environment: environment(),
        initializationOptions: { codeLens: { enabled: true } },
        capabilities: { workspace: { ...contentCapabilities.workspace, codeLens: { refreshSupport: true } } },
      });
      let lensesRefreshed = 0;
      client.connection.onRequest(CodeLensRefreshRequest.type, () => {
        lensesRefreshed++;
      });
      editor = new ExpansionClient(client);
      const { changed } = editor;
      await client.ready();
      await client.open(path());
      expect(await expansion(a)).toContain('first a');
      expect(await expansion(b)).toContain('first b');
      expect(await expansion(c)).toContain('first c');
      await expect.poll(messages, { timeout: patience }).toEqual([]);
      const [shownA, shownC] = [await uriOf(a), await uriOf(c)];
      changed.length = 0;

      project.write('a.txt', 'second a');
      await expect.poll(() => changed, { timeout: patience }).toEqual([shownA]);
      expect(await expansion(a)).toContain('second a');
      expect(await client.hoverText(path(), positionOf(main, b))).toContain('cached');

      changed.length = 0;
      project.write('c.txt', 'second c');
      await expect.poll(() => changed, { timeout: patience }).toEqual([shownC]);
      expect(await expansion(c)).toContain('second c');

      // A file that was missing, and is gone again.
      expect(await lensOf(d)).toContain('0 lines');
      lensesRefreshed = 0;
      project.write('d.txt', 'stop');
      await expect
        .poll(messages, { timeout: patience })
        .toEqual([expect.stringContaining('the file says stop')]);
      expect(await client.hoverText(path(), positionOf(main, d))).toContain('the file says stop');
      await expect.poll(() => lensesRefreshed, { timeout: patience }).toBeGreaterThan(0);
      expect(await lensOf(d)).toContain('the file says stop');
      rmSync(project.path('d.txt'));
      await expect.poll(messages, { timeout: patience }).toEqual([]);

      // A hover that is asked for at once does not wait for a watcher, whatever the clock of the disk says.
      for (let round = 10; round < 40; round++) {
        project.write('a.txt', `round ${round}`);
        project.write('c.txt', `round ${round}`);
        expect(await client.hoverText(path(), positionOf(main, a))).toContain(`round ${round}`);
        expect(await client.hoverText(path(), positionOf(main, c))).toContain(`round ${round}`);
      }
      project.write('a.txt', 'second a');

      // The macro itself is another after it was built again.
      changed.length = 0;
      const source = macroCrate('templates', macros('goodbye'))['templates/src/lib.rs'] ?? '';
      await client.open(project.path('templates/src/lib.rs'), source);
      await client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: { uri: pathToFileURL(project.write('templates/src/lib.rs', source)).href },
      });
      await expect.poll(async () => await expansion(a), { timeout: patience }).toContain('goodbye');
      await expect.poll(() => changed).toContain(shownA);
      await client.stop();
    },
    2 * patience,
  );

  it(
    'counts where a macro asked for it: its text as it is written, and not what stands elsewhere in the file',
    async () => {
      const client = await project.start({ trusted: true, environment: environment() });
      await client.ready();
      const file = project.path('src/spelled.rs');
      const hover = async (lines: readonly string[]): Promise<string> => {
        const text = `${lines.join('\n')}\nfn main() { templates::spelled!({ a }); }\n`;
        await client.open(file, text);
        const answer = await client.hoverText(file, positionOf(text, 'spelled!'));
        await client.close(file);
        return answer;
      };
      expect(await hover([])).toContain('"{ a }"');
      expect(await hover([])).toContain('cached');
      expect(await hover(['// One more line.', 'struct Another;'])).toContain('cached');
      const text = 'fn main() { templates::spelled!({   a }); }\n';
      await client.open(file, text);
      const wider = await client.hoverText(file, positionOf(text, 'spelled!'));
      expect(wider).toContain('"{   a }"');
      expect(wider).not.toContain('cached');
      await client.stop();
    },
    patience,
  );

  it(
    'is known from an earlier run: no module is needed for what was expanded before',
    async () => {
      const store = project.path('cache/macroscope');
      rmSync(join(store, 'rewritten'), { recursive: true });
      for (const name of readdirSync(join(store, 'modules')))
        writeFileSync(join(store, 'modules', name), 'damaged');
      const client = await project.start({ environment: environment() });
      await client.open(path());
      const hover = await client.hoverText(path(), positionOf(main, a));
      expect(hover).toContain('second a');
      expect(hover).toContain('cached');
      project.write('a.txt', 'third a');
      expect(await client.hoverText(path(), positionOf(main, a))).toContain('Cannot be expanded');
      await client.stop();
    },
    patience,
  );

  it('is counted, checked and cleared by the command', () => {
    const cache = (word: string) => {
      const { stdout, status } = macroscope(['cache', word, '--json'], project.folder, environment());
      return { status, answer: JSON.parse(stdout) as Record<string, { entries: number; damaged: number }> };
    };
    const { entries } = cache('stats').answer['expansions'] ?? { entries: 0 };
    expect(entries).toBeGreaterThan(3);
    const folder = project.path('cache/macroscope/expansions/1');
    const [first = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('/'),
    );
    writeFileSync(join(folder, first), 'damaged');
    expect(cache('verify')).toMatchObject({
      status: 1,
      answer: { expansions: { entries: entries - 1, damaged: 1 } },
    });
    expect(cache('verify')).toMatchObject({ status: 0, answer: { expansions: { damaged: 0 } } });
    expect(cache('clear').status).toBe(0);
    expect(cache('stats').answer['expansions']?.entries).toBe(0);
  });
});
