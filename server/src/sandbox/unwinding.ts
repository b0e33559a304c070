/**
 * Unwinding for guests that are compiled without it (`catch_unwind` and `unwind` in `types.ts`): the frames between a
 * trap and the host function that called the guest again are given up, as V8 does with a trap in any case. The
 * guest's own stack in memory needs no care: a function sets its pointer back when it returns.
 */
import { COUNTER_ELSEWHERE, unwoundCounter } from './rewrite/counter';
import { webAssembly } from './webAssembly';

/** Each nested catch costs stack that the counter does not see. */
const MAXIMUM_NESTING = 64;

export interface UnwindingGuest {
  /** Calls the guest's `macroscope_call`. */
  call(operation: number, data: number): void;
  counter(): bigint | undefined;
  setCounter(value: bigint): void;
  /** Whether a budget is used up: what ends for that is never caught. */
  overdrawn(): boolean;
  /** An error that ends the call and says why. */
  refuse(message: string): Error;
}

export class Unwinding {
  private nesting = 0;
  private announced = false;

  constructor(private readonly guest: UnwindingGuest) {}

  /** `macroscope.unwind` */
  announce(): void {
    this.announced = this.nesting > 0;
  }

  /** `macroscope.catch_unwind` */
  catch(operation: number, data: number): number {
    const { guest } = this;
    if (this.nesting >= MAXIMUM_NESTING)
      throw guest.refuse(`it catches panics in ${MAXIMUM_NESTING} nested calls`);
    const before = guest.counter();
    this.nesting++;
    try {
      guest.call(operation, data);
      return 0;
    } catch (error) {
      if (!this.announced || !(error instanceof webAssembly.RuntimeError) || guest.overdrawn()) throw error;
      this.announced = false;
      const now = guest.counter();
      // A trap may have taken the count along; then the call is repeated in code that does not lose it.
      if (now === COUNTER_ELSEWHERE) throw error;
      if (before !== undefined && now !== undefined) guest.setCounter(unwoundCounter(now, before));
      return 1;
    } finally {
      this.nesting--;
    }
  }
}
