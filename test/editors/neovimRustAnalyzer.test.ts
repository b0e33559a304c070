import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keptBuilds } from '../bench/keptBuilds';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { useDebianCrates } from '../integration/debianCrates';
import { analyzerSettings, ownMacroServer } from '../integration/rustAnalyzer';
import { snippetsOf } from './demoWorkspace';
import { NeovimSession } from './neovimSession';
import { until } from './until';

/** A build with cargo and the wasm32-wasip1 target, from an empty store. In milliseconds. */
const buildPatience = 300_000;

const manifest = `[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
async-trait = "0.1"
serde = { version = "1", features = ["derive"] }
[workspace]
`;

const main = `use serde::Deserialize;

#[derive(Deserialize)]
struct Config {
    #[serde(rename = "label")]
    name: String,
    next: Option<Box<Config>>,
}

#[async_trait::async_trait]
trait Source {
    async fn load(&self) -> Config;
}

struct Disk {
    cache_folder: String,
}

#[async_trait::async_trait]
impl Source for Disk {
    async fn load(&self) -> Config {
        let folder = &self.cache_folder;
        let empty = ();
        todo!("{folder} {empty:?}")
    }
}

fn main() {
    let config = ();
}
`;

/** Where is typed behind what, and something that is offered then. */
const places = [
  {
    title: 'the type of a field in a struct with #[derive(Deserialize)]',
    behind: 'next: ',
    typed: 'Str',
    offered: 'Struct String',
  },
  { title: 'an attribute of such a field', behind: 'Config {', typed: '#[ser', offered: 'Module serde' },
  {
    title: 'what the derive has made',
    behind: 'let config = ',
    typed: 'Config::dese',
    offered: 'Function deserialize(as Deserialize)',
  },
  {
    title: 'a field in a method with #[async_trait]',
    behind: 'let folder = ',
    typed: 'self.cache',
    offered: 'Field cache_folder',
  },
  {
    title: 'a method of a value there',
    behind: 'let empty = ',
    typed: 'folder.is_em',
    offered: 'Method is_empty',
  },
] as const;

/** Neovim with rust-analyzer, on a crate of its own. */
class AnalyzedWorkspace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-editor-')));
  readonly source = join(this.folder, 'app/src/main.rs');
  readonly environment = {
    ...wasmCapableEnvironment(),
    XDG_CONFIG_HOME: join(this.folder, 'config'),
    XDG_DATA_HOME: join(this.folder, 'data'),
    XDG_STATE_HOME: join(this.folder, 'state'),
    XDG_RUNTIME_DIR: this.folder,
    CARGO_NET_OFFLINE: 'true',
    ...keptBuilds('macroscope-test-rust-analyzer'),
  };

  /** `configuration`: of Neovim. */
  constructor(configuration: string) {
    this.write('app/Cargo.toml', manifest);
    this.write('app/src/main.rs', main);
    useDebianCrates(join(this.folder, 'app'));
    this.write('config/nvim/init.lua', configuration);
  }

  private write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What docs/rust-analyzer.md has for a Neovim without plugins, with the settings of all tests. */
function configuration(macroServer: string | undefined): string {
  const [, withoutPlugin = ''] = snippetsOf('../rust-analyzer.md', 'lua');
  const settings = Object.entries(analyzerSettings).map(
    ([name, value]) => `${name} = vim.json.decode([[${JSON.stringify(value)}]]), `,
  );
  const configured = withoutPlugin.replace('init_options = { ', `$&${settings.join('')}`);
  return macroServer === undefined
    ? configured.replace(/procMacro = \{.*?\}/, '')
    : configured.replace('/path/to/macroscope-proc-macro-srv', macroServer);
}

/** What is offered at each of the places when rust-analyzer has loaded the macros. */
async function completionsWith(configured: string): Promise<string[][]> {
  const workspace = new AnalyzedWorkspace(configured);
  const editor = await NeovimSession.start(workspace);
  try {
    await editor.goTo('load(&self) -> Config {');
    await until('what async_trait makes of the method', () => editor.hoverHas('Pin<Box'), buildPatience);
    const all: string[][] = [];
    for (const { behind, typed } of places) all.push(await editor.completions(behind, typed));
    return all;
  } finally {
    await editor.stop();
    rmSync(workspace.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

describe('Neovim with rust-analyzer', () => {
  let own: string[][] = [];
  let native: string[][] = [];
  beforeAll(async () => {
    [native, own] = await Promise.all([
      completionsWith(configuration(undefined)),
      completionsWith(configuration(ownMacroServer)),
    ]);
  }, buildPatience);

  it.each(places.map(({ title, offered }, index) => [title, offered, index] as const))(
    'completes %s, and offers what it offers with its own macro server',
    { tags: ['rust-analyzer'] },
    (_, offered, index) => {
      expect(native[index]).toContain(offered);
      expect(own[index]).toEqual(native[index]);
    },
  );
});
