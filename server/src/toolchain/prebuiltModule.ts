import { basename, join } from 'node:path';
import { disk } from '#platform/disk';
import { readTextFile } from '../project/files';
import { hashBytes } from '../platform/hashBytes';
import type { MacroExport, MacroModule } from './types';
import { macrosOf } from './wasmModule';

/** In bytes. Modules of real macro crates have one or two million. */
const largestModule = 32 << 20;

/**
 * A module that a macro crate carries with it: `prebuilt/macroscope.json` (`{ "file": "name.wasm", "key": "SHA-256 in hex" }`) in the folder of
 * its manifest. It runs in the sandbox like any other, so it needs no trust. What the module exports is read from the module itself.
 * Returns undefined when there is none or it is damaged.
 */
export function readPrebuiltModule(manifestDir: string): MacroModule | undefined {
  const folder = join(manifestDir, 'prebuilt');
  try {
    const description = JSON.parse(readTextFile(join(folder, 'macroscope.json')) ?? 'null') as unknown;
    if (typeof description !== 'object' || description === null || !('file' in description)) return undefined;
    // The file lies beside the description: a path out of the folder is not followed.
    const file = join(folder, basename(String(description.file)));
    if ((disk.statusOf(file)?.size ?? 0) > largestModule) return undefined;
    const bytes = disk.readBytes(file);
    if (!bytes) return undefined;
    const key = hashBytes(bytes);
    if ('key' in description && description.key !== key) return undefined;
    const listed = 'macros' in description ? listedMacros(description.macros) : [];
    const declared = macrosOf(bytes);
    const macros = declared.length > 0 ? declared : listed;
    return macros.length > 0 ? { key, file, macros } : undefined;
  } catch {
    return undefined;
  }
}

/** For a module that was not built by us and has no list of its own. */
function listedMacros(value: unknown): MacroExport[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: Partial<MacroExport>) => {
    const { name, kind, helperAttributes, entry: exported } = entry;
    if (typeof name !== 'string' || (kind !== 'bang' && kind !== 'derive' && kind !== 'attribute')) return [];
    return [
      {
        name,
        kind,
        helperAttributes: helperAttributes ?? [],
        entry: exported ?? `macroscope_${kind}_${name}`,
      },
    ];
  });
}
