import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RewriteCache } from '../sandbox/types';

/**
 * Rewritten modules on disk, so that a new process need not rewrite them again. The caller's keys hold the rewriter's version. Writing is
 * atomic; whatever fails costs a rewrite and nothing else.
 */
export class RewriteStore implements RewriteCache {
  constructor(private readonly folder: string) {}

  async get(key: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.fileOf(key));
    } catch {
      return undefined;
    }
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const temporary = `${this.fileOf(key)}.${randomBytes(6).toString('hex')}`;
    await writeFile(temporary, bytes);
    await rename(temporary, this.fileOf(key));
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key.replace(/[^\w.-]/g, '_')}.wasm`);
  }
}
