import type { SandboxCall } from '../sandbox/types';

/** The state of a path as a guest would be given it now. */
export interface PathState {
  readonly kind: 'file' | 'directory' | 'missing';
  /** As `SandboxRead` has it. */
  readonly hash: string | null;
  /** The guest path without links. */
  readonly canonicalPath: string;
}

/** How things are now where calls read. */
export interface InputStates {
  /** For the guest paths of one call. Undefined when the guest would be refused, or when this machine cannot say. */
  statesFor(call: SandboxCall): (guestPath: string) => PathState | undefined;
}
