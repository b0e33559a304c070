import { machine } from '#platform/machine';
import type { Steps } from '../resolve/steps';

/** The main thread answers other requests at least this often while it works on a large one. */
const millisBetween = 8;

/** Divides long work on the main thread: `if (pauses.due) await pauses.take()` between its parts. */
export class Pauses {
  private last = performance.now();

  /** Whether the last pause, or the beginning, is long enough ago. */
  get due(): boolean {
    return performance.now() - this.last >= millisBetween;
  }

  /** Does work that consists of steps, with a pause whenever one is due. `takePause` makes it, and ends the work by throwing. */
  async through<Result>(steps: Steps<Result>, takePause: () => Promise<void>): Promise<Result> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (this.due) await takePause();
    }
  }

  /** Ends when what was waiting for the main thread has had its turn. */
  async take(): Promise<void> {
    await machine.nextTurn();
    this.last = performance.now();
  }
}
