/**
 * What the server reads of the machine's files, and the few that it writes. `#platform/disk` is the implementation of the platform that
 * a bundle is made for: `node/disk.ts`, or `browser/disk.ts`, where files lie in memory. Paths are absolute.
 */
export interface Disk {
  /** What a path leads to, links followed; undefined for nothing, or for what may not be read. */
  statusOf(path: string): FileStatus | undefined;
  /** The content of a file; undefined for what is none, or may not be read. */
  readBytes(path: string): Uint8Array | undefined;
  /** What lies in a folder, in any order; undefined when it is none that can be read. */
  entriesOf(folder: string): readonly FolderEntry[] | undefined;
  /** The path without links; undefined when it leads to nothing. */
  realPathOf(path: string): string | undefined;
  /**
   * Writes a file so that a reader sees the old content or the new one, never a part. Makes the folders on the way.
   *
   * @throws Error when the file cannot be written.
   */
  writeAtomically(path: string, content: string | Uint8Array): void;
  /** Removes a file, or a folder with all that lies in it. Does nothing where there is no such thing. */
  remove(path: string): void;
  /**
   * Makes a folder that nobody else uses and gives its path.
   *
   * @throws Error when there can be none.
   */
  makeTemporaryFolder(): string;
  /**
   * Tells what changes in a folder itself.
   *
   * @throws Error when it cannot be watched.
   */
  watchFolder(folder: string, events: WatchEvents): WatchedFolder;
}

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since 1970, with fractions. */
  readonly modified: number;
  /** Another one whenever the content may be. */
  readonly stamp: string;
}

export interface FolderEntry {
  readonly name: string;
  /** Links are not followed. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export interface WatchEvents {
  /** The name of what changed, appeared or vanished; null where the system does not tell. */
  changed(name: string | null): void;
  /** The folder is not watched any more. */
  ended(): void;
}

export interface WatchedFolder {
  close(): void;
}
