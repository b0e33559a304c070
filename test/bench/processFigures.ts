import { readdirSync, readFileSync } from 'node:fs';

/** The ids of a process and of those that it has started, which run now. Linux only. */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)$/m.exec(statusOf(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (id: number | undefined): boolean =>
    id !== undefined && (id === root || isBelow(parents.get(id)));
  return [...parents.keys()].filter(isBelow);
}

/** The memory that a process and those that it has started occupy now, in MB. Linux only. */
export function memoryOfTree(root: number): number {
  const kilobytes = treeOf(root).map((id) =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(statusOf(String(id)))?.[1] ?? 0),
  );
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
}

/** Milliseconds of processor time that a process itself has used: unlike the time that passes, hardly longer where others work. Linux only. */
export function processorMillis(id: number): number {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // utime and stime, in hundredths of a second on every Linux that Node runs on.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * The same of the threads that run now, and exact enough for single requests (Documentation/scheduler/sched-stats.rst). What a thread is at counts once
 * it rests. Linux only.
 */
export function threadMillis(id: number): number {
  const nanoseconds = readdirSync(`/proc/${id}/task`).map((thread) => {
    try {
      return Number(readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
    } catch {
      // It has ended meanwhile.
      return 0;
    }
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Empty for a process that has ended. */
function statusOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8');
  } catch {
    return '';
  }
}
