import { join } from 'node:path';
import { disk } from '#platform/disk';

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

  dispose(): void {
    if (this.folder !== undefined) disk.remove(this.folder);
  }
}
