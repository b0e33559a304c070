/** One run of cargo over a generated workspace, and what it says about each package. */
import { dirname } from 'node:path';
import { cargoError } from '../project/askCargo';
import type { Environment } from '../platform/program';
import type { Confinement } from './confinement';
import type { GeneratedWorkspace } from './generatedWorkspace';
import { keepGoing, runCargo } from './runCargo';
import type { SupportCrates } from './supportCrates';
import type { WasmToolchain } from './wasmToolchain';
import { wasmTarget } from './wasmToolchain';

export interface CargoBuildOptions {
  readonly cargoPath: string;
  readonly toolchain: WasmToolchain;
  readonly support: SupportCrates;
  readonly targetFolder: string;
  /** The user's workspace: cargo and rustup read their configuration from there. */
  readonly cwd: string;
  readonly env: Environment;
  /** Keeps build scripts from the network, the home folder and all of the disk but the folders of the build. */
  readonly confinement?: Confinement;
  /** Folders that the packages are compiled from. */
  readonly sources: readonly string[];
  readonly signal?: AbortSignal;
  readonly onCompiled?: (packageName: string) => void;
  /** Called as soon as a module is finished, with its library's name and the file, while others are still being compiled. */
  readonly onModule: (library: string, file: string) => void;
}

/** A place at which the compiler found an error. */
export interface CompilerFault {
  /** As the compiler names it: absolute, or relative to the package. */
  readonly file: string;
  /** In bytes. */
  readonly start: number;
}

export interface CargoBuildResult {
  /** By `name version` of a package: the first error of the compiler in it. */
  readonly errors: ReadonlyMap<string, string>;
  /** By `name version` too: the places of all errors. */
  readonly faults: ReadonlyMap<string, readonly CompilerFault[]>;
  /** cargo's own error, when it stopped before it compiled anything. */
  readonly fatal: string | undefined;
  readonly stderr: string;
}

/** The parts of cargo's JSON messages that we read (Cargo Book, "External tools"). */
interface CargoMessage {
  readonly reason: string;
  readonly package_id?: string;
  readonly target?: { readonly name: string; readonly crate_types: readonly string[] };
  readonly filenames?: readonly string[];
  readonly message?: {
    readonly level: string;
    readonly message: string;
    readonly rendered: string | null;
    readonly spans?: readonly CompilerSpan[];
  };
}

interface CompilerSpan {
  readonly file_name: string;
  readonly byte_start: number;
  readonly is_primary: boolean;
  /** Set in what a macro call expands to. */
  readonly expansion: { readonly span: CompilerSpan } | null;
}

export async function runCargoBuild(
  workspace: GeneratedWorkspace,
  options: CargoBuildOptions,
): Promise<CargoBuildResult> {
  const errors = new Map<string, string>();
  const faults = new Map<string, CompilerFault[]>();
  let compiled = false;
  const onLine = (line: string): void => {
    const message = parseMessage(line);
    if (!message) return;
    const id = packageName(message.package_id ?? '');
    if (message.reason === 'compiler-artifact') {
      compiled = true;
      options.onCompiled?.(id);
      const file = message.filenames?.find((name) => name.endsWith('.wasm'));
      if (file !== undefined && message.target)
        options.onModule(message.target.name.replaceAll('-', '_'), file);
    } else if (message.reason === 'compiler-message' && message.message?.level.startsWith('error')) {
      compiled = true;
      if (!errors.has(id)) errors.set(id, (message.message.rendered ?? message.message.message).trim());
      const primary = message.message.spans?.filter(({ is_primary }) => is_primary) ?? [];
      faults.set(id, [...(faults.get(id) ?? []), ...primary.map(faultAt)]);
    }
  };
  const result = await runCargo({
    cargoPath: options.cargoPath,
    args: cargoArguments(workspace, options),
    cwd: options.cwd,
    env: buildEnvironment(options),
    confinement: options.confinement,
    targetFolder: options.targetFolder,
    // cargo writes the lock file of the generated workspace.
    folders: {
      writable: [dirname(workspace.manifest)],
      readable: [...options.sources, options.support.folder],
    },
    onLine,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  for (const [, name, rest] of result.stderr.matchAll(
    /^error: failed to run custom build command for `([^`]+)`([\s\S]*?)(?=^\S|$(?![\s\S]))/gm,
  )) {
    compiled = true;
    const id = (name ?? '').replace(/^(\S+) v(\S+).*$/, '$1 $2');
    if (!errors.has(id)) errors.set(id, `its build script failed: ${(rest ?? '').trim().slice(0, 2000)}`);
  }
  const fatal =
    result.code === 0 || compiled
      ? undefined
      : (result.failure ?? `cargo build failed: ${cargoError(result.stderr)}`);
  return { errors, faults, fatal, stderr: result.stderr };
}

function cargoArguments(
  workspace: GeneratedWorkspace,
  { toolchain, targetFolder }: CargoBuildOptions,
): string[] {
  return [
    ...['build', '--workspace', '--offline', '--manifest-path', workspace.manifest],
    ...[
      '--target',
      wasmTarget,
      '--target-dir',
      targetFolder,
      '--profile',
      'macroscope',
      '--message-format',
      'json',
    ],
    ...keepGoing(toolchain.rustc),
  ];
}

/** Variables of the user's environment that would change how modules are compiled, or where. */
const withheld = [
  'RUSTFLAGS',
  'CARGO_BUILD_RUSTFLAGS',
  'CARGO_BUILD_TARGET',
  'CARGO_BUILD_TARGET_DIR',
  'CARGO_TARGET_DIR',
  'RUSTC_WORKSPACE_WRAPPER',
];

/**
 * With a `--target`, cargo hands these flags to the crates that are compiled for that target and to nothing that runs on this machine.
 * `--extern proc_macro` alone does not do: without `-L dependency` rustc finds the compiler's crate first in crates that name
 * proc_macro2 before it (E0460). Lints are capped at warnings, since copies are path packages, whose lints cargo does not silence; not at
 * `allow`, since cargo learns what a target supports from rustc's warnings.
 */
function buildEnvironment(options: CargoBuildOptions): Environment {
  const { env, toolchain, support } = options;
  const flags = [
    ...['--extern', `proc_macro=${support.procMacro}`],
    ...['--extern', `std=${support.std}`],
    ...['--extern', `macroscope_export=${support.export}`],
    ...['-L', `dependency=${support.folder}`],
    ...['--cap-lints', 'warn'],
    // Compilers run macros with a stack of 8 MB, and parsers of long expressions use it; the linker's default is 1 MB.
    ...['-C', 'link-arg=-zstack-size=8388608'],
    // `std::env::current_dir` asks our `proc_macro` (libc_overrides.rs).
    ...['-C', 'link-arg=--wrap=getcwd'],
  ];
  const own: Record<string, string> = {
    CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f'),
    CARGO_TERM_COLOR: 'never',
    CARGO_INCREMENTAL: '0',
  };
  if (toolchain.linker !== undefined) own['CARGO_TARGET_WASM32_WASIP1_LINKER'] = toolchain.linker;
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.includes(name))), ...own };
}

/** What a macro makes stands where the outermost call does. */
function faultAt(span: CompilerSpan): CompilerFault {
  let at = span;
  while (at.expansion) at = at.expansion.span;
  return { file: at.file_name, start: at.byte_start };
}

function parseMessage(line: string): CargoMessage | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as CargoMessage;
  } catch {
    return undefined;
  }
}

/** `name version` from a package id: `path+file:///folder/name#1.0.0`, `registry+…#name@1.0.0`, or the older `name 1.0.0 (…)`. */
function packageName(id: string): string {
  const old = /^(\S+) (\S+) \(/.exec(id);
  if (old) return `${old[1] ?? ''} ${old[2] ?? ''}`;
  const [address = '', fragment = ''] = id.split('#');
  const at = fragment.lastIndexOf('@');
  if (at > 0) return `${fragment.slice(0, at)} ${fragment.slice(at + 1)}`;
  return `${address.replace(/\?.*$/, '').replace(/^.*\//, '')} ${fragment}`;
}
