/**
 * The rewriter against the oracle: on modules that were made at random (by `wasm-opt -ttf`), and on a real
 * Rust program.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runGuestCall } from '../../../server/src/sandbox/guestCall';
import { GUEST_IMPORTS } from '../../../server/src/sandbox/guestImports';
import { nodeHost } from '../../../server/src/sandbox/nodeHost';
import { MAXIMUM_STACK_UNITS } from '../../../server/src/sandbox/rewrite/counter';
import { rewriteModule } from '../../../server/src/sandbox/rewrite/rewriteModule';
import { webAssembly } from '../../../server/src/sandbox/webAssembly';
import { compareWithOracle, type Comparison } from './compareWithOracle';
import { oracleOf } from './countingOracle';
import { PROBE } from './probe';

const here = dirname(fileURLToPath(import.meta.url));

test('random modules compute and count as the oracle does', () => {
  const total: Comparison = {
    completed: 0,
    trapped: 0,
    recounted: 0,
    budgets: 0,
    refused: [],
    differences: [],
  };
  for (const file of readdirSync(join(here, 'random-modules'))) {
    compareWithOracle(file, readFileSync(join(here, 'random-modules', file)), total);
  }
  expect(total.differences).toEqual([]);
  expect(total.refused).toEqual([]);
  expect(total.completed).toBeGreaterThan(150);
  expect(total.trapped).toBeGreaterThan(10);
});

test('a Rust program counts as with the oracle', () => {
  const rewritten = new webAssembly.Module(rewriteModule(PROBE, GUEST_IMPORTS));
  const oracle = new webAssembly.Module(oracleOf(PROBE));
  for (const words of [
    'order',
    'float 2.5',
    'recurse 50',
    'allocate 1000000',
    'environment',
    'print x',
    'read none',
  ]) {
    const call = {
      moduleKey: 'probe',
      entry: 'run',
      input: new TextEncoder().encode(words),
      environment: new Map([['A', 'b']]),
      roots: [],
      workingDirectory: '/',
      budget: {
        instructions: 2 ** 40,
        wallMillis: 0,
        memoryPages: 1000,
        stackUnits: MAXIMUM_STACK_UNITS,
        outputBytes: 1000,
      },
    };
    const [ours, theirs] = [runGuestCall(rewritten, call, nodeHost), runGuestCall(oracle, call, nodeHost)];
    expect(ours.used.instructions).toBe(theirs.used.instructions);
    expect(ours).toMatchObject({ status: 'returned', console: theirs.console });
  }
});
