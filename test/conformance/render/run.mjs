/** `run.mjs FOLDER [--crate NAME] [--samples N] [--show N]`: how near our layout of expansions is to rustfmt's, line by line, and why it differs (docs/layout.md). FOLDER is the arena's. */
import { runBundled } from '../runBundled.mjs';

await runBundled('./measureLayout.ts', import.meta.url);
