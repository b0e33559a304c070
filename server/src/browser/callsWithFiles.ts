import { disk } from '#platform/disk';
import { join } from 'node:path';
import { isInside } from '../project/isInside';
import type { CallOptions, Sandbox, SandboxCall, SandboxResult } from '../sandbox/types';

/**
 * Runs a call in a sandbox without a disk: the call brings along the files that it reads. Which those are it shows when it misses them; then it is
 * run again with them. A macro that reads no files is run once, and none is run more often than there are files.
 */
export async function callWithFiles(
  sandbox: Sandbox,
  call: SandboxCall,
  options: CallOptions,
): Promise<SandboxResult> {
  const files = new Map<string, Uint8Array>();
  for (;;) {
    const result = await sandbox.call({ ...call, files: new Map(files) }, options);
    const known = files.size;
    for (const { kind, name } of result.reads)
      // A folder was listed as far as its files were sent.
      if (kind === 'missing' || kind === 'directory') addFiles(name, call, files);
    if (files.size === known) return result;
  }
}

/** Adds a file, or all that lies in a folder. */
function addFiles(path: string, call: SandboxCall, files: Map<string, Uint8Array>): void {
  if (!call.roots.some(({ guestPath }) => isInside(guestPath, path))) return;
  const bytes = disk.readBytes(path);
  if (bytes) files.set(path, bytes);
  for (const { name } of disk.entriesOf(path) ?? []) addFiles(join(path, name), call, files);
}
