/** Builds macro modules for tests, straight with the compiler. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { procMacroCfgs } from '../../../server/src/toolchain/compilerRelease';
import type { MacroExport } from '../../../server/src/toolchain/types';

/** For the hook of a test that builds a module, in milliseconds: on a busy machine the compiler takes its time. */
export const buildTimeout = 300_000;

const procMacroFolder = fileURLToPath(new URL('../../../server/proc_macro/src', import.meta.url));

export interface TestModuleOptions {
  /** Rust source with entries that are no macros, which stands in the wrapper. */
  readonly furtherEntries?: string;
  /** As a nightly compiler of today would do it, which has all later changes as well. */
  readonly unstable?: boolean;
}

/** Function-like macros, as a module exports them. */
export function bangMacros(...names: readonly string[]): MacroExport[] {
  return names.map((name) => ({
    name,
    kind: 'bang',
    helperAttributes: [],
    entry: `macroscope_bang_${name}`,
  }));
}

/** The crate that exports the macros of another one from a module. */
function wrapperOf(crateName: string, macros: readonly MacroExport[]): string {
  const entries = macros.map(
    ({ name, kind, entry }) => `#[no_mangle]
pub unsafe extern "C" fn ${entry}(input: *mut u8, length: usize) -> u64 {
    ::proc_macro::__macroscope::expand_${kind}(input, length, ${crateName}::${name})
}
`,
  );
  return `extern crate proc_macro;
extern crate ${crateName};
#[no_mangle]
pub extern "C" fn macroscope_alloc(length: usize) -> *mut u8 {
    ::proc_macro::__macroscope::alloc(length)
}
${entries.join('')}`;
}

/**
 * Compiles a macro crate (its attributes already taken off, or under a `cfg`) to a module that exports `macros`. The result is kept in the temporary folder
 * under a hash of all sources, so that only a change costs a compilation.
 */
export function buildTestModule(
  crateName: string,
  macroSource: string,
  macros: readonly MacroExport[],
  { furtherEntries = '', unstable = false }: TestModuleOptions = {},
): Uint8Array {
  const wrapper = wrapperOf(crateName, macros) + furtherEntries;
  const compiler = findProgram(['rustc']);
  const linker = findProgram(['wasm-ld-20', 'wasm-ld-19', 'wasm-ld-18', 'wasm-ld-17', 'wasm-ld']);
  const hash = createHash('sha256').update(execFileSync(compiler, ['-V']));
  for (const file of readdirSync(procMacroFolder).sort())
    hash.update(readFileSync(join(procMacroFolder, file)));
  hash.update(readFileSync(macroSource)).update(wrapper).update(String(unstable));
  const kept = join(
    tmpdir(),
    'macroscope-test-modules',
    `${crateName}-${hash.digest('hex').slice(0, 32)}.wasm`,
  );
  if (existsSync(kept)) return readFileSync(kept);

  mkdirSync(dirname(kept), { recursive: true });
  const out = mkdtempSync(join(tmpdir(), 'macroscope-build-'));
  try {
    const rustc = (...args: string[]) =>
      execFileSync(
        compiler,
        [
          '--edition',
          '2021',
          '--target',
          'wasm32-wasip1',
          '-C',
          'opt-level=1',
          '-C',
          'panic=abort',
          '--cap-lints',
          'allow',
          ...args,
        ],
        {
          cwd: out,
          stdio: ['ignore', 'pipe', 'inherit'],
          env: unstable ? { ...process.env, RUSTC_BOOTSTRAP: '1' } : process.env,
        },
      );
    const library = join(out, 'libproc_macro.rlib');
    const features: string[] = [];
    if (unstable) {
      rustc(
        '--crate-type',
        'rlib',
        '--out-dir',
        out,
        '--crate-name',
        'proc_macro_declared_features',
        join(procMacroFolder, 'declared_features.rs'),
      );
      const nightly = 'release: 1.999.0-nightly';
      const cfgs = procMacroCfgs({ version: nightly, host: '', sysroot: '', cfg: [] });
      features.push('--cfg', 'macroscope_declared_features', '-L', out, ...cfgs);
    }
    rustc(
      ...features,
      '--crate-type',
      'rlib',
      '--crate-name',
      'proc_macro',
      '-o',
      library,
      join(procMacroFolder, 'lib.rs'),
    );
    const std = join(out, 'libmacroscope_std.rlib');
    rustc(
      '--crate-type',
      'rlib',
      '--crate-name',
      'macroscope_std',
      '-o',
      std,
      join(procMacroFolder, 'std_shim.rs'),
    );
    const ours = ['--extern', `proc_macro=${library}`, '--extern', `std=${std}`, '-L', `dependency=${out}`];
    rustc(
      '--crate-type',
      'rlib',
      '--crate-name',
      crateName,
      '-o',
      join(out, `lib${crateName}.rlib`),
      ...ours,
      macroSource,
    );
    const module = join(out, 'module.wasm');
    const wrapperSource = join(out, 'wrapper.rs');
    writeFileSync(wrapperSource, wrapper);
    const wrapperArguments = [
      '--crate-type',
      'cdylib',
      '-C',
      `linker=${linker}`,
      '-C',
      'link-arg=--wrap=getcwd',
      '--extern',
      `${crateName}=lib${crateName}.rlib`,
    ];
    rustc(...wrapperArguments, '-o', module, ...ours, wrapperSource);
    renameSync(module, kept);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return readFileSync(kept);
}

/** The system's programs come first: a rustup toolchain without the target would be of no use. */
export function findProgram(names: readonly string[]): string {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
    if (found) return found;
  }
  throw new Error(`${names.join(' or ')} is not installed`);
}
