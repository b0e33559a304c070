import { clearImmediate, setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { LONGEST_TIMER_MILLIS, type Thread, type ThreadEvents, type ThreadHost } from './threadHost';
import type { WorkerReply } from './workerMessages';

/**
 * The stack is what makes the rewriter's own stack budget (`rewrite/counter.ts`) run out before V8's, whose
 * limit in frames differs between its compilers and would make results depend on the machine. It is address
 * space, and becomes memory only where it is used.
 */
const RESOURCE_LIMITS = { stackSizeMb: 128, maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** Threads of `node:worker_threads`. `workerFile`: the bundled `worker.ts`. */
export function nodeThreads(workerFile: string | URL): ThreadHost {
  return {
    start: (events) => startThread(workerFile, events),
    after: (millis, action) => {
      const timer = setTimeout(action, Math.min(millis, LONGEST_TIMER_MILLIS)).unref();
      return () => clearTimeout(timer);
    },
    afterArrivedMessages: (action) => {
      const immediate = setImmediate(action);
      return () => clearImmediate(immediate);
    },
  };
}

function startThread(workerFile: string | URL, { replied, ended }: ThreadEvents): Thread {
  // The worker gets nothing of this process: no environment, no flags, and its output does not reach our
  // standard output, which may carry the language server's protocol.
  const worker = new Worker(workerFile, {
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: RESOURCE_LIMITS,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on('message', (reply: WorkerReply) => replied(reply));
  worker.on('messageerror', (error) => ended(`its reply could not be read: ${error.message}`));
  worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => ended(`it ended with code ${code}`));
  worker.unref();
  return {
    post: (request) => worker.postMessage(request),
    keepProcessAlive: (alive) => (alive ? worker.ref() : worker.unref()),
    terminate: async () => {
      await worker.terminate();
    },
  };
}
