import { hashBytes } from '../platform/hashBytes';
import type { SandboxCall, SandboxRead, SandboxResult } from '../sandbox/types';
import { environmentHash, variableHash } from '../sandbox/wasi/readHashes';
import type { InputStates } from './inputStates';

/**
 * What a result depends on besides its key, as build systems call it: everything that the call read, with hashes. The result is valid for
 * every call of the same key that would read the same.
 */
export interface VerifyingTrace {
  readonly reads: readonly SandboxRead[];
  /** The roots and the working folder; absent when the guest saw nothing of them. */
  readonly place?: string;
}

/** The trace of a result. Undefined for one that would never hold: something was refused for what it was at that moment. */
export function traceOf(call: SandboxCall, { reads, placeless }: SandboxResult): VerifyingTrace | undefined {
  if (reads.some(({ kind, hash }) => hash === null && (kind === 'file' || kind === 'directory')))
    return undefined;
  return placeless === true ? { reads } : { reads, place: placeOf(call) };
}

/** Whether a call would read now what the trace says. */
export function holds(trace: VerifyingTrace, call: SandboxCall, inputs: InputStates): boolean {
  if (trace.place !== undefined && trace.place !== placeOf(call)) return false;
  const stateOf = inputs.statesFor(call);
  return trace.reads.every((read) => {
    if (read.kind === 'environment') return variableHashOf(read.name, call.environment) === read.hash;
    const state = stateOf(read.name);
    return (
      state?.kind === read.kind &&
      state.hash === read.hash &&
      state.canonicalPath === (read.canonicalPath ?? read.name)
    );
  });
}

export function isSameTrace(a: VerifyingTrace, b: VerifyingTrace): boolean {
  return (
    a.place === b.place &&
    a.reads.length === b.reads.length &&
    a.reads.every((read, index) => {
      const other = b.reads[index];
      return (
        read.kind === other?.kind &&
        read.name === other.name &&
        read.hash === other.hash &&
        read.canonicalPath === other.canonicalPath
      );
    })
  );
}

function placeOf({ roots, workingDirectory }: SandboxCall): string {
  return JSON.stringify([
    workingDirectory,
    ...roots.map((root) => [root.hostPath, root.guestPath, root.writable !== false]),
  ]);
}

/** `*` stands for the environment as a whole. */
function variableHashOf(name: string, environment: ReadonlyMap<string, string>): string | null {
  return name === '*'
    ? environmentHash(environment, hashBytes)
    : variableHash(environment.get(name), hashBytes);
}
