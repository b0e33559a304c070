/**
 * The whole torture suite: every attack of `attacks.ts`, one line each with the time to its verdict. Ends with 1 when one was not contained.
 *
 *     npm run torture [-- WORD ...]
 *
 * With words, only the attacks that have one of them in their family or name.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
/** Beside the packages that it imports. */
const program = join(here, '../../node_modules', `.torture-${process.pid}.mjs`);

/** Every file finds its neighbours as if it had not been bundled. */
const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};

await build({
  entryPoints: [join(here, 'runTorture.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [ownPlaces],
  logLevel: 'warning',
});
try {
  await import(pathToFileURL(program).href);
} finally {
  rmSync(program, { force: true });
}
