/**
 * Bundles the server: dist/server.js (language server), dist/cli.js (terminal), dist/macroscope-proc-macro-srv
 * (procedural macros for rust-analyzer), dist/sandboxWorker.js (worker thread), dist/browserServer.js
 * (language server in a browser's worker), and puts the grammar where they look for it.
 */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { browserBundle } from './browserBundle.mjs';
import { keepShapes } from './keptShapes.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** web-tree-sitter asks for import.meta.url, which a CommonJS bundle does not have. */
const moduleUrl = {
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
};

const entry = (name) => join(root, 'server/src', name);

await build({
  ...shared,
  ...moduleUrl,
  // A script that is run by itself, as `launch` does it, has no loader for `import()`.
  supported: { 'dynamic-import': false },
  plugins: [keepShapes],
  // Its main file is one that loads others by names that no bundler sees.
  alias: { 'jsonc-parser': require.resolve('jsonc-parser/lib/esm/main.js') },
  entryPoints: {
    serverMain: entry('main.ts'),
    cliMain: entry('cli.ts'),
    macroService: entry('procMacroServer/openMacroService.ts'),
    sandboxWorker: entry('sandbox/worker.ts'),
  },
  outdir: join(root, 'dist'),
});
// esbuild writes code in ASCII and leaves comments as they are. For a single character of another kind V8 holds two bytes for each of a bundle's.
for (const name of ['serverMain', 'cliMain', 'macroService', 'sandboxWorker']) {
  const bundle = join(root, 'dist', `${name}.js`);
  writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/[\u0080-\uffff]/g, '.'));
}
await build({
  ...shared,
  banner: { js: '#!/usr/bin/env node' },
  entryPoints: { server: entry('launch/server.ts'), cli: entry('launch/cli.ts') },
  outdir: join(root, 'dist'),
});
await build({
  ...shared,
  entryPoints: { macroServer: entry('launch/macroServer.ts') },
  outdir: join(root, 'dist'),
});
// rust-analyzer's setting is the path of a program, without arguments.
const macroServer = join(root, 'dist/macroscope-proc-macro-srv');
writeFileSync(
  macroServer,
  readFileSync(entry('launch/macroServer.sh'), 'utf8').replace('@BUILD@', buildHash()),
);
chmodSync(macroServer, 0o755);

const sandboxWorker = await build({
  ...browserBundle,
  sourcemap: false,
  minify: true,
  write: false,
  entryPoints: [entry('sandbox/browserWorker.ts')],
});
await build({
  ...browserBundle,
  // The server starts workers from this text: not every editor lets a worker load a script of the extension.
  define: { sandboxWorkerScript: JSON.stringify(sandboxWorker.outputFiles[0].text), 'import.meta.url': '""' },
  plugins: [...browserBundle.plugins, keepShapes],
  entryPoints: { browserServer: entry('browser.ts') },
  outdir: join(root, 'dist'),
});

mkdirSync(join(root, 'grammars'), { recursive: true });
copyFileSync(
  require.resolve('tree-sitter-rust/tree-sitter-rust.wasm'),
  join(root, 'grammars/tree-sitter-rust.wasm'),
);
copyFileSync(
  join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'),
  join(root, 'grammars/web-tree-sitter.wasm'),
);

/** Names what the server of procedural macros is built from, so that nobody needs to remember to count a version up. */
function buildHash() {
  const hash = createHash('sha256');
  for (const name of ['macroServer.js', 'macroService.js', 'sandboxWorker.js'])
    hash.update(readFileSync(join(root, 'dist', name)));
  // These go into every module.
  for (const folder of ['server/proc_macro', 'server/proc_macro_export'])
    for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (file.isFile()) hash.update(readFileSync(join(file.parentPath ?? file.path, file.name)));
  return hash.digest('hex').slice(0, 16);
}
