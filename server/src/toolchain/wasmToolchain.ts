/** Finding out whether this machine can compile macros to WebAssembly, and what is missing when it cannot. */
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RustcFacts } from '../project/askCargo';
import { namesIn } from '../project/folders';
import type { Environment } from '../platform/program';

export const wasmTarget = 'wasm32-wasip1';

export interface WasmToolchain {
  readonly rustc: RustcFacts;
  /** Name or path of the linker; undefined when rustc brings its own. */
  readonly linker: string | undefined;
}

export interface MissingToolchain {
  /** What is missing, and the command that installs it. */
  readonly missing: string;
  /** That command as program and arguments, when the user may run it as it is: rustup's, which needs no rights. */
  readonly install: readonly string[] | undefined;
}

/** The toolchain, or a message with the command that installs what is missing. */
export function findWasmToolchain(rustc: RustcFacts, env: Environment): WasmToolchain | MissingToolchain {
  const library = join(rustc.sysroot, 'lib/rustlib', wasmTarget, 'lib');
  const ownLinker = existsSync(join(rustc.sysroot, 'lib/rustlib', rustc.host, 'bin', executable('rust-lld')));
  const linker = ownLinker ? undefined : findLinker(env);
  const hasLibrary = existsSync(library);
  if (hasLibrary && (ownLinker || linker !== undefined)) return { rustc, linker };
  const lacking = hasLibrary
    ? `the linker wasm-ld of LLVM ${oldestLinker} or newer`
    : `the Rust standard library for ${wasmTarget}`;
  const install = rustupCommand(rustc.sysroot);
  const command = install?.join(' ') ?? packageCommand();
  return {
    missing: `Procedural macros cannot be compiled to WebAssembly: ${lacking} is not installed. Install it with: ${command}`,
    install,
  };
}

/** rustup keeps its toolchains in folders with their names. */
function rustupCommand(sysroot: string): string[] | undefined {
  const toolchain = /[\\/]toolchains[\\/]([^\\/]+)$/.exec(sysroot)?.[1];
  if (toolchain === undefined) return undefined;
  return ['rustup', 'target', 'add', wasmTarget, '--toolchain', toolchain];
}

function packageCommand(): string {
  return existsSync('/etc/debian_version')
    ? 'apt install libstd-rust-dev-wasm32 lld'
    : `rustup target add ${wasmTarget} (or your distribution's packages of the Rust ${wasmTarget} target and lld)`;
}

/** Before LLVM 15 the linker does not define `__heap_end`, and every module that it links traps in its first allocation. */
const oldestLinker = 15;

/** The newest `wasm-ld-N` on the path, as distributions install it, else `wasm-ld` unless it is a link to one that is too old. */
function findLinker(env: Environment): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((path) => path !== '');
  const versioned = folders
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .map((path) => ({ path, version: Number(/wasm-ld-(\d+)$/.exec(path)?.[1]) }))
    .filter(({ version }) => version >= oldestLinker)
    .sort((a, b) => b.version - a.version);
  const [newest] = versioned;
  if (newest) return newest.path;
  const plain = folders.map((folder) => join(folder, executable('wasm-ld'))).find((path) => existsSync(path));
  if (plain === undefined) return undefined;
  const version = /llvm-(\d+)/.exec(realpathSync(plain))?.[1];
  return version !== undefined && Number(version) < oldestLinker ? undefined : plain;
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
