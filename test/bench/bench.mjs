/** Runs a benchmark: `npm run bench`, or `npm run bench -- NAME …`. */
import { installPackages } from '../setup/install.mjs';
import { runBundled } from '../conformance/runBundled.mjs';

const benchmarks = {
  hover: { script: './hoverBench.ts', packages: ['librust-axum-dev', 'librust-serde-dev'] },
  sandbox: { script: './sandboxBench.ts', packages: ['librust-serde-derive-dev', 'binaryen'] },
  // One of its processes.
  'sandbox-process': { script: './sandboxProcess.ts', packages: [] },
  cache: { script: './cache/cacheBench.ts', packages: ['librust-lsp-types-dev', 'librust-serde-dev'] },
  // What is open, after a write to a file that it depends on.
  refresh: {
    script: './cache/refreshBench.ts',
    packages: ['librust-askama-dev', 'librust-pest-dev', 'librust-pest-derive-dev'],
  },
  declarative: { script: './declarative/declarativeBench.ts', packages: [] },
  // Beside rust-analyzer: start, memory, expansions, edits.
  peer: { script: './peer/peerBench.ts', packages: [] },
  // The first call of a procedural macro, at moments at which a user may ask for it.
  first: { script: './peer/firstCallBench.ts', packages: [] },
  // Keystrokes, hovers, and how long the server's main thread is held.
  editor: { script: './editor/editorBench.ts', packages: [] },
  // A generated workspace of many crates.
  scale: { script: './scale/scaleBench.ts', packages: [] },
  // rust-analyzer with our macro server and with its own.
  macroserver: { script: './macroserver/macroServerBench.ts', packages: ['rust-analyzer'] },
  procmacro: { script: './procmacro/procmacroBench.ts', packages: [] },
};

const [name = 'hover'] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (benchmark === undefined) throw new Error(`no benchmark ${name}: ${Object.keys(benchmarks).join(', ')}`);
installPackages(benchmark.packages);
await runBundled(benchmark.script, import.meta.url);
