import { createHash } from 'node:crypto';
import { DiskFiles } from './disk/diskFiles';
import type { SandboxHost, Sha256 } from './host';

export const nodeSha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Node: the files of the disk below the roots of the call. */
export const nodeHost: SandboxHost = {
  sha256: nodeSha256,
  filesOf: ({ roots }) => new DiskFiles(roots),
};
