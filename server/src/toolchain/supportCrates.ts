/** Our Rust crates that every module needs, compiled once for each compiler and kept in the store. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../platform/program';
import { runProgram } from '#platform/runProgram';
import { procMacroCfgs } from './compilerRelease';
import { hashOf } from './contentHash';
import { supportHash, type SupportSources } from './supportSources';
import type { WasmToolchain } from './wasmToolchain';
import { wasmTarget } from './wasmToolchain';

export interface SupportCrates {
  readonly folder: string;
  /** Library of `proc_macro`, for wasm. */
  readonly procMacro: string;
  /** The standard library as macro crates get it, for wasm. */
  readonly std: string;
  /** `macroscope_export`, for rustc on this machine. */
  readonly export: string;
}

/**
 * Compiles them unless the store has them. Rejects with an Error that holds the compiler's first error when that fails: then our
 * crates do not suit this compiler.
 */
export async function compileSupportCrates(
  sources: SupportSources,
  toolchain: WasmToolchain,
  options: {
    readonly storeFolder: string;
    readonly rustcPath: string;
    readonly env: Environment;
    readonly cwd: string;
    readonly signal?: AbortSignal;
  },
): Promise<SupportCrates> {
  const unstable = allowsUnstable(toolchain.rustc.version, options.env);
  const key = hashOf(toolchain.rustc.version, supportHash(sources), String(unstable)).slice(0, 16);
  const folder = join(options.storeFolder, 'support', key);
  const crates = {
    folder,
    procMacro: join(folder, 'libproc_macro.rlib'),
    std: join(folder, 'libmacroscope_std.rlib'),
    export: join(folder, nativeLibrary('macroscope_export')),
  };
  if (existsSync(folder)) return crates;
  const building = `${folder}.${process.pid}.tmp`;
  mkdirSync(building, { recursive: true });
  const compile = async (name: string, args: readonly string[], root: string): Promise<void> => {
    const fixed = ['--crate-name', name, '--edition', '2021', '--cap-lints', 'allow', '--out-dir', building];
    const result = await runProgram(options.rustcPath, [...fixed, ...args, root], {
      cwd: options.cwd,
      env: options.env,
      timeoutMillis: 300_000,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (result.code === 0) return;
    throw new Error(`Our crate ${name} does not compile: ${result.failure ?? result.stderr.trim()}`);
  };
  const forWasm = ['--crate-type', 'rlib', '--target', wasmTarget];
  const code = ['-Cpanic=abort', '-Copt-level=3', '-Cembed-bitcode=yes'];
  const source = (file: string): string => join(sources.procMacro, 'src', file);
  const compileProcMacro = async (): Promise<void> => {
    const features = ['-L', building, '--cfg', 'macroscope_declared_features'];
    if (unstable)
      await compile('proc_macro_declared_features', [...forWasm, ...code], source('declared_features.rs'));
    const cfgs = procMacroCfgs(toolchain.rustc);
    await compile(
      'proc_macro',
      [...forWasm, ...code, ...cfgs, ...(unstable ? features : [])],
      source('lib.rs'),
    );
  };
  try {
    await Promise.all([
      compileProcMacro(),
      compile('macroscope_std', [...forWasm, ...code], source('std_shim.rs')),
      compile(
        'macroscope_export',
        ['--crate-type', 'proc-macro', '-Cstrip=symbols'],
        join(sources.procMacroExport, 'src/lib.rs'),
      ),
    ]);
    if (!existsSync(folder)) renameSync(building, folder);
    return crates;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** Whether crates may ask this compiler for unstable features (rustc: UnstableFeatures::from_environment). */
function allowsUnstable(version: string, env: Environment): boolean {
  return /^release: \S+-(nightly|dev)/m.test(version) || env['RUSTC_BOOTSTRAP'] === '1';
}

function nativeLibrary(name: string): string {
  if (process.platform === 'win32') return `${name}.dll`;
  return process.platform === 'darwin' ? `lib${name}.dylib` : `lib${name}.so`;
}
