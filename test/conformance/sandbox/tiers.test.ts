/**
 * V8 has two compilers for WebAssembly and mixes their code as it likes. No result may depend on which one
 * was at work.
 */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const testSandbox = join(here, '../../../server/src/sandbox/testing/testSandbox.ts');
/** Beside the packages that it imports. */
const program = join(here, '../../../node_modules', `.deepest-recursion-${process.pid}.mjs`);

let usual: unknown;
beforeAll(async () => {
  await build({
    entryPoints: [join(here, 'deepestRecursion.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(testSandbox).href) },
  });
  usual = await deepest();
});
afterAll(() => rmSync(program, { force: true }));

const deepest = async (...flags: string[]): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);
  return JSON.parse(stdout) as unknown;
};

test.each(['--liftoff-only', '--no-liftoff', '--wasm-tiering-budget=1000'])(
  'with %s the stack runs out where it does without',
  { timeout: 120_000 },
  async (flag) => {
    expect(Object.keys(usual as object)).toHaveLength(6);
    expect(await deepest(flag)).toEqual(usual);
  },
);
