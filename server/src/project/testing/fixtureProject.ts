/** For tests: projects written into a temporary folder. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeProject } from './writeProject';

/** Writes files (path to content) into a new folder, which goes when the test ends. Returns the folder's absolute path. */
export function fixtureProject(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeProject(folder, files);
  return folder;
}
