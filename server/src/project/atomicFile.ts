import { disk } from '#platform/disk';

/** Writes a file unless it has this content already, so that its modification time tells a change. Returns whether it was written. */
export function writeIfChanged(file: string, content: Uint8Array): boolean {
  const known = disk.readBytes(file);
  if (known?.length === content.length && known.every((byte, index) => byte === content[index])) return false;
  disk.writeAtomically(file, content);
  return true;
}
