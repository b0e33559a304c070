import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RewriteCache } from '../sandbox/types';
import { removeLeastRecentlyUsed, surveyFolder, type FolderSurvey } from './diskFolder';

/** Files begin with the SHA-256 of what follows. */
const HASH_BYTES = 32;

/** A use is noted in the file's times if none was for so long. */
const NOTED_MILLIS = 10 * 60_000;

/** A store is looked through once for each so many parts of its size that were written. */
const SHARE_PER_CLEANING = 16;

export interface DiskStoreOptions {
  readonly folder: string;
  /** The most that all files together take, nearly. The least recently used are removed. */
  readonly maximumBytes: number;
  /** Told once when files cannot be read or written: the store works without. */
  readonly onProblem?: (message: string) => void;
}

/**
 * Bytes under keys in a folder that many processes may use at the same time. Keys are hashes of all that the bytes are made from, so
 * that whoever writes a key writes the same; keys consist of letters, digits, `.`, `_` and `-`.
 *
 * Writing is atomic. What is damaged is removed when it is met, as if it had never been there. Whoever can write here decides what
 * users see, so folder and files are the user's alone, and a file that others could have written is not read.
 */
export class DiskStore implements RewriteCache {
  private readonly folder: string;
  private readonly maximumBytes: number;
  private toldProblem = false;
  private cleaning: Promise<void> = Promise.resolve();

  constructor(private readonly options: DiskStoreOptions) {
    this.folder = options.folder;
    this.maximumBytes = options.maximumBytes;
  }

  /** Undefined for what is missing, damaged or not readable. */
  getNow(key: string): Uint8Array | undefined {
    const file = this.fileOf(key);
    try {
      const descriptor = openSync(file, READ_FLAGS);
      try {
        const stat = fstatSync(descriptor);
        if (isPrivate(stat)) {
          if (isNotedLongAgo(stat)) noteUse(() => futimesSync(descriptor, new Date(), new Date()));
          const content = checked(readFileSync(descriptor));
          if (content !== undefined) return content;
        }
      } finally {
        closeSync(descriptor);
      }
      rmSync(file, { force: true });
    } catch (error) {
      this.tellUnlessMissing(error);
    }
    return undefined;
  }

  /** As `getNow`, for large files: other work goes on meanwhile. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const file = this.fileOf(key);
    try {
      const handle = await open(file, READ_FLAGS);
      try {
        const stat = await handle.stat();
        if (isPrivate(stat)) {
          const now = new Date();
          if (isNotedLongAgo(stat)) await handle.utimes(now, now).catch(() => undefined);
          const content = checked(await handle.readFile());
          if (content !== undefined) return content;
        }
      } finally {
        await handle.close();
      }
      await rm(file, { force: true });
    } catch (error) {
      this.tellUnlessMissing(error);
    }
    return undefined;
  }

  /** Rejects when the file cannot be written. What is larger than the store is not kept. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const size = bytes.length + HASH_BYTES;
    if (size > this.maximumBytes) return;
    try {
      await this.write(this.fileOf(key), bytes);
    } catch (error) {
      this.tell('written', error);
      throw error;
    }
    // Processes share no count of what was written, so each file draws lots: on average one cleaning for each part of the store.
    if (Math.random() >= (size * SHARE_PER_CLEANING) / this.maximumBytes) return;
    // One after the other, or two would remove more than they need to.
    this.cleaning = this.cleaning.then(() => removeLeastRecentlyUsed(this.folder, this.maximumBytes));
    await this.cleaning;
  }

  /** Removes what is under a key. */
  remove(key: string): void {
    try {
      rmSync(this.fileOf(key), { force: true });
    } catch (error) {
      this.tell('written', error);
    }
  }

  /** What is there. `verify`: read all files, and remove those that are damaged. */
  survey(verify = false): Promise<FolderSurvey> {
    return surveyFolder(this.folder, verify ? isGoodFile : undefined);
  }

  private async write(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // The folder may be older than this rule.
    await chmod(this.folder, 0o700);
    const unfinished = `${file}.${randomBytes(6).toString('hex')}.unfinished`;
    try {
      await writeFile(unfinished, Buffer.concat([hashOf(bytes), bytes]), { mode: 0o600, flag: 'wx' });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  private fileOf(key: string): string {
    if (!/^[\w.-]{3,200}$/.test(key) || key.startsWith('.')) throw new RangeError(`${key} is no key`);
    return join(this.folder, key.slice(0, 2), key);
  }

  private tellUnlessMissing(error: unknown): void {
    const isMissing =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP');
    if (!isMissing) this.tell('read', error);
  }

  private tell(verb: 'read' | 'written', error: unknown): void {
    if (this.toldProblem) return;
    this.toldProblem = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.options.onProblem?.(`The cache in ${this.folder} cannot be ${verb}, and is done without: ${reason}`);
  }
}

const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** Whether only this user can have written a file. Windows has no such modes: there the folder's place in the user's profile protects it. */
function isPrivate({ mode, uid }: Stats): boolean {
  return process.getuid === undefined || ((mode & 0o022) === 0 && uid === process.getuid());
}

/** Either way: a file from the future was written before the clock was set back. */
function isNotedLongAgo({ mtimeMs }: Stats): boolean {
  return Math.abs(Date.now() - mtimeMs) > NOTED_MILLIS;
}

function noteUse(note: () => void): void {
  try {
    note();
  } catch {
    // A folder that may only be read.
  }
}

/** The content of a file, or undefined when it is damaged. */
function checked(file: Buffer): Uint8Array | undefined {
  const content = file.subarray(HASH_BYTES);
  return file.length >= HASH_BYTES && hashOf(content).equals(file.subarray(0, HASH_BYTES))
    ? content
    : undefined;
}

function isGoodFile(file: string): boolean {
  try {
    return checked(readFileSync(file)) !== undefined;
  } catch {
    return false;
  }
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
