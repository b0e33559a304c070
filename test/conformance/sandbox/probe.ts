import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestSandbox } from '../../../server/src/sandbox/testing/testSandbox';
import type { SandboxCall, SandboxResult } from '../../../server/src/sandbox/types';

export const PROBE = new Uint8Array(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'probe.wasm')),
);

/** Gives the probe (probe.rs) an order. */
export function order(
  { run }: TestSandbox,
  words: string,
  change: Parameters<TestSandbox['run']>[1] = {},
): Promise<SandboxResult> {
  return run(PROBE, { ...change, input: new TextEncoder().encode(words) });
}

/** What the probe answered, or how it ended instead. */
export async function answer(
  sandbox: TestSandbox,
  words: string,
  change: Partial<Omit<SandboxCall, 'budget'>> = {},
): Promise<string> {
  return textOf(await order(sandbox, words, change));
}

export function textOf(result: SandboxResult): string {
  return result.status === 'returned'
    ? new TextDecoder().decode(result.output)
    : `${result.status}: ${result.message}`;
}
