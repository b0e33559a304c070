import { disk } from '#platform/disk';
import type { FileSource } from './model';

interface CachedText {
  readonly stamp: string;
  readonly text: string;
}

/** How many texts of files the cache keeps: enough for a large crate and the macros that it uses. */
const cachedTexts = 2000;

/**
 * The files of the disk, shadowed by the documents that are open in the editor. Texts are cached and checked against the file's
 * modification time and size at each read. A file that is not UTF-8 has no text.
 */
export class DiskFileSource implements FileSource {
  private readonly overlays = new Map<string, { readonly text: string; readonly version: number }>();
  private readonly cache = new Map<string, CachedText>();
  private overlayVersion = 0;

  /** From now on this text is the content of the file. */
  setOverlay(path: string, text: string): void {
    this.overlays.set(path, { text, version: ++this.overlayVersion });
  }

  /** From now on the disk decides about this file again. */
  removeOverlay(path: string): void {
    this.overlays.delete(path);
  }

  /** The files that have a text of their own in the editor, in the order in which they were opened. */
  get openPaths(): readonly string[] {
    return [...this.overlays.keys()];
  }

  readText(path: string): string | undefined {
    const overlay = this.overlays.get(path);
    if (overlay) return overlay.text;
    const stamp = stampOf(path);
    if (stamp === undefined) return undefined;
    const cached = this.cache.get(path);
    if (cached?.stamp === stamp) return cached.text;
    const bytes = disk.readBytes(path);
    if (!bytes) return undefined;
    const text = decode(bytes);
    if (text === undefined) return undefined;
    this.remember(path, { stamp, text });
    return text;
  }

  readBytes(path: string): Uint8Array | undefined {
    const overlay = this.overlays.get(path);
    return overlay ? new TextEncoder().encode(overlay.text) : disk.readBytes(path);
  }

  isFile(path: string): boolean {
    return this.overlays.has(path) || stampOf(path) !== undefined;
  }

  list(path: string): readonly string[] | undefined {
    return disk
      .entriesOf(path)
      ?.map(({ name }) => name)
      .sort();
  }

  version(path: string): string {
    const overlay = this.overlays.get(path);
    return overlay ? `open:${overlay.version}` : (stampOf(path) ?? 'missing');
  }

  private remember(path: string, entry: CachedText): void {
    this.cache.delete(path);
    this.cache.set(path, entry);
    if (this.cache.size <= cachedTexts) return;
    const oldest = this.cache.keys().next();
    if (!oldest.done) this.cache.delete(oldest.value);
  }
}

function stampOf(path: string): string | undefined {
  const status = disk.statusOf(path);
  return status?.kind === 'file' ? status.stamp : undefined;
}

// A byte order mark is dropped, as rustc and editors do.
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
