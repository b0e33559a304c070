import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const main = `use reader::{nothing, variable};
fn main() {
    let _ = env!("GREETING");
    let _ = variable!(GREETING);
    let _ = option_env!("CHOICE");
    let _ = variable!(CHOICE);
    let _ = env!("FROM_SCRIPT");
    let _ = variable!(FROM_SCRIPT);
    let _ = env!("CARGO_PKG_VERSION");
    let _ = env!("OUTSIDE");
    let _ = variable!(OUTSIDE);
    let _ = env!("UNNAMED");
    let _ = variable!(UNNAMED);
    let _ = env!("HOME_WORD");
    let _ = nothing!();
}
`;

const macros = `use proc_macro::TokenStream;
pub fn variable(name: TokenStream) -> TokenStream {
    format!("{:?}", std::env::var(name.to_string()).ok()).parse().unwrap()
}
pub fn nothing(_: TokenStream) -> TokenStream {
    "42".parse().unwrap()
}
`;

const script = (word: string): string => `fn main() {
    println!("cargo::rerun-if-changed=words.txt");
    println!("cargo::rustc-env=FROM_SCRIPT=${word} {}", std::fs::read_to_string("words.txt").unwrap());
}
`;

const manifest = (version: string): string =>
  `[package]\nname = "app"\nversion = "${version}"\nedition = "2021"\n[dependencies]\nreader = { path = "reader" }\n[workspace]\n`;

const configuration = (greeting: string): string => `[env]\nGREETING = "${greeting}"\nOUTSIDE = "not used"\n`;

describe('variables that macros read', () => {
  const project = new TemporaryProject({
    'Cargo.toml': manifest('0.1.0'),
    '.cargo/config.toml': configuration('hello'),
    'build.rs': script('said'),
    'words.txt': 'yes',
    'home/config.toml': '[env]\nHOME_WORD = "one"\n',
    'src/main.rs': main,
    ...macroCrate('reader', macros),
  });
  /** Each call, and what it expands to. */
  type Values = Readonly<Record<string, string>>;
  const first: Values = {
    'env!("GREETING")': '"hello"',
    'variable!(GREETING)': 'Some("hello")',
    'option_env!("CHOICE")': '::core::option::Option::Some("left")',
    'variable!(CHOICE)': 'Some("left")',
    'env!("FROM_SCRIPT")': '"said yes"',
    'variable!(FROM_SCRIPT)': 'Some("said yes")',
    'env!("CARGO_PKG_VERSION")': '"0.1.0"',
    // cargo leaves alone what the process has already; a macro sees it because the project names it.
    'env!("OUTSIDE")': '"outside"',
    'variable!(OUTSIDE)': 'Some("outside")',
    // What nobody names, the compiler sees, and a macro in the sandbox does not.
    'env!("UNNAMED")': '"unnamed"',
    'variable!(UNNAMED)': 'None',
    'env!("HOME_WORD")': '"one"',
    'nothing!()': '42',
  };
  const procedural = Object.keys(first).filter((call) => !call.includes('env!'));
  const path = (): string => project.path('src/main.rs');
  const start = (choice: string | null) =>
    project.start({
      trusted: true,
      environment: {
        ...wasmCapableEnvironment(),
        XDG_CACHE_HOME: project.path('cache'),
        CARGO_HOME: project.path('home'),
        OUTSIDE: 'outside',
        UNNAMED: 'unnamed',
      },
      initializationOptions: { cargo: { extraEnv: { CHOICE: choice } } },
      capabilities: contentCapabilities,
    });

  /** The procedural calls that are answered without being run. */
  async function cachedCalls(): Promise<string[]> {
    const cached: string[] = [];
    for (const call of procedural) {
      const hover = await project.client.hoverText(path(), positionOf(main, call));
      if (hover.includes('cached')) cached.push(call);
    }
    return cached;
  }

  let values = first;
  let editor: ExpansionClient;
  const uris = new Map<string, string>();
  const shown = async (): Promise<Values> => {
    const texts: Record<string, string> = {};
    for (const [call, uri] of uris) texts[call] = (await editor.text(uri)).replace(/^\/\/.*\n\n/, '').trim();
    return texts;
  };
  const setChoice = (choice: string): Promise<void> =>
    project.client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { macroscope: { cargo: { extraEnv: { CHOICE: choice } } } },
    });
  /** Makes a change and waits until the open expansions have followed. No other one was refreshed. */
  async function follow(change: () => unknown, changes: Values): Promise<void> {
    editor.changed.length = 0;
    values = { ...values, ...changes };
    await change();
    await expect.poll(shown, { timeout: patience }).toEqual(values);
    await project.client.until(() => project.client.statuses.at(-1)?.quiescent === true);
    const expected = new Set(Object.keys(changes).map((call) => uris.get(call)));
    // A document that is asked for is up to date before the client is told to read it again.
    await expect.poll(() => new Set(editor.changed)).toEqual(expected);
  }

  it(
    'come from cargo, its configuration, build scripts, the settings and the process; what reads one follows it, and nothing else',
    async () => {
      const client = await start('left');
      editor = new ExpansionClient(client);
      await client.ready();
      await client.open(path());
      for (const call of Object.keys(first))
        uris.set(call, (await editor.show('showExpansion', path(), positionOf(main, call))).uri);
      expect(await shown()).toEqual(first);

      await follow(() => project.write('.cargo/config.toml', configuration('good morning')), {
        'env!("GREETING")': '"good morning"',
        'variable!(GREETING)': 'Some("good morning")',
      });
      expect(await cachedCalls()).toEqual(procedural);
      const said = (words: string): Values => ({
        'env!("FROM_SCRIPT")': `"${words}"`,
        'variable!(FROM_SCRIPT)': `Some("${words}")`,
      });
      // Configuration where no client looks.
      await follow(() => project.write('home/config.toml', '[env]\nHOME_WORD = "two"\n'), {
        'env!("HOME_WORD")': '"two"',
      });
      // The client's settings, while the server runs.
      await follow(() => setChoice('right'), {
        'option_env!("CHOICE")': '::core::option::Option::Some("right")',
        'variable!(CHOICE)': 'Some("right")',
      });
      // What the build script reads, and the script itself.
      await follow(() => project.write('words.txt', 'no'), said('said no'));
      await follow(() => project.write('build.rs', script('shouted')), said('shouted no'));
      await follow(() => project.write('Cargo.toml', manifest('0.2.0')), {
        'env!("CARGO_PKG_VERSION")': '"0.2.0"',
      });
      expect(await cachedCalls()).toEqual(procedural);
      await client.stop();
    },
    4 * patience,
  );

  it(
    'may be others in the next session: results that did not read them are still there',
    async () => {
      const client = await start(null);
      await client.ready();
      await client.open(path());
      const others = procedural.filter((call) => call !== 'variable!(CHOICE)');
      expect(await cachedCalls()).toEqual(others);
      const hover = (call: string) => client.hoverText(path(), positionOf(main, call));
      expect(await hover('variable!(CHOICE)')).toContain('None');
      expect(await hover('option_env!("CHOICE")')).toContain('None');
      expect(await hover('variable!(GREETING)')).toContain('good morning');
      await client.stop();
    },
    patience,
  );
});
