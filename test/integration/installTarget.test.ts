import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const main = 'use answers::answer;\nfn main() {\n    let _ = answer!();\n}\n';
const environment = wasmCapableEnvironment();
const sysroot = execFileSync('rustc', ['--print', 'sysroot'], {
  env: environment as NodeJS.ProcessEnv,
  encoding: 'utf8',
}).trim();

/** Links to everything in a folder but to some of its entries. */
function linkAll(from: string, to: string, without: readonly string[] = []): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    if (!without.includes(name)) symlinkSync(join(from, name), join(to, name));
}

describe('a toolchain of rustup without the target for WebAssembly', () => {
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nanswers = { path = "answers" }\n[workspace]\n',
    'src/main.rs': main,
    ...macroCrate(
      'answers',
      'use proc_macro::TokenStream;\npub fn answer(_: TokenStream) -> TokenStream { "42".parse().unwrap() }\n',
    ),
  });

  /** The machine's compiler in a folder as rustup has it, and a `rustup` that adds the target from this machine instead of the network. */
  const makeToolchain = (): string => {
    const toolchain = project.path('rustup/toolchains/stable-test');
    linkAll(join(sysroot, 'lib/rustlib'), join(toolchain, 'lib/rustlib'), ['wasm32-wasip1']);
    const program = (name: string, script: string): void =>
      chmodSync(project.write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
    program('rustc', `exec ${join(sysroot, 'bin/rustc')} --sysroot ${toolchain} "$@"`);
    program(
      'rustup',
      `echo "$@" > ${project.path('asked')}\nln -s ${join(sysroot, 'lib/rustlib/wasm32-wasip1')} ${join(toolchain, 'lib/rustlib/')}`,
    );
    return project.path('bin');
  };

  it(
    'the user is asked whether to install it, and then the macros expand',
    async () => {
      const bin = makeToolchain();
      const questions: string[] = [];
      const client = await project.start({
        trusted: true,
        initializationOptions: { build: { offerToInstall: true } },
        environment: {
          ...environment,
          PATH: `${bin}:${environment['PATH'] ?? ''}`,
          XDG_CACHE_HOME: project.path('cache'),
        },
        onQuestion: (message, actions) => {
          questions.push(`${message} [${actions.join('] [')}]`);
          return actions[0];
        },
      });
      const path = project.path('src/main.rs');
      await client.open(path);
      const hover = (): Promise<string> => client.hoverText(path, positionOf(main, 'answer!'));
      await expect.poll(hover, { timeout: patience }).toContain('```rust\n42\n```');
      expect(questions).toEqual([
        'Procedural macros need the Rust target for WebAssembly, which is not installed. [Run rustup target add wasm32-wasip1 --toolchain stable-test]',
      ]);
      await client.stop();
    },
    patience,
  );
});
