import { rmSync } from 'node:fs';
import { until } from './until';

/** Removes the folder of an editor that was stopped. Its language server ends a moment later, and may still write there: then all is removed again. */
export async function removeFolder(folder: string): Promise<void> {
  await until(`${folder} to be removed`, () => {
    try {
      rmSync(folder, { recursive: true, force: true });
      return true;
    } catch {
      return undefined;
    }
  });
}
