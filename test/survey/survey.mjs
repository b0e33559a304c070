/** Runs the survey with the arguments given: see README.md. */
import { runBundled } from '../conformance/runBundled.mjs';

await runBundled('./survey.ts', import.meta.url);
