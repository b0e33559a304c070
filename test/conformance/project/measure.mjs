/** Runs measureGraphs.ts with the arguments given. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureGraphs.ts', import.meta.url);
