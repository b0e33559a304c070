import { machine } from '#platform/machine';
import type { CallQueue } from './callQueue';
import type { MessageTraffic } from './messageTraffic';

/** How long it rests, in parts of the time that the work took. */
const restShare = 0.5;

/** Timers are no more exact than this: rests are put together until they are as long. In milliseconds. */
const shortestRest = 2;

/** After a message there may be another one at once: so long nothing is done for which nobody waits. In milliseconds. */
const quietMillis = 50;

/** Processor time that may be spent on what nobody waits for, with rests in which others have the machine. In milliseconds. */
export class IdleTime {
  private began = machine.processorMillis();
  private owed = 0;

  /**
   * `calls`: those of procedural macros, which somebody waits for. Their answers take several turns, in which nothing else shall stand before them.
   * `traffic`: the messages of the client.
   */
  constructor(
    private left: number,
    private readonly calls: Pick<CallQueue, 'size' | 'idle'>,
    private readonly traffic?: Pick<MessageTraffic, 'quiet'>,
  ) {}

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** To be called after each part of the work: its garbage is collected, messages that have arrived have their turn, and there may be a rest, at least as long as the client has questions. Gives the time that the part took. */
  async pause(): Promise<number> {
    machine.collectIdleGarbage();
    const worked = machine.processorMillis() - this.began;
    this.left -= worked;
    this.owed += worked * restShare;
    if (this.owed < shortestRest) await machine.nextTurn();
    else {
      await machine.pause(this.owed);
      this.owed = 0;
    }
    while (this.calls.size > 0) {
      await this.calls.idle();
      // What has waited for the call goes on first.
      await machine.nextTurn();
    }
    await this.traffic?.quiet(quietMillis);
    this.began = machine.processorMillis();
    return worked;
  }
}
