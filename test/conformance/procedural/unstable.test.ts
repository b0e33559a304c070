/** Macro crates that ask for unstable features, with a compiler that grants them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bangMacros, buildTestModule, buildTimeout, findProgram } from './buildTestModule';
import { ProcedureHost } from './procedureHost';

const file = (name: string) => fileURLToPath(new URL(`unstable/${name}`, import.meta.url));

/** What the installed compiler's own macro returns. */
function native(input: string): string {
  const out = mkdtempSync(join(tmpdir(), 'macroscope-unstable-'));
  try {
    const rustc = (...args: string[]): void => {
      execFileSync(
        findProgram(['rustc']),
        ['--edition', '2021', '--cap-lints', 'allow', '--out-dir', out, '-L', out, ...args],
        {
          env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
    };
    rustc('--crate-type', 'proc-macro', '--crate-name', 'unstable', '--cfg', 'host', file('unstable.rs'));
    writeFileSync(join(out, 'main.rs'), `fn main() { print!("{}", unstable::quoted! { ${input} }); }\n`);
    rustc('--extern', 'unstable', join(out, 'main.rs'));
    return execFileSync(join(out, 'main'), { encoding: 'utf8' });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

test(
  'quote! makes what it makes in the compiler',
  async () => {
    const macros = bangMacros('quoted');
    const module = buildTestModule('unstable', file('unstable.rs'), macros, { unstable: true });
    const { tokens } = await new ProcedureHost(module, macros).expand('quoted', 'bang', 'a + (b)');
    const text = tokens[0]?.kind === 'literal' ? tokens[0].text : '';
    expect(JSON.parse(text)).toBe(native('a + (b)'));
    expect(JSON.parse(text)).toContain('pub fn name');
  },
  buildTimeout,
);
