import type { SandboxRead } from '../types';
import { Errno, WasiError } from './errno';

/**
 * A macro that asks for more names than this is looking for something, and its record would be dear to keep
 * and to check.
 */
const MAXIMUM_READS = 20_000;

const MAXIMUM_REFUSALS = 100;
const MAXIMUM_CONSOLE_BYTES = 64 * 1024;

/** What one call read, was refused and wrote to its console, in order and each read once. */
export class CallRecord {
  private readonly byName = new Map<string, SandboxRead>();
  private readonly refused = new Set<string>();
  private readonly output: Uint8Array[] = [];
  private outputBytes = 0;
  private droppedBytes = 0;

  /** Must be called before the guest gets what was read: a read that cannot be recorded does not happen. */
  read(kind: SandboxRead['kind'], name: string, hash: string | null, canonicalPath = name): void {
    const key = `${kind}\0${name}`;
    if (this.byName.has(key)) return;
    if (this.byName.size >= MAXIMUM_READS) {
      this.refuse(`more than ${MAXIMUM_READS} files, folders and variables were asked for`);
      throw new WasiError(Errno.tooManyOpenFiles);
    }
    this.byName.set(key, canonicalPath === name ? { kind, name, hash } : { kind, name, hash, canonicalPath });
  }

  /** An access that the guest did not get. The message says what it wanted and why it may not. */
  refuse(message: string): void {
    if (this.refused.size < MAXIMUM_REFUSALS) this.refused.add(message);
  }

  /** Keeps the first 64 KiB and counts the rest. */
  write(bytes: Uint8Array): void {
    const kept = bytes.slice(0, MAXIMUM_CONSOLE_BYTES - this.outputBytes);
    if (kept.length > 0) this.output.push(kept);
    this.outputBytes += kept.length;
    this.droppedBytes += bytes.length - kept.length;
  }

  get reads(): SandboxRead[] {
    return [...this.byName.values()];
  }

  get refusals(): string[] {
    return [...this.refused];
  }

  get console(): string {
    // As one, since a character may have been cut in two by two writes.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const text =
      this.output.map((bytes) => decoder.decode(bytes, { stream: true })).join('') + decoder.decode();
    return this.droppedBytes === 0 ? text : `${text}\n[${this.droppedBytes} more bytes]`;
  }
}
