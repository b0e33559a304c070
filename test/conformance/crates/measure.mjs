/** Runs measureCrates.ts with the arguments given. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureCrates.ts', import.meta.url);
