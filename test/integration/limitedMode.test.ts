import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  DidSaveTextDocumentNotification,
  FileChangeType,
  type FileEvent,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { builtServer, positionOf, repository } from './testClient';

/** A program that leaves a mark, and then does what the compiler or cargo would do. */
const marking = (mark: string): string => `#!/bin/sh\necho "$0 $*" >> "${mark}"\nexec /usr/bin/rustc "$@"\n`;

const main = `use demo_macros::Builder;
macro_rules! twice { ($value:expr) => { ($value, $value) }; }
#[derive(Clone, Builder)]
struct Connection { port: u16 }
fn main() {
    let _ = twice!(1);
    println!("{}", 1);
}
`;

/** Every program that a process and its descendants started and every address that they connected to, as strace tells them. */
function traced(trace: string): { readonly programs: string[]; readonly connections: string[] } {
  const lines = readFileSync(trace, 'utf8').split('\n');
  return {
    programs: lines.flatMap((line) => /\bexecve(?:at)?\((?:AT_FDCWD, )?"([^"]*)"/.exec(line)?.[1] ?? []),
    connections: lines.filter((line) => /\bconnect\(.*AF_INET/.test(line)),
  };
}

describe('a hostile workspace', () => {
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\nbuild = "build.rs"\n[dependencies]\ndemo-macros = { path = "demo-macros" }\n[workspace]\n',
    'build.rs': 'fn main() { std::fs::write("mark", "the build script").unwrap(); }\n',
    '.cargo/config.toml': `[build]
rustc = "./rustc.sh"
rustc-wrapper = "./rustc.sh"
[registry]
global-credential-providers = ["./rustc.sh"]
[target.'cfg(all())']
linker = "./rustc.sh"
runner = "./rustc.sh"
`,
    'src/main.rs': main,
  });
  const mark = (): string => project.path('mark');
  const path = (): string => project.path('src/main.rs');

  const start = async (trusted: boolean): Promise<void> => {
    cpSync(join(repository, 'test/fixtures/demo-macros'), project.path('demo-macros'), { recursive: true });
    project.write('rust-toolchain.toml', `[toolchain]\npath = "${project.path('toolchain')}"\n`);
    const programs = [
      'rustc.sh',
      'toolchain/bin/rustc',
      'toolchain/bin/cargo',
      'bin/rustup',
      'bin/rustfmt',
      'bin/git',
    ];
    for (const program of programs) chmodSync(project.write(program, marking(mark())), 0o755);
    await project.start({
      trusted,
      command: [
        'strace',
        '-f',
        '-qq',
        '-e',
        'trace=execve,execveat,connect',
        '-o',
        project.path('trace'),
        ...builtServer(),
      ],
      environment: {
        PATH: [project.path('bin'), process.env['PATH'] ?? ''].join(delimiter),
        XDG_CACHE_HOME: project.path('cache'),
      },
      // What is asserted of a trusted workspace is only that its programs do run: the trap is a trap.
      initializationOptions: { build: { enabled: !trusted } },
    });
    await project.client.open(path());
    await project.client.ready();
  };

  it(
    'starts no program and connects to nothing while it is not trusted, and its macros expand',
    async () => {
      await start(false);
      const { client } = project;
      const hover = (needle: string): Promise<string> => client.hoverText(path(), positionOf(main, needle));
      expect(await hover('twice!(1)')).toContain('(1, 1)');
      expect(await hover('println!')).toContain('::std::io::_print');
      expect(await hover('Clone,')).toContain('impl ::core::clone::Clone for Connection');
      expect(await hover('Builder)]')).toContain('struct ConnectionBuilder');

      // Whatever makes the server load or build in a trusted workspace.
      const loaded = ['Cargo.toml', 'Cargo.lock', 'demo-macros/src/lib.rs', 'build.rs', '.cargo/config.toml'];
      const uri = pathToFileURL(path()).href;
      await client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: { uri },
      });
      await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: loaded.map((name): FileEvent => ({
          uri: pathToFileURL(project.path(name)).href,
          type: FileChangeType.Changed,
        })),
      });
      const loads = (): number => client.logs.filter((line) => line.startsWith('Loaded ')).length;
      await expect.poll(loads, { timeout: patience }).toBeGreaterThan(1);
      await client.connection.sendRequest('macroscope/buildMacros');
      await client.ready();
      expect(await hover('Builder)]')).toContain('struct ConnectionBuilder');

      expect(await client.stop()).toBe(0);
      expect(traced(project.path('trace'))).toEqual({ programs: [process.execPath], connections: [] });
      expect(existsSync(mark())).toBe(false);
    },
    patience,
  );

  it(
    'runs its programs once it is trusted',
    async () => {
      await start(true);
      await project.client.stop();
      expect(traced(project.path('trace')).programs.length).toBeGreaterThan(1);
      expect(readFileSync(mark(), 'utf8')).toMatch(/rustc/);
    },
    patience,
  );
});
