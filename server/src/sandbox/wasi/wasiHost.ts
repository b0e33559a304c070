import type { SandboxHost } from '../host';
import type { Charge } from '../hostPrices';
import type { SandboxCall, SandboxOutput } from '../types';
import { BaseFiles } from './baseFiles';
import type { CallRecord } from './callRecord';
import { Descriptors } from './descriptors';
import { WasiError, type Errno } from './errno';
import { fileFunctions } from './fileFunctions';
import type { FileAccess } from './guestLookup';
import type { GuestMemory } from './guestMemory';
import { GuestRoots } from './guestPaths';
import { OverlayFiles } from './overlay';
import { processFunctions } from './processFunctions';
import { refusedFunctions } from './refusedFunctions';
import { writeFunctions } from './writeFunctions';

/**
 * A host function as it is written: kinds of arguments are settled by `WASI_SIGNATURES`, which the module was
 * checked against.
 */
type HostFunction = (...parameters: never[]) => Errno;

export interface WasiHost {
  /** Runs a function by its name. Pointers may be signed. Throws what ends the guest. */
  call(name: string, parameters: readonly (number | bigint)[]): Errno;
  /** What the guest has changed so far. */
  outputs(): SandboxOutput[];
  readonly outputBytes: number;
  /** Whether the guest has asked for anything about its folders. */
  readonly sawFolders: boolean;
}

/**
 * The functions of `wasi_snapshot_preview1` for one call. What the guest reads and is refused goes to `record`, the
 * price of files and folders, which depends on their size, to `charge`.
 *
 * The preopened folders are the readable roots under their guest paths, and `/`, which no path resolves in:
 * through it the accesses to all other absolute paths arrive here and are refused by name, instead of failing
 * unseen inside the guest's C library.
 */
export function wasiHost(
  call: SandboxCall,
  host: SandboxHost,
  memory: GuestMemory,
  record: CallRecord,
  charge: Charge = () => undefined,
): WasiHost {
  const { roots, environment, workingDirectory, budget } = call;
  const descriptors = new Descriptors();
  const folders = roots.filter(({ isFile }) => isFile !== true);
  for (const guestPath of [...folders.map((root) => root.guestPath), '/']) {
    descriptors.add({ kind: 'directory', guestPath, preopened: true, listing: undefined });
  }
  const guestRoots = new GuestRoots(roots);
  const base = new BaseFiles(host.filesOf(call), host.sha256, guestRoots, record, charge);
  const files = new OverlayFiles(base, guestRoots, record, budget.outputBytes, charge);
  const access: FileAccess = { memory, descriptors, roots: guestRoots, files, record, workingDirectory };
  const functions: Record<string, HostFunction> = {
    ...refusedFunctions(record),
    ...processFunctions(memory, environment, record, host.sha256),
    ...fileFunctions(access),
    ...writeFunctions(access),
  };
  return {
    call: (name, parameters) => {
      const run = functions[name];
      if (run === undefined) throw new Error(`there is no host function ${name}`);
      return guarded(run, parameters);
    },
    outputs: () => files.outputs(),
    get outputBytes() {
      return files.outputBytes;
    },
    get sawFolders() {
      return descriptors.sawFolders;
    },
  };
}

/** Makes pointers unsigned and turns `WasiError` into its number. */
function guarded(run: HostFunction, parameters: readonly (number | bigint)[]): Errno {
  const callable = run as (...parameters: (number | bigint)[]) => Errno;
  try {
    return callable(...parameters.map((value) => (typeof value === 'number' ? value >>> 0 : value)));
  } catch (error) {
    if (error instanceof WasiError) return error.errno;
    throw error;
  }
}
