import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const niceness = -10;

/** Whoever measures while others work takes the processor first, with the processes that it starts. Only a superuser may. */
export function hurry(): void {
  try {
    setPriority(niceness);
    // Where Linux groups processes by their sessions, only the group's niceness counts beside other sessions (sched(7), "The autogroup feature").
    writeFileSync('/proc/self/autogroup', String(niceness));
  } catch {
    console.log('(at normal priority)');
  }
}
