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
    const bytes = encodeResults(withVariant(kept, this.get(key)));
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

  /** Waits until everything is written. */
  flush(): Promise<void> {
    return this.writing;
  }
}
