/** Counts the calls of procedural macros that run or wait for a worker, so that the user can be told. */
export class CallQueue {
  private count = 0;
  private readonly listeners: (() => void)[] = [];
  private readonly waiting: (() => void)[] = [];

  get size(): number {
    return this.count;
  }

  /** Called whenever a call begins to wait or has ended. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Resolves when no call runs or waits for a worker. */
  idle(): Promise<void> {
    return this.count === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  async during<Result>(call: Promise<Result>): Promise<Result> {
    this.change(1);
    try {
      return await call;
    } finally {
      this.change(-1);
    }
  }

  private change(by: number): void {
    this.count += by;
    for (const listener of this.listeners) listener();
    if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }
}
