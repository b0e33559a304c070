import { setPriority } from 'node:os';

/** Whoever measures while others work takes the processor first, with the processes that it starts. Only a superuser may. */
export function hurry(): void {
  try {
    setPriority(-10);
  } catch {
    console.log('(at normal priority)');
  }
}
