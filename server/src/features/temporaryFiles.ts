import { join } from 'node:path';
import { disk } from '#platform/disk';
import { isInside } from '../project/isInside';

/** Texts for clients that read documents from the disk only, in a folder that goes when the server ends. */
export class TemporaryFiles {
  private folder: string | undefined;
  private count = 0;

  /** The path of a new file. `name`: what the user reads in the title of its window, `map!.rs`. */
  write(name: string, text: string): string {
    this.folder ??= disk.makeTemporaryFolder();
    const folder = join(this.folder, String(this.count++));
    const path = join(folder, name.replace(/[^\w.]+/g, '_').replace(/^_+/, ''));
    disk.writeAtomically(path, text);
    return path;
  }

  /** Whether a path is that of a file from here, which is no source whatever its client opens it as. */
  holds(path: string): boolean {
    return this.folder !== undefined && isInside(this.folder, path);
  }

  dispose(): void {
    if (this.folder !== undefined) disk.remove(this.folder);
  }
}
