import type { SandboxCall } from '../types';
import type { WasmFunction } from '../webAssembly';
import type { CallRecord } from './callRecord';
import { Descriptors } from './descriptors';
import { WasiError, type Errno } from './errno';
import { fileFunctions } from './fileFunctions';
import type { GuestMemory } from './guestMemory';
import { processFunctions } from './processFunctions';
import { ReadableFiles } from './readableFiles';
import { ReadableRoots } from './readableRoots';
import { refusedFunctions } from './refusedFunctions';

/**
 * A host function as it is written: kinds of arguments are settled by `WASI_SIGNATURES`, which the module was
 * checked against.
 */
type HostFunction = (...parameters: never[]) => Errno;

/**
 * The imports of `wasi_snapshot_preview1` for one call. What the guest reads and is refused goes to `record`.
 *
 * The preopened folders are the readable roots under their guest paths, and `/`, which no path resolves in:
 * through it the accesses to all other absolute paths arrive here and are refused by name, instead of failing
 * unseen inside the guest's C library.
 */
export function wasiImports(
  call: SandboxCall,
  memory: GuestMemory,
  record: CallRecord,
): Record<string, WasmFunction> {
  const roots = new ReadableRoots(call.roots);
  const descriptors = new Descriptors();
  for (const guestPath of [...call.roots.map((root) => root.guestPath), '/']) {
    descriptors.add({ kind: 'directory', guestPath, preopened: true });
  }
  const files = new ReadableFiles(roots, record);
  const { workingDirectory } = call;
  const functions: Record<string, HostFunction> = {
    ...refusedFunctions(record),
    ...processFunctions(memory, call.environment, record),
    ...fileFunctions({ memory, descriptors, roots, files, record, workingDirectory }),
  };
  return Object.fromEntries(Object.entries(functions).map(([name, run]) => [name, guarded(run)]));
}

/** Makes pointers unsigned and turns `WasiError` into its number. */
function guarded(run: HostFunction): WasmFunction {
  const callable = run as (...parameters: (number | bigint)[]) => Errno;
  return (...parameters) => {
    try {
      return callable(...parameters.map((value) => (typeof value === 'number' ? value >>> 0 : value)));
    } catch (error) {
      if (error instanceof WasiError) return error.errno;
      throw error;
    }
  };
}
