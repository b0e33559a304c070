import { hashBytes } from '../platform/hashBytes';
import type { SandboxCall, SandboxRead, SandboxResult } from '../sandbox/types';
import { environmentHash, variableHash } from '../sandbox/wasi/readHashes';
import type { InputStates, PathState } from './inputStates';

/**
 * What a result depends on besides its key, as build systems call it: everything that the call read, with hashes. The result is valid for
 * every call of the same key that would read the same.
 */
export interface VerifyingTrace {
  readonly reads: readonly SandboxRead[];
  /** The roots and the working folder; absent when the guest saw nothing of them. */
  readonly place?: string;
}

/** Of a call. */
type Place = Pick<SandboxCall, 'roots' | 'workingDirectory'>;

/** The trace of a result. Undefined for one that would never hold: something was refused for what it was at that moment. */
export function traceOf(call: Place, { reads, placeless }: SandboxResult): VerifyingTrace | undefined {
  if (reads.some(({ kind, hash }) => hash === null && (kind === 'file' || kind === 'directory')))
    return undefined;
  return placeless === true ? { reads } : { reads, place: placeOf(call) };
}

/** Whether a call would read now what the trace says. */
export function holds(trace: VerifyingTrace, call: SandboxCall, inputs: InputStates): boolean {
  if (trace.place !== undefined && trace.place !== placeOf(call)) return false;
  const [variables, files] = [trace.reads.filter(isVariable), filesOf(trace)];
  return (
    variables.every(({ name, hash }) => variableHashOf(name, call.environment) === hash) &&
    filesHold(files, inputs.statesFor(call))
  );
}

/** What a trace says of the disk. */
export function filesOf({ reads }: VerifyingTrace): readonly SandboxRead[] {
  return reads.filter((read) => !isVariable(read));
}

/** Whether files and folders are as they were read. */
export function filesHold(
  reads: readonly SandboxRead[],
  stateOf: (guestPath: string) => PathState | undefined,
): boolean {
  return reads.every(({ kind, name, hash, canonicalPath }) => {
    const state = stateOf(name);
    return state?.kind === kind && state.hash === hash && state.canonicalPath === (canonicalPath ?? name);
  });
}

function isVariable({ kind }: SandboxRead): boolean {
  return kind === 'environment';
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

function placeOf({ roots, workingDirectory }: Place): string {
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
