/** Finding out whether this machine can compile macros to WebAssembly, and what is missing when it cannot. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RustcFacts } from '../project/askCargo';
import type { Environment } from '../project/runProgram';

export const wasmTarget = 'wasm32-wasip1';

export interface WasmToolchain {
  readonly rustc: RustcFacts;
  /** Name or path of the linker; undefined when rustc brings its own. */
  readonly linker: string | undefined;
}

/** The toolchain, or a message with the command that installs what is missing. */
export function findWasmToolchain(
  rustc: RustcFacts,
  env: Environment,
): WasmToolchain | { readonly missing: string } {
  const library = join(rustc.sysroot, 'lib/rustlib', wasmTarget, 'lib');
  const ownLinker = existsSync(join(rustc.sysroot, 'lib/rustlib', rustc.host, 'bin', executable('rust-lld')));
  const linker = ownLinker ? undefined : findLinker(env);
  const hasLibrary = existsSync(library);
  if (hasLibrary && (ownLinker || linker !== undefined)) return { rustc, linker };
  const lacking = hasLibrary ? 'the linker wasm-ld' : `the Rust standard library for ${wasmTarget}`;
  return {
    missing: `Procedural macros cannot be compiled to WebAssembly: ${lacking} is not installed. Install it with: ${installCommand(rustc.sysroot)}`,
  };
}

function installCommand(sysroot: string): string {
  const toolchain = /[\\/]toolchains[\\/]([^\\/]+)$/.exec(sysroot)?.[1];
  if (toolchain !== undefined) return `rustup target add ${wasmTarget} --toolchain ${toolchain}`;
  return existsSync('/etc/debian_version')
    ? 'apt install libstd-rust-dev-wasm32 lld'
    : `rustup target add ${wasmTarget} (or your distribution's packages of the Rust ${wasmTarget} target and lld)`;
}

/** `wasm-ld`, or the newest of the versioned names that distributions install (`wasm-ld-19`). */
function findLinker(env: Environment): string | undefined {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter((path) => path !== '')) {
    if (existsSync(join(folder, executable('wasm-ld')))) return join(folder, executable('wasm-ld'));
    const versions = names(folder)
      .map((name) => /^wasm-ld-(\d+)$/.exec(name))
      .flatMap((match) => (match ? [Number(match[1])] : []));
    if (versions.length > 0) return join(folder, `wasm-ld-${Math.max(...versions)}`);
  }
  return undefined;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
