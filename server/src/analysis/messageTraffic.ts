import { machine } from '#platform/machine';

/** The messages of a client that are being answered, so that what nobody waits for can rest meanwhile. */
export class MessageTraffic {
  private count = 0;
  private lastEnd = -Infinity;
  private readonly listeners: (() => void)[] = [];

  /** The number of messages that are not done with. */
  get size(): number {
    return this.count;
  }

  begin(): void {
    this.count++;
  }

  end(): void {
    this.count--;
    this.lastEnd = performance.now();
    if (this.count === 0) for (const listener of this.listeners) listener();
  }

  /** Called whenever all messages are done with. */
  onIdle(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Resolves when for so many milliseconds no message has come and none was worked on. */
  async quiet(millis: number): Promise<void> {
    for (;;) {
      const left = this.count > 0 ? millis : this.lastEnd + millis - performance.now();
      if (left <= 0) return;
      await machine.pause(left);
    }
  }
}
