/** Runs measureCalls.ts with the arguments given. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureCalls.ts', import.meta.url);
