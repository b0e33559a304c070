import type { DiskStore } from './diskStore';
import { decodeResults, encodeResults } from './encodeResults';
import { withVariant, type KeptResult } from './keptResult';

/** Bytes that wait to be written. A disk that is slower than the macros costs results that are not kept, and no memory. */
const MAXIMUM_WAITING_BYTES = 32 * 1024 * 1024;

/** Results on disk, for later processes and for those that run beside this one. */
export class ResultStore {
  private writing: Promise<void> = Promise.resolve();
  private waitingBytes = 0;

  constructor(private readonly disk: DiskStore) {}

  /** The results under a key, the newest first. Reads at once: that takes less time than handing it to another thread. */
  get(key: string): readonly KeptResult[] {
    const bytes = this.disk.getNow(key);
    if (bytes === undefined) return [];
    try {
      return decodeResults(bytes);
    } catch {
      // Written whole, but by a fault of ours: it must not be met again.
      this.disk.remove(key);
      return [];
    }
  }

  /** Writes a result soon, before the others of its key. Of two processes that do so at the same time, one may be in vain. */
  add(key: string, kept: KeptResult): void {
    this.write(key, encodeResults(withVariant(kept, this.get(key))));
  }

  /** What a macro asked for about the positions of an input, as `putQuestions` was told. */
  getQuestions(key: string): readonly (readonly string[])[] {
    const bytes = this.disk.getNow(key);
    return bytes === undefined ? [] : (JSON.parse(Buffer.from(bytes).toString()) as string[][]);
  }

  /** The key must be none of a result. */
  putQuestions(key: string, lists: readonly (readonly string[])[]): void {
    this.write(key, Buffer.from(JSON.stringify(lists)));
  }

  /** Waits until everything is written. */
  flush(): Promise<void> {
    return this.writing;
  }

  private write(key: string, bytes: Uint8Array): void {
    if (this.waitingBytes + bytes.length > MAXIMUM_WAITING_BYTES) return;
    this.waitingBytes += bytes.length;
    this.writing = this.writing
      .then(() => this.disk.put(key, bytes))
      // The store has told the user.
      .catch(() => undefined)
      .then(() => {
        this.waitingBytes -= bytes.length;
      });
  }
}
