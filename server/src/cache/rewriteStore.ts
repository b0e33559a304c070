import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RewriteCache } from '../sandbox/types';

/** Files begin with the SHA-256 of what follows. */
const HASH_BYTES = 32;

const DEFAULT_MAXIMUM_BYTES = 512 * 1024 * 1024;

/** A file that is being written has such a name; one that is older than this was left by a process that ended. */
const UNFINISHED = /\.unfinished$/;
const UNFINISHED_MILLIS = 60 * 60 * 1000;

export interface RewriteStoreOptions {
  /** The most that all files together take. The least recently used are removed. Default: 512 MiB. */
  readonly maximumBytes?: number;
}

/**
 * Rewritten modules on disk, so that a new process need not rewrite them again. The caller's keys hold the hash of the original and the
 * rewriter's version.
 *
 * Whoever can write here can run uncounted code in the sandbox, so folder and files are the user's alone, and a file that others could have
 * written is not read. A damaged or truncated file is removed. Writing is atomic. Whatever fails costs a rewrite and nothing else.
 */
export class RewriteStore implements RewriteCache {
  private readonly maximumBytes: number;
  private removing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    { maximumBytes = DEFAULT_MAXIMUM_BYTES }: RewriteStoreOptions = {},
  ) {
    this.maximumBytes = maximumBytes;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const file = this.fileOf(key);
    try {
      const bytes = await readPrivateFile(file);
      const content = bytes?.subarray(HASH_BYTES);
      if (content !== undefined && hashOf(content).equals(bytes?.subarray(0, HASH_BYTES) ?? content)) {
        return content;
      }
      await rm(file, { force: true });
    } catch {
      // Missing, or not readable: the module is rewritten.
    }
    return undefined;
  }

  /** Rejects when the file cannot be written. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length + HASH_BYTES > this.maximumBytes) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // The folder may be older than this rule.
    await chmod(this.folder, 0o700);
    const file = this.fileOf(key);
    const unfinished = `${file}.${randomBytes(6).toString('hex')}.unfinished`;
    try {
      await writeFile(unfinished, Buffer.concat([hashOf(bytes), bytes]), { mode: 0o600, flag: 'wx' });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    // One after the other, or two would remove more than they need to.
    this.removing = this.removing.then(() => this.removeLeastRecentlyUsed()).catch(() => undefined);
    await this.removing;
  }

  private async removeLeastRecentlyUsed(): Promise<void> {
    const files: { path: string; size: number; used: number }[] = [];
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile()) continue;
      if (!UNFINISHED.test(name)) files.push({ path, size: found.size, used: found.mtimeMs });
      else if (Date.now() - found.mtimeMs > UNFINISHED_MILLIS) await rm(path, { force: true });
    }
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.sort((a, b) => a.used - b.used)) {
      if (total <= this.maximumBytes) return;
      await rm(path, { force: true });
      total -= size;
    }
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key.replace(/[^\w.-]/g, '_')}.wasm`);
  }
}

/** The bytes of a file that only this user can have written, which counts as used now; undefined for any other. */
async function readPrivateFile(path: string): Promise<Buffer | undefined> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { mode, uid } = await file.stat();
    // Windows has no such modes: there the folder's place in the user's profile protects it.
    if (process.getuid !== undefined && ((mode & 0o022) !== 0 || uid !== process.getuid())) return undefined;
    const now = new Date();
    await file.utimes(now, now).catch(() => undefined);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
