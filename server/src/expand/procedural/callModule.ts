import type { SandboxCall, SandboxResult } from '../../sandbox/types';
import { asksForPositions } from './callFailure';
import type { CallPositions } from './callPositions';

/** An input of a module in its two forms. */
export interface ModuleInput {
  withoutPositions(): Uint8Array;
  withPositions(): Uint8Array;
  /** The positions that `withPositions` holds. */
  positions(): CallPositions;
}

/** Runs a call in the sandbox, or answers it from the cache. `positions`: those that the call's input holds, if it holds any. */
export type RunCall = (call: SandboxCall, positions?: CallPositions) => Promise<SandboxResult>;

/** Runs a call of a module, a second time with positions if it asks for one (docs/wire-format.md, "Spans"). */
export async function callModule(
  call: Omit<SandboxCall, 'input'>,
  input: ModuleInput,
  run: RunCall,
): Promise<SandboxResult> {
  const result = await run({ ...call, input: input.withoutPositions() });
  if (!asksForPositions(result)) return result;
  return run({ ...call, input: input.withPositions() }, input.positions());
}
