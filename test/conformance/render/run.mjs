/** `run.mjs FOLDER [--crate NAME] [--show N]`: how near our layout of expansions is to rustfmt's, line by line. FOLDER is the arena's. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureLayout.ts', import.meta.url);
