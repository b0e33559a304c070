import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a lock of a process on another machine (a shared home folder) is respected. */
const staleAfterMillis = 30 * 60_000;

/**
 * Runs `work` while this process holds the lock file. Waits while another process holds it; the lock of a process that has ended is
 * taken over. Rejects with the signal's reason when aborted.
 */
export async function withLock<T>(
  file: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryLock(file)) {
    if (isStale(file)) rmSync(file, { force: true });
    else await sleep(200, undefined, signal ? { signal } : {});
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(file: string): boolean {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return false;
  if (Date.now() - status.mtimeMs > staleAfterMillis) return true;
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return Date.now() - status.mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
