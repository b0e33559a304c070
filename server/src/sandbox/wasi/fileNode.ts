/**
 * The content of a file as a call sees it: what the host had, until the guest changes it. All descriptors of a
 * file share one node, so each sees what another wrote.
 */
export class FileNode {
  private buffer: Uint8Array;
  private size: number;
  private isOwn = false;
  /** Where the file stands now. Undefined once it was removed: an open descriptor keeps it alive. */
  guestPath: string | undefined;
  /** The path under which the file was found or made. */
  readonly firstPath: string;

  /**
   * @param bytes Not changed by this class, which makes a copy before the first change.
   * @param guestPath Where the file stands.
   */
  constructor(bytes: Uint8Array, guestPath: string) {
    this.guestPath = guestPath;
    this.firstPath = guestPath;
    this.buffer = bytes;
    this.size = bytes.length;
  }

  /** Changes when the file is written to. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.size);
  }

  get length(): number {
    return this.size;
  }

  /** The bytes that the next change of this file must copy. */
  get bytesToCopy(): number {
    return this.isOwn ? 0 : this.size;
  }

  /** Writes chunks one after the other. A gap between the end of the file and `offset` is filled with zeros. */
  write(offset: number, chunks: readonly Uint8Array[]): void {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (length === 0) return;
    this.setLength(Math.max(this.size, offset + length));
    let at = offset;
    for (const chunk of chunks) {
      this.buffer.set(chunk, at);
      at += chunk.length;
    }
  }

  /** Cuts the file, or fills it with zeros up to `length`. */
  setLength(length: number): void {
    if (!this.isOwn || length > this.buffer.length) {
      const capacity = this.isOwn ? Math.max(length, this.buffer.length * 2) : length;
      const larger = new Uint8Array(capacity);
      larger.set(this.buffer.subarray(0, Math.min(this.size, length)));
      this.buffer = larger;
      this.isOwn = true;
    }
    // What is behind the end stays zero, so that a file that grows again shows nothing of what was cut off.
    if (length < this.size) this.buffer.fill(0, length, this.size);
    this.size = length;
  }
}
