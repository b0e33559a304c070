/**
 * Loads workspaces and compiles their procedural macros, and prints how long that took and what each module holds.
 *
 *     esbuild measureModules.ts --bundle --platform=node --format=cjs --outfile=measureModules.js && node measureModules.js SERVER STORE WORKSPACE…
 *
 * SERVER is the product's `server` folder with our Rust crates. STORE is the folder of the module store: an empty one shows the time of a first
 * build. Each WORKSPACE is a folder with a Cargo.toml.
 */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { openModuleStore } from '../../../server/src/toolchain/moduleStore';
import { wasmCapableEnvironment } from './rustEnvironment';

async function measure(server: string, storeFolder: string, roots: readonly string[]): Promise<void> {
  const environment = wasmCapableEnvironment();
  const results = new Map<string, string>();
  for (const root of roots) {
    const start = performance.now();
    const workspace = await loadWorkspace({
      root: resolve(root),
      trusted: true,
      settings: defaultProjectSettings,
      env: environment,
    });
    const loaded = performance.now();
    const procMacroSource = join(server, 'proc_macro');
    const modules = openModuleStore({ workspace, trusted: true, environment, storeFolder, procMacroSource });
    const opened = performance.now();
    const report = await buildMacroModules({ modules });
    const built = performance.now();
    const millis = [loaded - start, opened - loaded, built - opened].map((time) => `${Math.round(time)}`);
    console.log(
      `${root}: ${workspace.crates.length} crates, load ${millis[0]} ms, open store ${millis[1]} ms, build ${millis[2]} ms;`,
      `${report.ready.length} of ${modules.plans.length} macro crates ready, ${report.built.length} built now`,
    );
    for (const problem of workspace.problems) console.log(`  ${problem.code}: ${problem.message}`);
    if (report.problem !== undefined) console.log(`  ${report.problem}`);
    for (const { crate, pack } of modules.plans) {
      const module = modules.moduleOf(crate);
      const size = module && Math.round(statSync(module.file).size / 1000);
      results.set(
        `${pack.name} ${pack.version}`,
        module ? `${module.macros.length} macros, ${size ?? 0} kB` : `FAILED ${modules.reasonMissing(crate)}`,
      );
    }
  }
  for (const [name, result] of [...results].sort()) console.log(`${name}: ${result}`);
  const failed = [...results.values()].filter((result) => result.startsWith('FAILED')).length;
  console.log(`${results.size - failed} of ${results.size} macro crates have a module`);
}

const [server, store, ...roots] = process.argv.slice(2);
if (server === undefined || store === undefined || roots.length === 0)
  console.error('usage: measureModules SERVER STORE WORKSPACE…');
else void measure(resolve(server), resolve(store), roots);
