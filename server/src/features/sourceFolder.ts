/** Folders that hold no sources, and often very many files. */
const leftOut = new Set(['target', 'node_modules']);

/** Whether a folder of this name may hold sources, or cargo's configuration. */
export function isSourceFolder(name: string): boolean {
  return name === '.cargo' || (!name.startsWith('.') && !leftOut.has(name));
}
