/** Opening a path and learning what was really opened, however the folders above it are swapped meanwhile. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statfsSync,
  type BigIntStats,
} from 'node:fs';

/**
 * Linux: links to what this process has open. They name the object itself and not the path it was asked for, so
 * nobody can swap it. Undefined elsewhere.
 */
export const DESCRIPTOR_LINKS = process.platform === 'linux' ? '/proc/self/fd' : undefined;

/** A file or folder that is open for reading. The caller closes the descriptor. */
export interface OpenedEntry {
  readonly descriptor: number;
  readonly stat: BigIntStats;
  /** Where it stands, without symbolic links. */
  readonly realPath: string;
  /** A path that leads to the same object whatever is swapped; only Linux has one. */
  readonly stablePath: string | undefined;
}

/**
 * Opens a path that was checked and has no links, for reading. A link in its place is not followed and a FIFO
 * does not block. `realPath` of the result is where the opened thing stands, found out after the opening: that is
 * what must be checked again.
 *
 * Where there are no links to descriptors the path is resolved and opened a second time; undefined when that
 * is another object than the first.
 *
 * @param links `DESCRIPTOR_LINKS`, or undefined to do without them.
 */
export function openEntry(path: string, links = DESCRIPTOR_LINKS): OpenedEntry | undefined {
  const descriptor = openForReading(path);
  try {
    const stat = fstatSync(descriptor, { bigint: true });
    const link = links === undefined ? undefined : `${links}/${descriptor}`;
    const target = link === undefined ? undefined : linkTarget(link);
    const realPath = target ?? realPathOfSame(path, stat);
    if (realPath !== undefined) {
      return { descriptor, stat, realPath, stablePath: target === undefined ? undefined : link };
    }
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return undefined;
}

/** Where `path` leads now, if that is the object that `stat` describes. */
export function realPathOfSame(path: string, stat: BigIntStats): string | undefined {
  const realPath = realpathSync.native(path);
  const again = openForReading(realPath);
  try {
    const { dev, ino } = fstatSync(again, { bigint: true });
    return dev === stat.dev && ino === stat.ino ? realPath : undefined;
  } finally {
    closeSync(again);
  }
}

function openForReading(path: string): number {
  return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
}

/** Undefined where `/proc` is not mounted. */
function linkTarget(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

/** Linux: `f_type` of the file systems that the kernel speaks through (linux/magic.h and their sources). */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x1cd1, // devpts
  0x27e0eb, // cgroup
  0x63677270, // cgroup2
  0x62656570, // configfs
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
  0xf97cff8c, // selinuxfs
  0x43415d53, // smackfs
  0xcafe4a11, // bpf
  0xde5e81e4, // efivarfs
  0x6165676c, // pstore
  0x65735543, // fusectl
  0x42494e4d, // binfmt_misc
  0x19800202, // mqueue
  0x6e736673, // nsfs
]);

/**
 * Whether something stands on a file system of the kernel, wherever that is mounted. Such a file may show
 * another process's memory or environment, and may be endless.
 *
 * @param path The entry's `stablePath`; without one nothing is known and nothing refused.
 */
export function isOnKernelFileSystem(path: string | undefined): boolean {
  return path !== undefined && KERNEL_FILE_SYSTEMS.has(statfsSync(path).type);
}
