/** The measured macro crates, compiled natively as cargo does for a compiler, and to WebAssembly as the product does. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { openModuleStore } from '../../../server/src/toolchain/moduleStore';
import type { MacroModule } from '../../../server/src/toolchain/types';
import { wasmCapableEnvironment } from '../../conformance/toolchain/rustEnvironment';
import { copyWithDebianCrates } from '../../integration/debianCrates';
import { measuredCrates, type MeasuredCrate } from './macroCrates';

/** Settings of cargo's profiles by environment variables (Cargo Book, "Environment variables"). */
export interface Profile {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Cost {
  /** Processor seconds of the compiler and all that it starts. */
  readonly seconds: number;
  /** Bytes, by package name of the macro crate. */
  readonly sizes: Readonly<Record<string, number>>;
}

export interface NativeBuild extends Cost {
  /** Absolute paths of dynamic libraries by package name. */
  readonly libraries: Readonly<Record<string, string>>;
}

export interface WasmBuild extends Cost {
  readonly modules: Readonly<Record<string, MacroModule>>;
}

/** As cargo compiles macros for a dev build, which is what rust-analyzer loads; and as fast as one can have them. */
export const nativeProfiles: readonly Profile[] = [
  { name: 'native, dev', variables: {} },
  {
    name: 'native, opt 3',
    variables: {
      CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL: '3',
      CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG_ASSERTIONS: 'false',
      CARGO_PROFILE_DEV_BUILD_OVERRIDE_OVERFLOW_CHECKS: 'false',
    },
  },
];

const setting = (name: string, value: string): Record<string, string> => ({
  [`CARGO_PROFILE_MACROSCOPE_${name}`]: value,
});

/** The product's own profile, and others for comparison. */
export const wasmProfiles: readonly Profile[] = [
  { name: 'wasm', variables: {} },
  { name: 'wasm, opt 0', variables: setting('OPT_LEVEL', '0') },
  { name: 'wasm, opt 1', variables: setting('OPT_LEVEL', '1') },
  { name: 'wasm, opt 2', variables: setting('OPT_LEVEL', '2') },
  { name: 'wasm, opt 3', variables: setting('OPT_LEVEL', '3') },
  { name: 'wasm, opt s, fat LTO', variables: setting('LTO', 'fat') },
  { name: 'wasm, opt 3, fat LTO', variables: { ...setting('OPT_LEVEL', '3'), ...setting('LTO', 'fat') } },
];

/** A workspace whose one crate uses all of the macro crates. Gives its folder. */
export function makeWorkspace(crates: readonly MeasuredCrate[], folder: string): string {
  const template = join(folder, 'template');
  mkdirSync(join(template, 'src'), { recursive: true });
  writeFileSync(join(template, 'src/lib.rs'), '');
  const dependencies = crates.map(({ name, dependency }) => `${name} = ${dependency}\n`).join('');
  writeFileSync(
    join(template, 'Cargo.toml'),
    `[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${dependencies}`,
  );
  const workspace = join(folder, 'workspace');
  copyWithDebianCrates(template, workspace);
  rmSync(template, { recursive: true });
  return workspace;
}

interface ArtifactMessage {
  readonly reason: string;
  readonly target?: { readonly name: string; readonly kind: readonly string[] };
  readonly filenames?: readonly string[];
}

export function buildNatively(workspace: string, profile: Profile, folder: string): NativeBuild {
  const target = join(folder, fileName(profile));
  return kept(`${target}.json`, () => {
    const before = childSeconds();
    const { stdout, stderr, status } = spawnSync(
      'cargo',
      ['build', '--offline', '--message-format=json', '--target-dir', target],
      {
        cwd: workspace,
        env: { ...wasmCapableEnvironment(), ...profile.variables },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    if (status !== 0) throw new Error(`cargo failed: ${stderr}`);
    const libraries: Record<string, string> = {};
    for (const line of stdout.split('\n').filter((each) => each.startsWith('{'))) {
      const { target: made, filenames } = JSON.parse(line) as ArtifactMessage;
      const name = measuredCrates.find(
        (each) => each.name.replaceAll('-', '_') === made?.name.replaceAll('-', '_'),
      )?.name;
      const [file] = filenames ?? [];
      if (name !== undefined && file !== undefined && made?.kind.includes('proc-macro'))
        libraries[name] = file;
    }
    return { seconds: childSeconds() - before, libraries, sizes: sizesOf(libraries) };
  });
}

export async function buildToWasm(
  workspaceFolder: string,
  profile: Profile,
  folder: string,
  server: string,
): Promise<WasmBuild> {
  const environment = { ...wasmCapableEnvironment(), ...profile.variables };
  const workspace = await loadWorkspace({
    root: workspaceFolder,
    trusted: true,
    settings: defaultProjectSettings,
    env: environment,
  });
  const before = childSeconds();
  const storeFolder = join(folder, fileName(profile));
  const procMacroSource = join(server, 'proc_macro');
  const store = openModuleStore({ workspace, trusted: true, environment, storeFolder, procMacroSource });
  const { problem, failures } = await buildMacroModules({ modules: store, confine: false });
  if (problem !== undefined) throw new Error(problem);
  const seconds = childSeconds() - before;
  const modules: Record<string, MacroModule> = {};
  for (const { crate, pack } of store.plans) {
    const module = store.moduleOf(crate);
    if (module && measuredCrates.some(({ name }) => name === pack.name)) modules[pack.name] = module;
  }
  for (const { message } of failures) console.log(message);
  const files = Object.fromEntries(Object.entries(modules).map(([name, { file }]) => [name, file]));
  const cost = kept(`${storeFolder}.json`, () => ({ seconds, sizes: sizesOf(files) }));
  return { ...cost, modules };
}

/** What was found out in an earlier run with the same folder, else what `make` gives. */
function kept<T>(file: string, make: () => T): T {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const made = make();
  writeFileSync(file, JSON.stringify(made));
  return made;
}

function fileName({ name }: Profile): string {
  return name.replaceAll(/\W+/g, '-');
}

function sizesOf(files: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, statSync(file).size]));
}

/** Processor time of all programs that this process started and that have ended (proc(5): cutime and cstime, in hundredths). */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
