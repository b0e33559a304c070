/** A machine without memory says nothing about a guest, whatever the guest would make of it. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const testSandbox = join(here, '../../../server/src/sandbox/testing/testSandbox.ts');
/** Beside the packages that it imports. */
const program = join(here, '../../../node_modules', `.no-memory-${process.pid}.mjs`);
afterAll(() => rmSync(program, { force: true }));

test('memory that may grow and cannot is the fault of the machine', { timeout: 120_000 }, async () => {
  await build({
    entryPoints: [join(here, 'noMemory.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(testSandbox).href) },
  });
  const flags = ['--wasm-max-mem-pages=1000'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);
  const failed = 'worker-failed: this machine has no memory for the macro';
  expect(JSON.parse(stdout)).toEqual(['returned', failed, failed]);
});
