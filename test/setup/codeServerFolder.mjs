import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the set-up puts VS Code's server. */
export const codeServerFolder = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  'node_modules/.cache/macroscope/code-server',
);
