/** The WebAssembly specification's own tests, as they are and rewritten (spec/README.md). */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('spec.mjs', import.meta.url));

test('rewritten modules compute what the specification says', { timeout: 120_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const [, assertions] =
    /^(\d+) assertions checked, \d+ about refused modules, differences = 0$/m.exec(stdout) ?? [];
  expect(Number(assertions), stdout).toBeGreaterThanOrEqual(20_000);
  expect(stdout).toMatch(/\d+ {2}it uses SIMD/);
  expect(stdout).toMatch(/\d+ {2}it has a start section/);
});
