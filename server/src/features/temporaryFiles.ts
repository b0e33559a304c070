import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Texts for clients that read documents from the disk only, in a folder that goes when the server ends. */
export class TemporaryFiles {
  private folder: string | undefined;
  private count = 0;

  /** The path of a new file. `name`: what the user reads in the title of its window, `map!.rs`. */
  write(name: string, text: string): string {
    this.folder ??= mkdtempSync(join(realpathSync(tmpdir()), 'macroscope-'));
    const folder = join(this.folder, String(this.count++));
    mkdirSync(folder);
    const path = join(folder, name.replace(/[^\w.]+/g, '_').replace(/^_+/, ''));
    writeFileSync(path, text);
    return path;
  }

  dispose(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
