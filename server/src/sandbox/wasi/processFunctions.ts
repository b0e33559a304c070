/**
 * The functions about the process that the guest believes to be: no arguments, a given environment, a clock
 * that stands still.
 */
import type { Sha256 } from '../host';
import type { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import type { GuestMemory } from './guestMemory';
import { environmentHash, sortedEnvironment } from './readHashes';

/** 2001-09-09T01:46:40Z, in nanoseconds since 1970: the time of every call on every machine. */
const FIXED_INSTANT = 1_000_000_000_000_000_000n;
const CLOCKS = 4;

/** Name under which the environment as a whole is recorded. */
const WHOLE_ENVIRONMENT = '*';

/** Ends the guest at once: thrown through it by `proc_exit`. */
export class GuestExit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/**
 * A guest that uses these takes the whole environment in one call; which of its variables it then looks at, and
 * which it misses, is not to be seen from outside. So one read of the whole environment is recorded, under the
 * name `*`. Guests that name what they want use `environmentVariable`.
 */
export function processFunctions(
  memory: GuestMemory,
  environment: ReadonlyMap<string, string>,
  record: CallRecord,
  sha256: Sha256,
) {
  let encoded: readonly Uint8Array[] | undefined;
  const variables = (): readonly Uint8Array[] => {
    const encoder = new TextEncoder();
    encoded ??= sortedEnvironment(environment).map(([name, value]) => encoder.encode(`${name}=${value}\0`));
    return encoded;
  };
  const nextRandom = randomBytes();

  const writeSizes = (countAt: number, bytesAt: number, items: readonly Uint8Array[]): Errno => {
    memory.writeU32(countAt, items.length);
    memory.writeU32(
      bytesAt,
      items.reduce((sum, item) => sum + item.length, 0),
    );
    return Errno.success;
  };

  return {
    args_get: (): Errno => Errno.success,
    args_sizes_get: (countAt: number, bytesAt: number): Errno => writeSizes(countAt, bytesAt, []),

    environ_sizes_get: (countAt: number, bytesAt: number): Errno => {
      record.read('environment', WHOLE_ENVIRONMENT, environmentHash(environment, sha256));
      return writeSizes(countAt, bytesAt, variables());
    },

    environ_get: (pointersAt: number, bytesAt: number): Errno => {
      record.read('environment', WHOLE_ENVIRONMENT, environmentHash(environment, sha256));
      let at = bytesAt;
      variables().forEach((variable, index) => {
        memory.writeU32(pointersAt + index * 4, at);
        memory.bytes(at, variable.length).set(variable);
        at += variable.length;
      });
      return Errno.success;
    },

    clock_res_get: (clock: number, resultAt: number): Errno => {
      if (clock >= CLOCKS) throw new WasiError(Errno.invalidArgument);
      memory.writeU64(resultAt, 1n);
      return Errno.success;
    },

    clock_time_get: (clock: number, _precision: bigint, resultAt: number): Errno => {
      if (clock >= CLOCKS) throw new WasiError(Errno.invalidArgument);
      memory.writeU64(resultAt, FIXED_INSTANT);
      return Errno.success;
    },

    random_get: (pointer: number, length: number): Errno => {
      const bytes = memory.bytes(pointer, length);
      for (let index = 0; index < length; index++) bytes[index] = nextRandom();
      return Errno.success;
    },

    sched_yield: (): Errno => Errno.success,

    proc_exit: (code: number): never => {
      throw new GuestExit(code);
    },
  };
}

/**
 * The same bytes in every call (Marsaglia's xorshift32). Nothing here needs to be unpredictable; everything
 * must repeat.
 */
function randomBytes(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) & 0xff;
  };
}
