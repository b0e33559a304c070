/** How what runs in a browser is bundled. */
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const server = dirname(fileURLToPath(import.meta.url));

/**
 * No module of Node gets into a browser's bundle. Paths are the exception, since they are names and nothing else: `node:path` has a
 * counterpart of ours. What web-tree-sitter imports where it runs in Node stays behind its own test for that.
 */
const withoutNode = {
  name: 'without Node',
  setup(build) {
    build.onResolve(
      { filter: /^node:|^(fs|fs\/promises|module|path|crypto|os|child_process)$/ },
      ({ path, importer }) => {
        if (path === 'node:path') return { path: join(server, 'src/platform/browser/path.ts') };
        if (importer.includes('web-tree-sitter')) return { path, external: true };
        return { errors: [{ text: `${importer} imports ${path}, which a browser does not have` }] };
      },
    );
  },
};

/** Options of esbuild, without entry points and output. */
export const browserBundle = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  loader: { '.rs': 'text' },
  plugins: [withoutNode],
};
