/** The modules that were built on this machine, in a folder that all workspaces and processes share. */
import { join } from 'node:path';
import { disk } from '#platform/disk';
import { exists, readTextFile } from '../project/files';
import { hashBytes } from '../platform/hashBytes';
import { hashOf } from './contentHash';
import type { MacroExport, MacroModule } from './types';
import { macrosOf } from './wasmModule';

/** What the store knows under a key: a module, or why there can be none. */
export type StoredResult =
  | { readonly built: true; readonly module: MacroModule }
  | { readonly built: false; readonly failure: string };

interface Entry {
  readonly version: typeof entryVersion;
  readonly module?: string;
  readonly macros?: readonly MacroExport[];
  readonly failure?: string;
}

const entryVersion = 1;

/** The files of the store. */
export class ModuleFiles {
  constructor(readonly folder: string) {}

  /** What was stored under a plan's key. An entry that cannot be read, or whose module is gone, counts as missing. */
  read(key: string): StoredResult | undefined {
    return this.parse(join(this.folder, 'results', `${key}.json`));
  }

  /** A module that was built from the same source of a macro crate: the first one that is known by one of the keys. */
  readBySource(sourceKeys: readonly string[]): MacroModule | undefined {
    for (const key of sourceKeys) {
      const result = this.parse(join(this.folder, 'sources', `${key}.json`));
      if (result?.built) return result.module;
    }
    return undefined;
  }

  /** The module that was built last of the package with this id, whatever its source was then. */
  readLatest(packageId: string): MacroModule | undefined {
    const result = this.parse(this.latestPath(packageId));
    return result?.built ? result.module : undefined;
  }

  /** Takes a compiled module of a package into the store. Throws an Error when the file is no macro module. */
  addModule(key: string, sourceKeys: readonly string[], packageId: string, file: string): MacroModule {
    const bytes = disk.readBytes(file);
    if (!bytes) throw new Error(`${file} cannot be read`);
    const macros = macrosOf(bytes);
    const hash = hashBytes(bytes);
    const stored = this.modulePath(hash);
    if (!exists(stored)) disk.writeAtomically(stored, bytes);
    const entry: Entry = { version: entryVersion, module: hash, macros };
    disk.writeAtomically(join(this.folder, 'results', `${key}.json`), JSON.stringify(entry));
    for (const each of sourceKeys)
      disk.writeAtomically(join(this.folder, 'sources', `${each}.json`), JSON.stringify(entry));
    disk.writeAtomically(this.latestPath(packageId), JSON.stringify(entry));
    return { key: hash, file: stored, macros };
  }

  addFailure(key: string, failure: string): void {
    const entry: Entry = { version: entryVersion, failure };
    disk.writeAtomically(join(this.folder, 'results', `${key}.json`), JSON.stringify(entry));
  }

  removeResult(key: string): void {
    disk.remove(join(this.folder, 'results', `${key}.json`));
  }

  private parse(file: string): StoredResult | undefined {
    const text = readTextFile(file);
    if (text === undefined) return undefined;
    let entry: Entry;
    try {
      entry = JSON.parse(text) as Entry;
    } catch {
      return undefined;
    }
    if (entry.version !== entryVersion) return undefined;
    if (entry.failure !== undefined) return { built: false, failure: entry.failure };
    if (entry.module === undefined || !entry.macros) return undefined;
    const path = this.modulePath(entry.module);
    return exists(path)
      ? { built: true, module: { key: entry.module, file: path, macros: entry.macros } }
      : undefined;
  }

  private latestPath(packageId: string): string {
    return join(this.folder, 'latest', `${hashOf(packageId)}.json`);
  }

  private modulePath(hash: string): string {
    return join(this.folder, 'modules', `${hash}.wasm`);
  }
}
