/** For tests of the pool: threads that do what the test says, and a clock that the test moves. */
import type { Thread, ThreadEvents, ThreadHost } from '../threadHost';
import type { SandboxCall, SandboxResult } from '../types';
import type { WorkerReply, WorkerRequest } from '../workerMessages';

type CallRequest = Extract<WorkerRequest, { kind: 'call' }>;

export class ScriptedThread implements Thread {
  terminated = false;
  keepsAlive = false;
  /** The request that waits for a reply. */
  request: WorkerRequest | undefined;

  constructor(private readonly events: ThreadEvents) {}

  post(request: WorkerRequest): void {
    this.request = request;
  }

  keepProcessAlive(alive: boolean): void {
    this.keepsAlive = alive;
  }

  terminate(): Promise<void> {
    this.terminated = true;
    this.request = undefined;
    return Promise.resolve();
  }

  /** The input of the call that runs, as text; undefined when none runs. */
  get running(): string | undefined {
    return this.request?.kind === 'call' ? new TextDecoder().decode(this.request.call.input) : undefined;
  }

  async reply(reply: WorkerReply): Promise<void> {
    if (reply.kind !== 'ready') this.request = undefined;
    this.events.replied(reply);
    await settled();
  }

  async crash(reason: string): Promise<void> {
    this.events.ended(reason);
    await settled();
  }
}

export class ScriptedThreads implements ThreadHost {
  /** Every thread that was ever started. */
  readonly started: ScriptedThread[] = [];
  private readonly timers = new Set<{ at: number; action: () => void }>();
  private now = 0;

  /** `automatic`: threads report that they are up, and modules are compiled, without the test's doing. */
  constructor(private readonly options: { readonly automatic: boolean } = { automatic: true }) {}

  start(events: ThreadEvents): Thread {
    const thread = new ScriptedThread(events);
    this.started.push(thread);
    if (this.options.automatic) queueMicrotask(() => void thread.reply({ kind: 'ready' }));
    return thread;
  }

  after(millis: number, action: () => void): () => void {
    const timer = { at: this.now + millis, action };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  afterArrivedMessages(action: () => void): () => void {
    return this.after(0, action);
  }

  /** Lets time pass. */
  async pass(millis: number): Promise<void> {
    const end = this.now + millis;
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers.delete(due);
      this.now = due.at;
      due.action();
      await settled();
    }
    this.now = end;
  }

  get alive(): readonly ScriptedThread[] {
    return this.started.filter(({ terminated }) => !terminated);
  }

  /** The inputs of the calls that run now, after every module that was asked for is compiled. */
  async running(): Promise<string[]> {
    await settled();
    if (this.options.automatic) {
      for (const thread of this.alive.filter(({ request }) => request?.kind === 'prepare')) {
        await thread.reply({ kind: 'prepared', module: {} as never, rewritten: undefined });
      }
    }
    if (this.options.automatic && this.alive.some(({ request }) => request?.kind === 'prepare')) {
      return this.running();
    }
    return this.alive.flatMap(({ running }) => (running === undefined ? [] : [running]));
  }

  /** The thread that runs the call with this input. */
  async threadOf(input: string): Promise<ScriptedThread> {
    const running = await this.running();
    const thread = this.alive.find((each) => each.running === input);
    if (thread === undefined) throw new Error(`${input} does not run, but ${running.join(', ')}`);
    return thread;
  }

  /** The call with this input returns its input. */
  async finish(input: string): Promise<void> {
    const thread = await this.threadOf(input);
    await thread.reply({ kind: 'result', result: returned((thread.request as CallRequest).call) });
  }
}

function returned(call: SandboxCall): SandboxResult {
  const used = { instructions: 1, wallMicros: 1, memoryPages: 1, outputBytes: 1 };
  return { status: 'returned', output: call.input, used, reads: [], outputs: [], refusals: [], console: '' };
}

/** Lets everything that waits for promises alone go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
