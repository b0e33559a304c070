/** Work that can be left between any two of its steps, for whatever else waits for the main thread. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does such work in one go. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
