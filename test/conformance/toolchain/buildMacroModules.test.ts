import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import type { Workspace } from '../../../server/src/project/loadWorkspace';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import type { BuildReport } from '../../../server/src/toolchain/buildMacroModules';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import type { ModuleStore } from '../../../server/src/toolchain/moduleStore';
import { openModuleStore } from '../../../server/src/toolchain/moduleStore';
import { macrosOf } from '../../../server/src/toolchain/wasmModule';
import { macroWorkspace } from './macroWorkspace';
import { wasmCapableEnvironment } from './rustEnvironment';

const procMacroSource = join(import.meta.dirname, '../../../server/proc_macro');
const environment = wasmCapableEnvironment();
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-build-')));
const project = join(temporary, 'a project with spaces');
const storeFolder = join(temporary, 'the store');

let workspace: Workspace;
let modules: ModuleStore;
let report: BuildReport;

async function load(trusted: boolean): Promise<Workspace> {
  return loadWorkspace({ root: project, trusted, settings: defaultProjectSettings, env: environment });
}

function open(of: Workspace, trusted = true): ModuleStore {
  return openModuleStore({ workspace: of, trusted, environment, storeFolder, procMacroSource });
}

function crateId(of: Workspace, packageName: string, version = '0.1.0'): number {
  const found = of.crates.find(
    (crate) =>
      crate.packageName === packageName && crate.target === 'proc-macro' && crate.version === version,
  );
  if (!found) throw new Error(`no macro crate ${packageName}`);
  return found.id;
}

function macros(packageName: string, version?: string): string[] {
  const module = modules.moduleOf(crateId(workspace, packageName, version));
  return (module?.macros ?? [])
    .map(({ kind, name, helperAttributes }) => [kind, name, ...helperAttributes].join(' '))
    .sort();
}

beforeAll(async () => {
  writeProject(project, macroWorkspace);
  workspace = await load(true);
  expect(workspace.problems).toEqual([]);
  modules = open(workspace);
  report = await buildMacroModules({ modules });
}, 600_000);

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

test('every shape of macro crate becomes a module, with the macros that rustc would register', () => {
  expect(report.problem).toBeUndefined();
  expect(macros('plain')).toEqual(['attribute keep', 'bang echo', 'derive Plain plain type']);
  expect(macros('generated')).toEqual([
    'bang only_as_macro',
    'bang sometimes',
    'derive First',
    'derive Second helper_a helper_b',
  ]);
  expect(macros('by-library')).toEqual(['derive Declared declared']);
  expect(macros('by-macro')).toEqual(['derive DeclaredByMacro']);
  expect(macros('declare-attribute', '1.0.0')).toEqual(['attribute declare']);
  expect(macros('scripted')).toEqual(['bang scripted']);
  expect(macros('layered')).toEqual(['attribute layered']);
  expect(macros('old')).toEqual(['bang echo_old']);
  expect(macros('new')).toEqual(['bang gen']);
  expect(macros('decorator')).toEqual(['attribute decorator']);
  expect(macros('decorated')).toEqual(['bang outside', 'derive Inside']);
  expect(macros('twice')).toEqual(['bang twice_one']);
  expect(macros('twice', '2.0.0')).toEqual(['bang twice_two']);
});

test('a module exports what the sandbox calls', () => {
  const module = modules.moduleOf(crateId(workspace, 'plain'));
  const bytes = readFileSync(module?.file ?? '');
  expect(macrosOf(bytes)).toEqual(module?.macros);
  expect(module?.macros.find(({ name }) => name === 'Plain')?.entry).toBe('macroscope_derive_Plain');
  expect(bytes.includes('macroscope_alloc')).toBe(true);
});

test('a crate that does not compile is reported in the words of the compiler, and keeps no other from being built', () => {
  expect(report.failures.map(({ crate }) => crate)).toEqual([crateId(workspace, 'broken')]);
  expect(report.failures[0]?.message).toContain('cannot find function `no_such_function`');
  // The place is that of the user's file, not of the copy that was compiled.
  expect(report.failures[0]?.message).toContain(join(project, 'macros/broken/src/lib.rs:5:'));
  expect(modules.reasonMissing(crateId(workspace, 'broken'))).toContain('no_such_function');
});

test('an unchanged workspace needs no cargo, and a failure is not tried again', async () => {
  const again = open(workspace);
  expect(again.missing).toEqual([]);
  const second = await buildMacroModules({ modules: again, cargoPath: 'no-such-cargo' });
  expect(second.built).toEqual([]);
  expect(second.ready).toEqual(report.ready);
  expect(again.reasonMissing(crateId(workspace, 'broken'))).toContain('no_such_function');
});

test('a second workspace with the same macro crates builds nothing', async () => {
  const root = join(temporary, 'elsewhere');
  writeProject(root, macroWorkspace);
  const other = await loadWorkspace({
    root,
    trusted: true,
    settings: defaultProjectSettings,
    env: environment,
  });
  const opened = open(other);
  expect(opened.missing).toEqual([]);
  expect(opened.moduleOf(crateId(other, 'plain'))).toEqual(modules.moduleOf(crateId(workspace, 'plain')));
});

test('without trust the modules that were built from the same source are used', async () => {
  const untrusted = await load(false);
  const opened = open(untrusted, false);
  for (const name of ['plain', 'generated', 'by-library', 'scripted'])
    expect(opened.moduleOf(crateId(untrusted, name)), name).toEqual(
      modules.moduleOf(crateId(workspace, name)),
    );
  expect(opened.reasonMissing(crateId(untrusted, 'broken'))).toContain('not trusted');
  const nothing = await buildMacroModules({ modules: opened, cargoPath: 'no-such-cargo' });
  expect(nothing.built).toEqual([]);
});

test('a changed macro crate is built again, and others are not', async () => {
  writeProject(project, {
    'macros/old/src/lib.rs': `${macroWorkspace['macros/old/src/lib.rs'] ?? ''}#[proc_macro]\npub fn added(input: TokenStream) -> TokenStream { input }\n`,
  });
  const changed = open(await load(true));
  // What uses the macro crate while it is compiled may depend on it.
  expect(changed.missing.map(({ pack }) => pack.name).sort()).toEqual(['layered', 'old']);
  const messages: string[] = [];
  const second = await buildMacroModules({
    modules: changed,
    onProgress: (_, __, message) => messages.push(message),
  });
  expect(second.built).toHaveLength(2);
  const module = changed.moduleOf(crateId(workspace, 'old'));
  expect(module?.macros.map(({ name }) => name)).toEqual(['echo_old', 'added']);
  expect(messages).toContain('old 0.1.0');
}, 300_000);

test('a compiler without the target is named, with the command that helps', async () => {
  const bare: Workspace = {
    ...workspace,
    rustc: {
      version: 'rustc 1.0.0',
      host: 'x86_64-unknown-linux-gnu',
      sysroot: '/home/u/.rustup/toolchains/stable',
      cfg: [],
    },
  };
  const { problem } = await buildMacroModules({ modules: open(bare) });
  expect(problem).toContain('rustup target add wasm32-wasip1 --toolchain stable');
});
