import { disk } from '#platform/disk';

/** Writes a file unless it has this content already, so that its modification time tells a change. Returns whether it was written. */
export function writeIfChanged(file: string, content: Uint8Array): boolean {
  const known = disk.readBytes(file);
  if (known && Buffer.compare(known, content) === 0) return false;
  disk.writeAtomically(file, content);
  return true;
}
