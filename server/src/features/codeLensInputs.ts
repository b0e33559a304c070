import type { ExpansionNode } from '../expand/expansionTree';
import { inputPaths } from './inputPaths';
import type { InputWatcher } from './inputWatcher';

/** What the code lenses that the client shows depend on besides Rust sources. When that changes, they are asked for again. */
export class CodeLensInputs {
  /** By the documents' URIs, the files and folders that their lenses depend on. */
  private readonly byDocument = new Map<string, Set<string>>();

  constructor(
    private readonly watcher: InputWatcher,
    private readonly refresh: () => void,
  ) {}

  /** A lens of a document shows an expansion that was made from `since` on, in milliseconds since 1970. */
  add(uri: string, node: ExpansionNode, since: number): void {
    const known = this.byDocument.get(uri) ?? new Set<string>();
    const all = new Set([...known, ...inputPaths(node)]);
    if (all.size === known.size) return;
    this.byDocument.set(uri, all);
    this.watcher.watch(readerOf(uri), all, since, this.refresh);
  }

  /** The lenses of a document are not shown any more, or will all be made anew. */
  forget(uri: string): void {
    if (this.byDocument.delete(uri)) this.watcher.forget(readerOf(uri));
  }
}

function readerOf(uri: string): string {
  return `code lenses of ${uri}`;
}
