/** Real macro crates for measurements: from Debian's packages, built by our own toolchain. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultProjectSettings } from '../../server/src/project/loadOptions';
import { loadWorkspace } from '../../server/src/project/loadWorkspace';
import { buildMacroModules } from '../../server/src/toolchain/buildMacroModules';
import { openModuleStore } from '../../server/src/toolchain/moduleStore';
import type { MacroExport } from '../../server/src/toolchain/types';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { copyWithDebianCrates } from '../integration/debianCrates';

export interface BuiltMacros {
  readonly crate: string;
  readonly bytes: Uint8Array;
  readonly macros: readonly MacroExport[];
}

const procMacroSource = join(process.cwd(), 'server/proc_macro');
/** Kept between runs, so that only the first one compiles. */
const storeFolder = join(tmpdir(), 'macroscope-bench-modules');

/**
 * The modules of all procedural-macro crates that `crates` are or depend on.
 *
 * @throws Error when one of them cannot be compiled.
 */
export async function buildMacros(crates: readonly string[]): Promise<BuiltMacros[]> {
  const project = mkdtempSync(join(tmpdir(), 'macroscope-bench-project-'));
  try {
    const source = join(project, 'source');
    mkdirSync(join(source, 'src'), { recursive: true });
    writeFileSync(join(source, 'src/lib.rs'), '');
    const dependencies = crates.map((crate) => `${crate} = "*"`).join('\n');
    writeFileSync(
      join(source, 'Cargo.toml'),
      `[package]\nname = "measured"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${dependencies}\n`,
    );
    const root = join(project, 'measured');
    copyWithDebianCrates(source, root);
    const environment = wasmCapableEnvironment();
    const workspace = await loadWorkspace({
      root,
      trusted: true,
      settings: defaultProjectSettings,
      env: environment,
    });
    const modules = openModuleStore({ workspace, trusted: true, environment, storeFolder, procMacroSource });
    const report = await buildMacroModules({ modules });
    if (report.problem !== undefined) throw new Error(report.problem);
    const [failure] = report.failures;
    if (failure !== undefined) throw new Error(failure.message);
    return report.ready.flatMap((id) => {
      const module = modules.moduleOf(id);
      const crate = workspace.crates[id]?.packageName ?? '';
      if (module === undefined) return [];
      return [{ crate, bytes: new Uint8Array(readFileSync(module.file)), macros: module.macros }];
    });
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
