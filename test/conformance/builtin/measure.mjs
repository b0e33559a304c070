/** Runs measureSites.ts with the arguments given. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureSites.ts', import.meta.url);
