/** Compiles probe.rs to probe.wasm, which is kept in the repository so that tests need no Rust. */
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
    ...['-o', join(here, 'probe.wasm'), join(here, 'probe.rs')],
  ],
  { stdio: 'inherit' },
);
