/** For tests: a sandbox with the real worker, and modules written as WebAssembly text. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import wabt from 'wabt';
import { nodeThreads } from '../nodeThreads';
import { MAXIMUM_STACK_UNITS } from '../rewrite/counter';
import { createSandbox, type SandboxOptions } from '../sandboxPool';
import type { CallBudget, CallOptions, Sandbox, SandboxCall, SandboxResult } from '../types';

const here = dirname(fileURLToPath(import.meta.url));
const toolkit = await wabt();

let bundled: Promise<string> | undefined;

/** The worker as it is shipped: bundled into one CommonJS file. */
export function workerFile(): Promise<string> {
  bundled ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'macroscope-worker-')), 'sandboxWorker.js');
    await build({
      entryPoints: [join(here, '../worker.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'error',
    });
    return outfile;
  })();
  return bundled;
}

export function wasmOf(text: string, features: Parameters<typeof toolkit.parseWat>[2] = {}): Uint8Array {
  const module = toolkit.parseWat('test.wat', text, features);
  module.resolveNames();
  return new Uint8Array(module.toBinary({}).buffer);
}

/**
 * A module with the guest ABI around `fields`, which must define `$run (param i32 i32) (result i64)`. It is
 * exported as `run`. `head` has what comes first: imports and the memory.
 */
export function guest(fields: string, head = '(memory (export "memory") 1)'): Uint8Array {
  return wasmOf(`(module ${head}
    (global $top (mut i32) (i32.const 1024))
    (func (export "macroscope_alloc") (param $size i32) (result i32)
      (global.get $top) (global.set $top (i32.add (global.get $top) (local.get $size))))
    (export "run" (func $run))
    ${fields})`);
}

/** A guest that returns its input. */
export const ECHO = `(func $run (param $pointer i32) (param $length i32) (result i64)
  (i64.or (i64.shl (i64.extend_i32_u (local.get $pointer)) (i64.const 32)) (i64.extend_i32_u (local.get $length))))`;

/** A guest that never ends. */
export const ENDLESS = `(func $run (param i32 i32) (result i64) (loop $again (br $again)) (unreachable))`;

const BUDGET: CallBudget = {
  instructions: 10_000_000,
  wallMillis: 10_000,
  memoryPages: 100,
  stackUnits: MAXIMUM_STACK_UNITS,
  outputBytes: 1 << 20,
};

export type CallChange = Partial<Omit<SandboxCall, 'budget'>> & { readonly budget?: Partial<CallBudget> };

export interface TestSandbox {
  readonly sandbox: Sandbox;
  /** Calls `run` of a module with a generous budget, changed as given. */
  run(module: Uint8Array, change?: CallChange, options?: CallOptions): Promise<SandboxResult>;
}

/** `create` is `createSandbox`, or the same function from elsewhere. */
export async function testSandbox(
  options: Partial<SandboxOptions> = {},
  create = createSandbox,
): Promise<TestSandbox> {
  const sandbox = create({
    threads: nodeThreads(await workerFile()),
    maximumWorkers: 2,
    idleMillis: 60_000,
    ...options,
  });
  return {
    sandbox,
    run: (module, change = {}, callOptions = {}) => {
      const moduleKey = createHash('sha256').update(module).digest('hex');
      sandbox.addModule(moduleKey, module);
      return sandbox.call(
        {
          moduleKey,
          entry: 'run',
          input: new Uint8Array(),
          environment: new Map(),
          roots: [],
          workingDirectory: '/',
          ...change,
          budget: { ...BUDGET, ...change.budget },
        },
        callOptions,
      );
    },
  };
}
