import type { CallOptions, CallPriority, SandboxCall, SandboxResult } from '../sandbox/types';
import { cancelledResult } from '../sandbox/callRun';

type Run = (call: SandboxCall, options: CallOptions) => Promise<SandboxResult>;

interface SharedRun {
  readonly key: string;
  readonly call: SandboxCall;
  readonly priority: CallPriority;
  readonly result: Promise<SandboxResult>;
  readonly controller: AbortController;
  callers: number;
}

/** What became of a request for a run. */
export interface SharedResult {
  readonly result: SandboxResult;
  /** The call that was run, if it was begun by an earlier request. The files that it read may have changed since. */
  readonly joined?: SandboxCall;
}

/** Runs calls, those of one key once for all who ask meanwhile. A run is cancelled when the last of them has left. */
export class SharedRuns {
  private readonly runs = new Map<string, SharedRun>();

  constructor(private readonly run: Run) {}

  /** Never rejects where the run does not. */
  async result(
    key: string,
    call: SandboxCall,
    { priority = 'hover', signal }: CallOptions,
  ): Promise<SharedResult> {
    if (signal?.aborted === true) return { result: cancelledResult() };
    const known = this.runs.get(key);
    // A hover does not wait for its turn behind calls in the background.
    const joins = known !== undefined && (priority === 'background' || known.priority === 'hover');
    const shared = joins ? known : this.start(key, call, priority);
    shared.callers++;
    const result = await this.untilAborted(shared, signal);
    return joins ? { result, joined: shared.call } : { result };
  }

  private start(key: string, call: SandboxCall, priority: CallPriority): SharedRun {
    const controller = new AbortController();
    const result = this.run(call, { priority, signal: controller.signal });
    const shared = { key, call, priority, result, controller, callers: 0 };
    this.runs.set(key, shared);
    const forget = (): void => this.forget(shared);
    result.then(forget, forget);
    return shared;
  }

  private untilAborted(shared: SharedRun, signal: AbortSignal | undefined): Promise<SandboxResult> {
    if (signal === undefined) return shared.result;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        if (--shared.callers === 0) {
          // Whoever comes now must not join what is being ended.
          this.forget(shared);
          shared.controller.abort();
        }
        resolve(cancelledResult());
      };
      signal.addEventListener('abort', leave, { once: true });
      shared.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  private forget(shared: SharedRun): void {
    if (this.runs.get(shared.key) === shared) this.runs.delete(shared.key);
  }
}
