/** Runs runFuzz.ts with the arguments given. */
import { runBundled } from '../conformance/runBundled.mjs';

await runBundled('./runFuzz.ts', import.meta.url);
