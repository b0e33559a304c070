import { homedir } from 'node:os';
import { ExecuteCommandRequest } from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { positionOf, type TestClient } from './testClient';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';

const source = `macro_rules! secret_macro { () => { "secret text" }; }
fn main() {
    let _ = secret_macro!();
    secret_macros::secret!();
    secret_nothing!();
}
`;

describe('the report for bug reports', () => {
  const project = new TemporaryProject({
    'secret/Cargo.toml':
      '[package]\nname = "secret-app"\nversion = "0.1.0"\nedition = "2021"\n[features]\nsecret = []\n[dependencies]\nsecret-macros = { path = "secret-macros" }\nsecret-missing = "1"\n[workspace]\n',
    'secret/src/main.rs': source,
    ...Object.fromEntries(
      Object.entries(
        macroCrate('secret-macros', 'pub fn secret(_: TokenStream) -> TokenStream { todo!() }'),
      ).map(([name, text]) => [`secret/${name}`, text]),
    ),
  });
  let client: TestClient;

  beforeAll(async () => {
    client = await project.start({
      folder: project.path('secret'),
      initializationOptions: {
        cargo: { features: ['secret'], extraEnv: { SECRET: 'secret' } },
        hover: { maximumLines: 5 },
        build: { enabled: false },
      },
    });
    const path = project.path('secret/src/main.rs');
    await client.open(path);
    await client.hoverText(path, positionOf(source, 'secret_macro!'));
  }, patience);

  it('tells versions, settings and states, and nothing that is private', async () => {
    const report = (await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'macroscope.showReport',
    })) as string;
    const stable = report
      .replace(/Node [\d.]+, \w+ \w+/, 'Node N, SYSTEM')
      .replace(/\d+ s, with \d+ MB/, 'N s, with N MB')
      .replace(/\d+ of sysroot/, 'N of sysroot')
      .replace(/standard library from \S+/, 'standard library from SOMEWHERE');
    expect(stable).toMatchInlineSnapshot(`
      "# Macroscope report

      - Macroscope 0.1.0, Node N, SYSTEM
      - client: unnamed
      - the client can: markdownHover, serverStatus
      - running for N s, with N MB of memory
      - state: warning, at rest, not trusted
      - settings that differ: build.enabled = false, hover.maximumLines = 5, cargo.features = 1 given value, cargo.extraEnv = 1 given value
      - 1 open document, 1 workspace

      ## Workspace 1

      - read without cargo, no rustc, standard library from SOMEWHERE
      - crates: 2 of workspace, 0 of dependency, N of sysroot
      - modules of procedural macros: 1 missing
      - problems: 1 no-cargo, 1 dependency-missing
      "
    `);
    for (const secret of [/secret/i, homedir(), project.folder]) expect(report).not.toMatch(secret);
  });
});
