import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hurry } from './hurry';

/** Measures first of all the processes there are, with a folder (an absolute path) that goes afterwards. */
export async function inScratchFolder(measure: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
  try {
    hurry();
    await measure(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
