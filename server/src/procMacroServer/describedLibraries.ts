/** Native libraries that another build system than cargo has compiled, as `rust-project.json` describes them. */
import { dirname } from 'node:path';
import { disk } from '#platform/disk';
import { findProject } from '../project/projectRoot';
import { realPath } from '../project/realPath';
import { describedMacroCrate, readRustProject, type DescribedMacroCrate } from '../project/rustProject';
import type { ReadRustProject } from '../project/rustProject';

export interface DescribedLibrary extends DescribedMacroCrate {
  /** Absolute path of the description. */
  readonly description: string;
}

export class DescribedLibraries {
  /** Descriptions that were read, by their paths. All libraries of a project are asked for one after the other. */
  private readonly known = new Map<string, { readonly stamp: string; readonly read: ReadRustProject }>();

  /** `startFolder`: absolute path of the folder that rust-analyzer has started the server in. */
  constructor(private readonly startFolder: string) {}

  /** The macro crate that a library is compiled from by a description above the start folder or above the library. */
  find(library: string): DescribedLibrary | undefined {
    const path = realPath(library);
    for (const folder of [this.startFolder, dirname(library)]) {
      const project = findProject(folder);
      const read = project?.kind === 'json' ? this.read(project.manifest) : undefined;
      const crate = read?.ok
        ? describedMacroCrate(read.project, (each) => realPath(each) === path)
        : undefined;
      if (project && crate) return { ...crate, description: project.manifest };
    }
    return undefined;
  }

  private read(manifest: string): ReadRustProject {
    const stamp = disk.statusOf(manifest)?.stamp ?? '';
    const known = this.known.get(manifest);
    if (known?.stamp === stamp) return known.read;
    const read = readRustProject(manifest);
    this.known.set(manifest, { stamp, read });
    return read;
  }
}
