import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ProgressToken } from 'vscode-languageserver-protocol/node';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf, type WorkDone } from './testClient';

const main = 'fn main() {\n    answers::answer!();\n    slow::slow!();\n}\n';
const answering = (name: string): string =>
  `use proc_macro::TokenStream;\npub fn ${name}(_: TokenStream) -> TokenStream { "42".parse().unwrap() }\n`;

describe('a build of macros', () => {
  const slow = macroCrate('slow', `waits::wait!();\n${answering('slow')}`);
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nanswers = { path = "answers" }\nslow = { path = "slow" }\n[workspace]\n',
    'src/main.rs': main,
    ...macroCrate('answers', answering('answer')),
    ...slow,
    'slow/Cargo.toml': `${slow['slow/Cargo.toml'] ?? ''}[dependencies]\nwaits = { path = "../waits" }\n`,
    // While \`slow\` is compiled, this waits until there is a file.
    ...macroCrate(
      'waits',
      `use proc_macro::TokenStream;
pub fn wait(_: TokenStream) -> TokenStream {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("go");
    while !file.exists() { std::thread::sleep(std::time::Duration::from_millis(20)); }
    TokenStream::new()
}
`,
    ),
  });
  const hover = (needle: string): Promise<string> =>
    project.client.hoverText(project.path('src/main.rs'), positionOf(main, needle));
  /** Compilers of the project that run. */
  const compilers = (): number =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('rustc') && line.includes(project.folder)).length;
  const shown: { readonly token: ProgressToken; readonly value: WorkDone }[] = [];
  const start = (build: object) =>
    project.start({
      onProgress: (token, value) => shown.push({ token, value }),
      trusted: true,
      capabilities: { window: { workDoneProgress: true } },
      initializationOptions: { build },
      environment: { ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache') },
    });

  it(
    'is not begun where the setting turns it off, and a macro says so',
    async () => {
      const client = await start({ enabled: false });
      await client.open(project.path('src/main.rs'));
      await client.ready();
      expect(await hover('answers')).toContain('building is turned off by the setting `build.enabled`');
      expect(await client.stop()).toBe(0);
    },
    patience,
  );

  it(
    'is shown crate by crate, gives what is ready, and ends with all that it has started when the user stops it',
    async () => {
      const client = await start({});
      await client.open(project.path('src/main.rs'));
      const told = (): string[] => shown.flatMap(({ value }) => value.message ?? []);
      await expect.poll(told, { timeout: patience }).toContain('answers 0.1.0');
      const begun = shown.find(
        ({ value }) => value.kind === 'begin' && value.title.includes('Building procedural macros'),
      );
      expect(await hover('answers')).toContain('```rust\n42\n```');
      await expect.poll(compilers, { timeout: patience }).toBeGreaterThan(0);

      await client.connection.sendNotification('window/workDoneProgress/cancel', { token: begun?.token });
      const ended = (): boolean =>
        shown.some(({ token, value }) => token === begun?.token && value.kind === 'end');
      await expect.poll(ended, { timeout: patience }).toBe(true);
      await expect.poll(compilers, { timeout: patience }).toBe(0);
      expect(await hover('slow')).toContain('their compilation was cancelled');
      expect(await hover('answers')).toContain('```rust\n42\n```');

      project.write('go', '');
      await client.connection.sendRequest('macroscope/buildMacros');
      await expect.poll(() => hover('slow'), { timeout: patience }).toContain('```rust\n42\n```');
      expect(await client.stop()).toBe(0);
    },
    3 * patience,
  );
});
