/** For tests: the sandbox as a browser gets it. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** What Node has and a browser does not. */
const NODE_GLOBALS = [
  'process',
  'Buffer',
  'require',
  'module',
  'exports',
  'global',
  '__dirname',
  '__filename',
];
const NODE_TIMERS = ['setImmediate', 'clearImmediate'];
const MARK = '__only_in_Node_';

export interface BrowserBundle {
  readonly code: string;
  /** Modules that are not part of the bundle. */
  readonly imports: readonly string[];
  /** Globals of Node that the code uses. */
  readonly nodeGlobals: readonly string[];
}

/** `browserSandbox.ts` as a script that defines the global `sandboxLibrary`. Fails when a module of Node is imported. */
export function browserSandboxBundle(): Promise<BrowserBundle> {
  return browserBundle({ entryPoints: [join(here, '../browserSandbox.ts')], globalName: 'sandboxLibrary' });
}

/** `browserWorker.ts` as the script of a worker. */
export function browserWorkerBundle(): Promise<BrowserBundle> {
  return browserBundle({ entryPoints: [join(here, '../browserWorker.ts')] });
}

export async function browserBundle(entry: BuildOptions): Promise<BrowserBundle> {
  const options = {
    ...entry,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  } as const;
  const { outputFiles, metafile } = await build(options);
  // esbuild replaces names that nothing in the bundle declares, and only those.
  const marked = await build({
    ...options,
    define: Object.fromEntries([...NODE_GLOBALS, ...NODE_TIMERS].map((name) => [name, `${MARK}${name}`])),
  });
  const markedCode = marked.outputFiles[0]?.text ?? '';
  return {
    code: outputFiles[0]?.text ?? '',
    imports: Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path)),
    nodeGlobals: [...NODE_GLOBALS, ...NODE_TIMERS].filter((name) => markedCode.includes(`${MARK}${name}`)),
  };
}
