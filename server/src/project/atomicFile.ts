import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

let written = 0;

/** Writes a file so that a reader sees the old content or the new one, never a part. Makes the folders on the way. */
export function writeFileAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${written++}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file unless it has this content already, so that its modification time tells a change. Returns whether it was written. */
export function writeIfChanged(file: string, content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  try {
    if (readFileSync(file).equals(bytes)) return false;
  } catch {
    // There is no such file yet.
  }
  writeFileAtomically(file, bytes);
  return true;
}
