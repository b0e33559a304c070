/** Bundles the VS Code extension into dist/extension.js, and into dist/browserExtension.js for browsers. */
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { browserBundle } from '../server/browserBundle.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await build({
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  external: ['vscode'],
  entryPoints: { extension: join(root, 'client/src/extension.ts') },
  outdir: join(root, 'dist'),
});

await build({
  ...browserBundle,
  format: 'cjs',
  external: ['vscode'],
  entryPoints: { browserExtension: join(root, 'client/src/browserExtension.ts') },
  outdir: join(root, 'dist'),
});
