/** Compares the graph from manifests with cargo's for the projects in the folders given: `node measure.mjs FOLDER…`. */
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { graphDifferences } from './graphDifferences';

let [same, different, failed] = [0, 0, 0];
for (const root of process.argv.slice(2)) {
  try {
    const differences = await graphDifferences({
      root,
      settings: defaultProjectSettings,
      env: process.env,
    });
    if (differences.length === 0) same++;
    else different++;
    for (const line of differences) console.log(`${root}: ${line}`);
  } catch (error) {
    failed++;
    console.log(`${root}: cargo: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${same} the same, ${different} different, ${failed} that cargo cannot load`);
