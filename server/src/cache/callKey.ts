import { sha256 } from '#platform/hash';
import type { SandboxCall } from '../sandbox/types';

/**
 * The key under which the results of a call are kept: SHA-256 in hex over the module, the entry, the bytes of the input (which hold kind, edition
 * and tokens, and positions only where the macro asked for them), the budgets that decide about failures, and `engine`, which names
 * the sandbox's own code.
 *
 * Environment, roots and working folder are no part of it: what a call read of them is in its trace. Nor is the wall clock: what it ended is
 * not kept.
 */
export function callKey({ moduleKey, entry, budget, input }: SandboxCall, engine: string): string {
  const { instructions, memoryPages, stackUnits, outputBytes } = budget;
  return sha256()
    .update(JSON.stringify([engine, moduleKey, entry, instructions, memoryPages, stackUnits, outputBytes]))
    .update('\0')
    .update(input)
    .hex();
}
