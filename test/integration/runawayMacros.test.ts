import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killTree, ownMacroServer, rustAnalyzer } from './rustAnalyzer';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf, type TestClient } from './testClient';

/** A native server that has not answered by then, after the macro that loops was reached, answers never. In milliseconds. */
const nativeMillis = 5_000;

const macros = `use proc_macro::{TokenStream, TokenTree};
pub fn erase(input: TokenStream) -> TokenStream {
    if let Some(TokenTree::Literal(path)) = input.into_iter().next() {
        let _ = std::fs::remove_file(path.to_string().trim_matches('"'));
    }
    TokenStream::new()
}
pub fn endless(_: TokenStream) -> TokenStream {
    loop { std::hint::black_box(()); }
}
pub fn planets(_: TokenStream) -> TokenStream {
    "pub struct Planets { pub inner: usize }".parse().unwrap()
}
`;

const main = `use runaway::*;

erase!("precious.txt");
endless!();
planets!();

fn main() {
    let all = Planets { inner: 4 };
}
`;

/** A workspace of which opening alone runs a macro that deletes a file, and then one that does not end. */
class RunawayProject extends TemporaryProject {
  constructor() {
    super({
      'Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nrunaway = { path = "runaway" }\n[workspace]\n',
      'precious.txt': 'a year of work\n',
      ...macroCrate('runaway', macros),
    });
    beforeAll(() => {
      this.write('src/main.rs', this.text);
    });
  }

  /** Macro servers have no current folder of the crate that all agree on. */
  get text(): string {
    return main.replace('precious.txt', this.precious);
  }

  get precious(): string {
    return this.path('precious.txt');
  }

  /** Opens the workspace with rust-analyzer and either macro server. */
  async openIn(macroServer: string | undefined): Promise<TestClient> {
    const cacheFolder = this.path('cache');
    // Less than by default, so that the test takes less time.
    const environment = { MACROSCOPE_LIMITS_SECONDS: '3' };
    const client = await this.start(rustAnalyzer({ macroServer, cacheFolder, environment }));
    await client.open(this.path('src/main.rs'), this.text);
    return client;
  }
}

describe('rust-analyzer in a workspace with macros that run away', { timeout: patience }, () => {
  describe('with our macro server', () => {
    const project = new RunawayProject();
    let client: TestClient;
    const path = (): string => project.path('src/main.rs');
    beforeAll(async () => {
      client = await project.openIn(ownMacroServer);
      await client.ready();
    }, patience);
    afterAll(() => client.stop(), patience);

    it('goes on: the macro after the endless one expands, and what it makes is known', async () => {
      // rust-analyzer gives an error when what it knows changes while it looks.
      const expansion = (): Promise<string> =>
        client.expandMacro(path(), positionOf(project.text, 'planets!')).then(
          (answer) => answer.expansion,
          () => '',
        );
      await expect.poll(expansion, { timeout: patience }).toContain('pub struct Planets');
      const inner = positionOf(project.text, 'inner: 4');
      const hover = (): Promise<string> => client.hoverText(path(), inner).catch(() => '');
      await expect.poll(hover, { timeout: patience }).toContain('pub inner: usize');
    });

    it('says at the endless macro that it was stopped', async () => {
      const { line } = positionOf(project.text, 'endless!');
      const shown = (): string[] =>
        (client.diagnosticsOf(path()) ?? [])
          .filter(({ range }) => range.start.line === line)
          .map(({ message }) => (typeof message === 'string' ? message : message.value));
      await expect
        .poll(shown, { timeout: patience })
        .toEqual([expect.stringMatching(/`endless!` was stopped/) as string]);
    });

    it('leaves the file where it is, which the other macro deletes', () => {
      expect(existsSync(project.precious)).toBe(true);
    });
  });

  // What the setting is for: the same workspace as rust-analyzer has it without us.
  describe('with its own macro server', () => {
    const project = new RunawayProject();
    let client: TestClient;
    beforeAll(async () => {
      client = await project.openIn(undefined);
    }, patience);
    afterAll(() => killTree(client.processId));

    it('loses the file and waits for ever for the endless macro', async () => {
      await expect.poll(() => existsSync(project.precious), { timeout: patience }).toBe(false);
      const answer = client
        .expandMacro(project.path('src/main.rs'), positionOf(project.text, 'planets!'))
        .catch(() => 'no answer');
      expect(await Promise.race([answer, sleep(nativeMillis, 'still waiting')])).toBe('still waiting');
    });
  });
});
