import type { Sha256 } from '../host';
import type { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import type { GuestMemory } from './guestMemory';
import { variableHash } from './readHashes';

const MAXIMUM_NAME_BYTES = 4096;
const NO_SUCH_VARIABLE = -1;

/**
 * `macroscope.environment_variable` (see `types.ts`): one variable, asked for by name and recorded by it, whether
 * it is there or not. What can be no name (not UTF-8, with `=` or NUL, empty or huge) is not there and not recorded.
 *
 * @throws WasiError EFAULT when the guest names memory that it does not have.
 */
export function environmentVariable(
  memory: GuestMemory,
  environment: ReadonlyMap<string, string>,
  record: CallRecord,
  sha256: Sha256,
): (nameAt: number, nameLength: number, bufferAt: number, bufferLength: number) => number {
  return (nameAt, nameLength, bufferAt, bufferLength) => {
    const nameBytes = memory.bytes(nameAt, nameLength);
    const buffer = memory.bytes(bufferAt, bufferLength);
    const name = variableName(nameBytes);
    if (name === undefined) return NO_SUCH_VARIABLE;
    const value = environment.get(name);
    try {
      record.read('environment', name, variableHash(value, sha256));
    } catch (error) {
      // Too many reads: the refusal is recorded, and the guest learns nothing that is not.
      if (error instanceof WasiError && error.errno === Errno.tooManyOpenFiles) return NO_SUCH_VARIABLE;
      throw error;
    }
    if (value === undefined) return NO_SUCH_VARIABLE;
    const bytes = new TextEncoder().encode(value);
    if (bytes.length <= buffer.length) buffer.set(bytes);
    return bytes.length;
  };
}

function variableName(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length > MAXIMUM_NAME_BYTES) return undefined;
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[=\0]/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}
