import { dirname, join } from 'node:path';
import type { CompiledCode } from '../analysis/compiledCode';
import { resourcesOf } from '../analysis/resources';
import { cacheFolders } from '../cache/cacheFolders';
import { DiskStore } from '../cache/diskStore';
import { Bundle } from './bundle';
import { setHeapFlags } from './heapFlags';

/** Bytes on disk for compiled code: enough for the bundles of several versions, in several editors. */
const codeBytes = 64 << 20;

/** What a bundle exports that is launched. */
export interface Program {
  /** Runs it. `code`: what V8 has compiled of it. */
  readonly main: (code: CompiledCode) => void;
}

/** Runs a program of the folder `dist`, which lies beside the script that calls this. */
export function launch(name: string): void {
  const bundle = openBundle(name, setHeapFlags);
  bundle.run<Program>().main(bundle);
}

/** A bundle of the folder `dist`, compiled under the flags that are set so. Throws when it cannot be read. */
export function openBundle(name: string, setFlags?: () => void): Bundle {
  return new Bundle(join(__dirname, name), openStore(), setFlags);
}

/** Undefined for a user without a home folder. */
function openStore(): DiskStore | undefined {
  try {
    const { storeFolder } = resourcesOf(dirname(__dirname), process.env);
    return new DiskStore({ folder: cacheFolders(storeFolder).code, maximumBytes: codeBytes });
  } catch {
    return undefined;
  }
}
