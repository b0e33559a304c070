/** For tests: projects written into a temporary folder. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes files (path to content) into a new folder, which goes when the test ends. Returns the folder's absolute path. */
export function fixtureProject(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeProject(folder, files);
  return folder;
}

/** Writes files (path to content) into a folder and makes the folders on the way. */
export function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
