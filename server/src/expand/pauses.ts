import { machine } from '#platform/machine';

/** The main thread answers other requests at least this often while it works on a large one. */
const millisBetween = 8;

/** Divides long work on the main thread: `if (pauses.due) await pauses.take()` between its parts. */
export class Pauses {
  private last = performance.now();

  /** Whether the last pause, or the beginning, is long enough ago. */
  get due(): boolean {
    return performance.now() - this.last >= millisBetween;
  }

  /** Ends when what was waiting for the main thread has had its turn. */
  async take(): Promise<void> {
    await machine.nextTurn();
    this.last = performance.now();
  }
}
