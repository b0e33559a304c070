import type { DirectoryEntry } from '../host';
import { priceOfEntries, type Charge } from '../hostPrices';
import type { SandboxOutput } from '../types';
import type { BaseFiles } from './baseFiles';
import type { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import { FileNode } from './fileNode';
import { isBelowGuest, parentOf, type GuestRoots } from './guestPaths';
import { sortEntries } from './readHashes';

/** Paths that a call may change. One that changes more is told that the disk is full. */
const MAXIMUM_CHANGES = 10_000;

/** A path that the guest changed, in the state in which it left it. */
interface Change {
  readonly state:
    | { readonly kind: 'file'; readonly node: FileNode }
    /** Made by the guest: nothing of the host's files shows through. */
    | { readonly kind: 'directory' }
    | { readonly kind: 'removed' };
  /** Whether the host has something at this path. */
  readonly covers: boolean;
}

export interface FoundFile {
  readonly kind: 'file';
  readonly node: FileNode;
}

interface FoundDirectory {
  readonly kind: 'directory';
  /** In the order of `sortEntries`. */
  readonly entries: () => readonly DirectoryEntry[];
}

export type Found = FoundFile | FoundDirectory;

/**
 * The files as the guest sees them: the host's, with what it changed in this call laid over them in memory. What
 * the guest made itself is not recorded as read.
 *
 * A path may be changed if it is below a writable root and leads there without a symbolic link: through a link
 * one file would have two names, of which one would not see the change.
 */
export class OverlayFiles {
  private readonly changes = new Map<string, Change>();
  private writtenBytes = 0;

  /** @param maximumBytes How much the call may write to files, rewriting and copying included. */
  constructor(
    private readonly base: BaseFiles,
    private readonly roots: GuestRoots,
    private readonly record: CallRecord,
    private readonly maximumBytes: number,
    private readonly charge: Charge,
  ) {}

  /** What is at an absolute guest path. Throws ENOENT when nothing is, EACCES when it may not be read. */
  lookUp(guestPath: string): Found {
    const change = this.changes.get(guestPath);
    switch (change?.state.kind) {
      case 'file':
        return change.state;
      case 'directory':
        return { kind: 'directory', entries: () => this.listing(guestPath, []) };
      case 'removed':
        throw new WasiError(Errno.noEntry);
    }
    if (this.hidesHost(guestPath)) throw new WasiError(Errno.noEntry);
    const found = this.base.lookUp(guestPath);
    if (found.kind === 'file') return found;
    return { kind: 'directory', entries: () => this.listing(guestPath, found.entries) };
  }

  /** The name without links of what is at a path. It is recorded with the content. */
  canonicalPath(guestPath: string): string {
    this.lookUp(guestPath);
    if (this.changes.has(guestPath) || this.hidesHost(guestPath)) return guestPath;
    return this.base.lookUp(guestPath).canonicalPath;
  }

  /** Like `lookUp`, but undefined when nothing is there. */
  find(guestPath: string): Found | undefined {
    try {
      return this.lookUp(guestPath);
    } catch (error) {
      if (error instanceof WasiError && error.errno === Errno.noEntry) return undefined;
      throw error;
    }
  }

  /** The file at a path, to write to it; made when nothing is there and `create` says so. */
  openForWriting(guestPath: string, create: boolean): FileNode {
    this.checkWritable(guestPath);
    const found = this.find(guestPath);
    if (found?.kind === 'directory') throw new WasiError(Errno.isDirectory);
    if (found !== undefined) {
      this.checkNoLink(guestPath);
      return found.node;
    }
    if (!create) throw new WasiError(Errno.noEntry);
    this.checkFolder(guestPath);
    const node = new FileNode(new Uint8Array(), guestPath);
    this.change(guestPath, { kind: 'file', node });
    return node;
  }

  /** Writes all chunks, or nothing and throws ENOSPC when the call has written too much. */
  write(node: FileNode, offset: number, chunks: readonly Uint8Array[]): void {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (length === 0) return;
    // Zeros between the end of the file and the offset are written too.
    this.pay(node, length + Math.max(0, offset - node.length));
    node.write(offset, chunks);
  }

  setLength(node: FileNode, length: number): void {
    this.pay(node, Math.max(0, length - node.length));
    node.setLength(length);
  }

  makeDirectory(guestPath: string): void {
    this.checkWritable(guestPath);
    if (this.roots.isRoot(guestPath) || this.find(guestPath) !== undefined) {
      throw new WasiError(Errno.exists);
    }
    this.checkFolder(guestPath);
    this.change(guestPath, { kind: 'directory' });
  }

  removeFile(guestPath: string): void {
    this.checkWritable(guestPath);
    if (this.roots.isRoot(guestPath)) throw new WasiError(Errno.isDirectory);
    const found = this.lookUp(guestPath);
    if (found.kind === 'directory') throw new WasiError(Errno.isDirectory);
    this.checkNoLink(guestPath);
    this.remove(guestPath);
    found.node.guestPath = undefined;
  }

  removeDirectory(guestPath: string): void {
    this.checkWritable(guestPath);
    if (this.roots.isRoot(guestPath)) throw new WasiError(Errno.busy);
    const found = this.lookUp(guestPath);
    if (found.kind !== 'directory') throw new WasiError(Errno.notDirectory);
    this.checkNoLink(guestPath);
    if (found.entries().length > 0) throw new WasiError(Errno.notEmpty);
    this.remove(guestPath);
  }

  /** A folder of the host is not renamed, since that would read all of it: EXDEV, as overlayfs answers. */
  rename(from: string, to: string): void {
    this.checkWritable(from);
    this.checkWritable(to);
    if (this.roots.isRoot(from) || this.roots.isRoot(to)) throw new WasiError(Errno.busy);
    const source = this.lookUp(from);
    if (from === to) return;
    if (isBelowGuest(to, from)) throw new WasiError(Errno.invalidArgument);
    this.checkNoLink(from);
    this.checkFolder(to);
    this.checkReplaceable(to, source.kind);
    if (source.kind === 'file') {
      this.pay(undefined, source.node.bytesToCopy);
      this.change(to, { kind: 'file', node: source.node });
      this.remove(from);
      source.node.guestPath = to;
      return;
    }
    if (this.changes.get(from)?.state.kind !== 'directory') {
      this.record.refuse(`${from} was not renamed: a folder that a macro did not make stays where it is`);
      throw new WasiError(Errno.crossDevice);
    }
    this.moveDirectory(from, to);
  }

  /** What the guest changed, sorted by path. */
  outputs(): SandboxOutput[] {
    const sorted = [...this.changes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted.map(([path, { state }]) =>
      state.kind === 'file'
        ? { kind: 'file', path, bytes: state.node.bytes.slice() }
        : { kind: state.kind, path },
    );
  }

  get outputBytes(): number {
    let sum = 0;
    for (const { state } of this.changes.values()) if (state.kind === 'file') sum += state.node.length;
    return sum;
  }

  private moveDirectory(from: string, to: string): void {
    this.charge(priceOfEntries(this.changes.size));
    const inside = [...this.changes].filter(([path]) => isBelowGuest(path, from));
    for (const [path, { state }] of inside) {
      this.remove(path);
      if (state.kind === 'removed') continue;
      const target = to + path.slice(from.length);
      this.change(target, state);
      if (state.kind === 'file') state.node.guestPath = target;
    }
  }

  private checkReplaceable(to: string, kind: Found['kind']): void {
    const target = this.find(to);
    if (target === undefined) return;
    this.checkNoLink(to);
    if (target.kind === 'file') {
      if (kind === 'directory') throw new WasiError(Errno.notDirectory);
      target.node.guestPath = undefined;
      return;
    }
    if (kind === 'file') throw new WasiError(Errno.isDirectory);
    if (target.entries().length > 0) throw new WasiError(Errno.notEmpty);
  }

  /** Takes what is at a path away from the guest's sight. */
  private remove(guestPath: string): void {
    if (this.covers(guestPath)) this.change(guestPath, { kind: 'removed' });
    else this.changes.delete(guestPath);
  }

  private change(guestPath: string, state: Change['state']): void {
    if (this.changes.size >= MAXIMUM_CHANGES && !this.changes.has(guestPath)) {
      this.record.refuse(`more than ${MAXIMUM_CHANGES} files and folders were written`);
      throw new WasiError(Errno.noSpace);
    }
    this.changes.set(guestPath, { state, covers: this.covers(guestPath) });
  }

  /** Accounts for bytes about to be written to a file, which from now on is one of the changes. */
  private pay(node: FileNode | undefined, bytes: number): void {
    const copied = node?.bytesToCopy ?? 0;
    if (this.writtenBytes + bytes + copied > this.maximumBytes) {
      const name = node?.guestPath ?? 'a file';
      this.record.refuse(
        `${name} was not written: the macro may write no more than ${this.maximumBytes} bytes`,
      );
      throw new WasiError(Errno.noSpace);
    }
    const guestPath = node?.guestPath;
    if (node !== undefined && guestPath !== undefined && !this.changes.has(guestPath)) {
      this.change(guestPath, { kind: 'file', node });
    }
    this.writtenBytes += bytes + copied;
  }

  private covers(guestPath: string): boolean {
    const change = this.changes.get(guestPath);
    if (change !== undefined) return change.covers;
    if (this.hidesHost(guestPath)) return false;
    try {
      this.base.lookUp(guestPath);
      return true;
    } catch (error) {
      if (error instanceof WasiError && error.errno === Errno.noEntry) return false;
      throw error;
    }
  }

  /** Whether a folder above the path was made or removed by the guest. */
  private hidesHost(guestPath: string): boolean {
    if (this.changes.size === 0) return false;
    let folder = guestPath;
    while (folder !== '/') {
      folder = parentOf(folder);
      const kind = this.changes.get(folder)?.state.kind;
      if (kind === 'file') throw new WasiError(Errno.notDirectory);
      if (kind !== undefined) return true;
    }
    return false;
  }

  private listing(guestPath: string, hostEntries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
    if (this.changes.size === 0) return hostEntries;
    this.charge(priceOfEntries(hostEntries.length + this.changes.size));
    const entries = new Map(hostEntries.map((entry) => [entry.name, entry]));
    for (const [path, { state }] of this.changes) {
      if (parentOf(path) !== guestPath) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (state.kind === 'removed') entries.delete(name);
      else entries.set(name, { name, type: state.kind });
    }
    return sortEntries([...entries.values()]);
  }

  private checkWritable(guestPath: string): void {
    const root = this.roots.rootOf(guestPath);
    if (root !== undefined && root.writable !== false) return;
    const reason =
      root === undefined
        ? 'it is outside the folders that a macro may write'
        : 'the folder is there to be read only';
    this.record.refuse(`${guestPath} was not written: ${reason}`);
    throw new WasiError(Errno.readOnlyFileSystem);
  }

  /** The folder that a new entry is to stand in must exist. That a root exists is given with the call. */
  private checkFolder(guestPath: string): void {
    const folder = parentOf(guestPath);
    if (this.roots.isRoot(folder)) return;
    if (this.lookUp(folder).kind !== 'directory') throw new WasiError(Errno.notDirectory);
    this.checkNoLink(folder);
  }

  private checkNoLink(guestPath: string): void {
    if (this.changes.has(guestPath) || this.hidesHost(guestPath)) return;
    if (this.base.lookUp(guestPath).canonicalPath === guestPath) return;
    this.record.refuse(
      `${guestPath} was not written: it leads through a symbolic link or has another spelling`,
    );
    throw new WasiError(Errno.accessDenied);
  }
}
