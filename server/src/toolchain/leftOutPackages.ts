/** Copies of the libraries that do not compile for WebAssembly as they are, without what does not (`leaveOut.ts`). */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { appendTo } from '../project/appendTo';
import type { CargoPackage } from '../project/cargoMetadata';
import type { CompilerFault } from './cargoBuild';
import { leaveOut } from './leaveOut';
import type { PackageGraph } from './macroPlan';
import { copyPackage } from './packageCopies';

/** For one generated workspace. */
export class LeftOutPackages {
  /** By package id: the copy that takes the package's place. */
  readonly folders = new Map<string, string>();

  /** @param folder Where the copies go, which is emptied. It must not lie in the generated workspace: its packages would be members. */
  constructor(
    private readonly folder: string,
    private readonly graph: PackageGraph,
  ) {
    rmSync(folder, { recursive: true, force: true });
  }

  /**
   * Leaves out what the faults are in, by `name version` of a package. Returns whether anything was, and compiling again may help. Packages
   * that somebody is working on are left alone: their faults are for their authors.
   *
   * @param modules Ids of the packages that modules are made of.
   * @param patches By package id: folders of packages that are compiled from another copy already.
   */
  apply(
    faults: ReadonlyMap<string, readonly CompilerFault[]>,
    modules: readonly string[],
    patches: ReadonlyMap<string, string>,
  ): boolean {
    let applied = false;
    for (const id of new Set(modules.flatMap((module) => [...this.graph.closure(module)]))) {
      const pack = this.graph.package(id);
      if (!pack?.source?.startsWith('registry+') || modules.includes(id)) continue;
      const found = faults.get(`${pack.name} ${pack.version}`);
      if (found && this.leaveOutOf(pack, found, patches.get(id))) applied = true;
    }
    return applied;
  }

  private leaveOutOf(
    pack: CargoPackage,
    faults: readonly CompilerFault[],
    patched: string | undefined,
  ): boolean {
    const original = dirname(pack.manifest_path);
    const copy = join(this.folder, `${pack.name}-${pack.version}`);
    if (!existsSync(copy)) copyPackage(patched ?? original, copy, (_, text) => text, true);
    let applied = false;
    for (const [file, places] of placesByFile(faults)) {
      const path = [original, patched, copy]
        .flatMap((folder) =>
          folder === undefined ? [] : relative(folder, isAbsolute(file) ? file : join(folder, file)),
        )
        .find((each) => !each.startsWith('..') && !isAbsolute(each));
      const target = path === undefined ? undefined : join(copy, ...path.split(sep));
      if (target === undefined || !existsSync(target)) continue;
      const bytes = readFileSync(target);
      const offsets = places.map((place) => bytes.subarray(0, place).toString('utf8').length);
      const changed = leaveOut(bytes.toString('utf8'), offsets, `${pack.name} ${pack.version}`);
      if (changed === undefined) continue;
      writeFileSync(target, changed);
      applied = true;
    }
    if (applied) this.folders.set(pack.id, copy);
    return applied;
  }
}

function placesByFile(faults: readonly CompilerFault[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const { file, start } of faults) appendTo(places, file, start);
  return places;
}
