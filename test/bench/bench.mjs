/** Runs hoverBench.ts. */
import { installPackages } from '../setup/install.mjs';
import { runBundled } from '../conformance/runBundled.mjs';

installPackages(['librust-axum-dev', 'librust-serde-dev']);
await runBundled('./hoverBench.ts', import.meta.url);
