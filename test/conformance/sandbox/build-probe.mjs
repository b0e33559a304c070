/**
 * Compiles probe.rs to probe.wasm, which is kept in the repository so that tests need no Rust.
 *
 *     node test/conformance/sandbox/build-probe.mjs [LINKER]
 *
 * The linker is the toolchain's own, or one of LLVM 16 or later: memory that an older one lays out traps at
 * the first allocation.
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const options = ['opt-level=s', 'lto=fat', 'codegen-units=1', 'panic=abort', 'strip=symbols'];
execFileSync(
  'rustc',
  [
    ...['--edition', '2021', '--crate-type', 'cdylib', '--target', 'wasm32-wasip1'],
    ...options.flatMap((option) => ['-C', option]),
    ...(process.argv[2] === undefined ? [] : ['-C', `linker=${process.argv[2]}`]),
    ...['--remap-path-prefix', `${here}=test/conformance/sandbox`],
    ...['-o', join(here, 'probe.wasm'), join(here, 'probe.rs')],
  ],
  { stdio: 'inherit' },
);
