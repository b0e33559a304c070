/** Runs runMessages.ts with the arguments given. */
import { runBundled } from '../conformance/runBundled.mjs';

await runBundled('./runMessages.ts', import.meta.url);
