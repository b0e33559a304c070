/**
 * Expands the macro calls that rustc expanded in real crates, and compares with what rustc made of them: every call with all that it leads to, and
 * every single step. Only what is equal token for token counts. `npm run conformance -- --arena FOLDER [CRATE…]` prints the share by crate and
 * group, the causes of all differences by their number, and the sums.
 *
 * FOLDER/work has the crates, FOLDER/truth rustc's records. `--show N` limits the causes that are printed, `--no-build` leaves out macro crates
 * that are not built yet.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createServices } from '../../../../server/src/analysis/createServices';
import { Analysis } from '../../../../server/src/analysis/analysis';
import { buildMessages } from '../../../../server/src/analysis/buildMessages';
import { refreshBuildScripts } from '../../../../server/src/analysis/buildScripts';
import { buildMacroModules } from '../../../../server/src/toolchain/buildMacroModules';
import { arenaEnvironment, chosenCrates, crateFolder, crateSettings } from './arenaCrates';
import { measureCrate } from './measureCrate';
import { Causes, printResults, type CrateResults } from './results';

const { values, positionals } = parseArgs({
  options: {
    arena: { type: 'string' },
    show: { type: 'string', default: '40' },
    'no-build': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const arena = resolve(values.arena ?? '');
const environment = arenaEnvironment(arena);

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

const services = createServices(process.cwd(), environment);
const results = new Map<string, CrateResults>();
const causes = new Causes();
try {
  for (const crate of chosenCrates(arena, positionals)) {
    const root = crateFolder(arena, crate);
    const settings = crateSettings(arena, crate);
    const load = (): Promise<Analysis> => Analysis.load({ ...services, root, trusted: true, settings });
    let analysis = await load();
    for (const problem of analysis.workspace.problems) process.stderr.write(`${crate}: ${problem.message}\n`);
    if (!values['no-build']) {
      const { workspace } = analysis;
      const scripts = await refreshBuildScripts(workspace, root, settings, services);
      if (scripts.failure !== undefined) tell(`${crate}: build scripts failed: ${scripts.failure}`);
      if (scripts.changed) analysis = await load();
      const { modules } = analysis;
      const report = await buildMacroModules({ modules, onProgress: (...[, , step]) => tell(step) });
      for (const message of buildMessages(analysis.workspace, report)) tell(`${crate}: ${message}`);
    }
    results.set(crate, await measureCrate(arena, crate, analysis, causes));
  }
} finally {
  await services.sandbox.dispose();
}
printResults(results, causes, Number(values.show));
