/** Attacks on the pool of workers, and what else may happen to it. */
import { createHash, randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { nodeThreads } from '../../../server/src/sandbox/nodeThreads';
import type { ThreadHost } from '../../../server/src/sandbox/threadHost';
import type { WorkerReply } from '../../../server/src/sandbox/workerMessages';
import {
  ECHO,
  ENDLESS,
  guest,
  testSandbox,
  workerFile,
  type TestSandbox,
} from '../../../server/src/sandbox/testing/testSandbox';
import { verdictOf, type Attack, type AttackFamily, type Observation } from '../attack';
import { pause, within } from '../laboratory';
import { PROBE } from '../../conformance/sandbox/probe';
import { run as entry } from '../wat';

const PATIENCE_MILLIS = 120_000;
const echo = guest(ECHO);

/** Wrong answers to a call of the guest that returns its input. */
async function echoProblems(run: TestSandbox['run'], count: number): Promise<string[]> {
  const inputs = Array.from({ length: count }, () => randomBytes(100));
  const results = await Promise.all(inputs.map((input) => run(echo, { input })));
  return results.flatMap((result, index) =>
    result.status === 'returned' && inputs[index]?.equals(result.output) === true
      ? []
      : [`call ${index}: ${verdictOf(result)}`],
  );
}

/** An attack on a pool of its own. */
function onPool(
  name: string,
  attack: (sandbox: TestSandbox) => Promise<Partial<Observation> & { problems: readonly string[] }>,
  options: Parameters<typeof testSandbox>[0] | (() => Promise<Parameters<typeof testSandbox>[0]>) = {},
  thorough = false,
): Attack {
  return {
    name,
    thorough,
    run: async () => {
      const sandbox = await testSandbox(typeof options === 'function' ? await options() : options);
      try {
        const {
          verdict = 'every other call as usual',
          results = [],
          problems,
        } = await within(600_000, attack(sandbox));
        return { verdict, results, problems };
      } finally {
        await sandbox.sandbox.dispose();
      }
    },
  };
}

/** Threads whose replies go through a hand that spoils them. */
async function tampered(
  spoil: (reply: WorkerReply, pass: (reply: WorkerReply) => void, end: (reason: string) => void) => void,
): Promise<ThreadHost> {
  const host = nodeThreads(await workerFile());
  return {
    ...host,
    start: (events) =>
      host.start({ ...events, replied: (reply) => spoil(reply, events.replied, events.ended) }),
  };
}

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

const memoryInUse = (): number => process.memoryUsage().rss / 2 ** 20;

export const pool: AttackFamily = {
  name: 'pool',
  attacks: [
    onPool('64 calls at once, one of which never ends', async ({ run }) => {
      const runaway = run(guest(ENDLESS), { budget: { instructions: 2 ** 45, wallMillis: 1500 } });
      const problems = await within(PATIENCE_MILLIS, echoProblems(run, 63));
      const result = await runaway;
      if (result.status !== 'out-of-time') problems.push(`the runaway ${verdictOf(result)}`);
      return { problems, results: [result] };
    }),
    onPool('64 calls at once, all of which run until their budget ends', async ({ run }) => {
      const ended = await Promise.all(
        Array.from({ length: 64 }, (_, index) => run(guest(ENDLESS), { input: Uint8Array.of(index) })),
      );
      const wrong = ended.filter(({ status }) => status !== 'out-of-instructions');
      return { problems: wrong.map(verdictOf), verdict: 'out-of-instructions, 64 times' };
    }),
    onPool(
      'as many calls that never end as there are workers, and one that somebody waits for',
      async ({ run }) => {
        const runaways = [1, 2, 3, 4].map((number) =>
          run(
            guest(ENDLESS),
            { input: Uint8Array.of(number), budget: { instructions: 2 ** 45, wallMillis: 500 } },
            { priority: 'background' },
          ),
        );
        const problems = await within(PATIENCE_MILLIS, echoProblems(run, 4));
        const ended = await Promise.all(runaways);
        problems.push(...ended.filter(({ status }) => status !== 'out-of-time').map(verdictOf));
        return { problems };
      },
    ),
    onPool('five hundred calls of one module before one of another', async ({ run }) => {
      let finished = 0;
      const crowd = Array.from({ length: 500 }, (_, index) =>
        run(PROBE, {
          input: new TextEncoder().encode(`recurse ${1000 + index}`),
          budget: { instructions: 1e9 },
        }).then((result) => {
          finished++;
          return result;
        }),
      );
      const problems = await echoProblems(run, 1);
      if (finished > 450) problems.push(`the other module waited until ${finished} calls were done`);
      await Promise.all(crowd);
      return { problems, verdict: `its turn came after ${finished} of 500` };
    }),
    onPool('two thousand calls, each cancelled at another moment', async ({ run }) => {
      const endless = guest(ENDLESS);
      const statuses = await Promise.all(
        Array.from({ length: 2000 }, async (_, index) => {
          const abort = new AbortController();
          const input = Uint8Array.of(index & 255, index >> 8);
          const call = run(index % 2 === 0 ? endless : echo, { input }, { signal: abort.signal });
          if (index % 3 === 0) abort.abort();
          else setTimeout(() => abort.abort(), index % 50);
          return (await call).status;
        }),
      );
      const wrong = statuses.filter(
        (status) => !['cancelled', 'returned', 'out-of-instructions'].includes(status),
      );
      const problems = wrong.map((status) => `a call ended as ${status}`);
      problems.push(...(await within(PATIENCE_MILLIS, echoProblems(run, 20))));
      const cancelled = statuses.filter((status) => status === 'cancelled').length;
      return { problems, verdict: `${cancelled} cancelled, the next calls as usual` };
    }),
    onPool('a call cancelled before it began, and one after it ended', async ({ run }) => {
      const early = await run(echo, {}, { signal: AbortSignal.abort() });
      const abort = new AbortController();
      const late = await run(echo, { input: Uint8Array.of(7) }, { signal: abort.signal });
      abort.abort();
      const problems = await echoProblems(run, 4);
      if (early.status !== 'cancelled') problems.push(verdictOf(early));
      if (late.status !== 'returned') problems.push(verdictOf(late));
      return { problems };
    }),
    onPool(
      'more calls than may wait',
      async ({ run }) => {
        const results = await Promise.all(
          Array.from({ length: 300 }, (_, index) =>
            run(echo, { input: Uint8Array.of(index & 255, index >> 8) }),
          ),
        );
        const returned = results.filter(({ status }) => status === 'returned').length;
        const failed = results.filter(({ status }) => status === 'worker-failed').length;
        const problems =
          returned === 100 && failed === 200 ? [] : [`${returned} returned and ${failed} failed`];
        problems.push(...(await echoProblems(run, 10)));
        return { problems, verdict: `${failed} of 300 were turned away` };
      },
      { maximumCalls: 100 },
    ),
    onPool(
      'calls that together want more memory than there is',
      async ({ run }) => {
        const grower = guest(entry('(drop (memory.grow (i32.const 90)))'));
        const results = await Promise.all(
          Array.from({ length: 40 }, (_, index) => run(grower, { input: Uint8Array.of(index) })),
        );
        const problems = results.filter(({ status }) => status !== 'returned').map(verdictOf);
        const tooMuch = await run(echo, { budget: { memoryPages: 1000 } });
        if (tooMuch.status === 'returned') problems.push('a call got more than all may have');
        return { problems };
      },
      { maximumWorkers: 4, memoryPages: 150 },
    ),
    onPool(
      'a worker that dies in the midst of every third call',
      async ({ run }) => {
        const results = [];
        for (let index = 0; index < 12; index++)
          results.push(await run(echo, { input: Uint8Array.of(index) }));
        const failed = results.filter(({ status }) => status === 'worker-failed').length;
        const returned = results.filter(({ status }) => status === 'returned').length;
        const problems =
          failed + returned === 12 && failed > 0 && failed <= 4
            ? []
            : [`${failed} failed, ${returned} returned`];
        return { problems, verdict: `${failed} of 12 calls failed with their worker` };
      },
      async () => {
        let replies = 0;
        return {
          threads: await tampered((reply, pass, end) => {
            if (reply.kind === 'result' && ++replies % 3 === 0) end('it ended with code 134');
            else pass(reply);
          }),
        };
      },
    ),
    onPool(
      'a worker that answers everything twice',
      async ({ run }) => {
        const problems = [];
        for (let round = 0; round < 5; round++) problems.push(...(await echoProblems(run, 10)));
        return { problems };
      },
      async () => ({
        threads: await tampered((reply, pass) => {
          pass(reply);
          pass(reply);
        }),
      }),
    ),
    onPool(
      'a worker whose replies are nonsense',
      async ({ run }) => {
        const result = await within(PATIENCE_MILLIS, run(echo, { budget: { wallMillis: 1000 } }));
        const problems = result.status === 'returned' ? ['nonsense was taken for a result'] : [];
        return { problems, verdict: verdictOf(result) };
      },
      async () => ({
        threads: await tampered((reply, pass) =>
          pass(reply.kind === 'result' ? ({ kind: 'nonsense' } as unknown as WorkerReply) : reply),
        ),
      }),
    ),
    onPool('a call that cannot be sent to a worker', async ({ run }) => {
      const environment = new Map([['NAME', (() => 'value') as unknown as string]]);
      const result = await within(PATIENCE_MILLIS, run(echo, { environment }));
      const problems = await echoProblems(run, 4);
      if (result.status === 'returned') problems.push('it was sent');
      return { problems, verdict: verdictOf(result) };
    }),
    onPool('a module under the key of another', async ({ sandbox, run }) => {
      const problems = await echoProblems(run, 1);
      const key = createHash('sha256').update(echo).digest('hex');
      sandbox.addModule(key, guest(entry('(unreachable)')));
      problems.push(...(await echoProblems(run, 3)));
      return { problems };
    }),
    onPool(
      'a cache of rewritten modules that holds rubbish',
      async ({ run }) => ({ problems: await echoProblems(run, 3) }),
      { rewriteCache: { get: () => Promise.resolve(new Uint8Array(100)), put: () => Promise.resolve() } },
    ),
    onPool(
      'a cache of rewritten modules that always fails',
      async ({ run }) => ({ problems: await echoProblems(run, 3) }),
      {
        rewriteCache: {
          get: () => Promise.reject(new Error('the disk is full')),
          put: () => Promise.reject(new Error('the disk is full')),
        },
      },
    ),
    onPool('a module that cannot be read, then can', async ({ sandbox }) => {
      let attempts = 0;
      sandbox.addModule('sometimes', () =>
        attempts++ === 0 ? Promise.reject(new Error('no such file')) : Promise.resolve(echo),
      );
      const call = {
        moduleKey: 'sometimes',
        entry: 'run',
        input: Uint8Array.of(1),
        environment: new Map<string, string>(),
        roots: [],
        workingDirectory: '/',
        budget: {
          instructions: 1e6,
          wallMillis: 10_000,
          memoryPages: 100,
          stackUnits: 1000,
          outputBytes: 1000,
        },
      };
      const [first, second] = [await sandbox.call(call), await sandbox.call(call)];
      const problems: string[] = [];
      if (first.status !== 'worker-failed') problems.push(verdictOf(first));
      if (second.status !== 'returned') problems.push(verdictOf(second));
      return { problems };
    }),
    onPool('the sandbox closed while calls run and wait', async ({ sandbox, run }) => {
      const calls = Array.from({ length: 40 }, (_, index) =>
        run(guest(ENDLESS), { input: Uint8Array.of(index), budget: { instructions: 2 ** 45 } }),
      );
      await pause(200);
      await sandbox.dispose();
      const results = await within(PATIENCE_MILLIS, Promise.all(calls));
      const after = await run(echo);
      const problems = [...results, after].filter(({ status }) => status !== 'cancelled').map(verdictOf);
      return { problems, verdict: '41 cancelled' };
    }),
    onPool(
      'a module that takes too long to compile, called again and again',
      async ({ run }) => {
        const before = await echoProblems(run, 1);
        const slow = guest(
          `${ECHO} ${`(func (param i64) (result i64) (local.get 0) ${'(i64.const 3) (i64.mul)'.repeat(4000)})`.repeat(400)}`,
        );
        const results = await Promise.all(
          [1, 2, 3, 4].map((number) => run(slow, { input: Uint8Array.of(number) })),
        );
        const problems = results
          .filter(({ status }) => status === 'returned')
          .map(() => 'it was compiled after all');
        problems.push(...before, ...(await echoProblems(run, 4)));
        return { problems, verdict: results[0] === undefined ? '' : verdictOf(results[0]) };
      },
      // Less than the slow module takes and many times what the others do, also on a fast machine.
      { prepareMillis: 40 },
    ),
    onPool(
      'ten thousand calls in a row, with a hundred modules: memory, threads and handles',
      async ({ run }) => {
        const modules = Array.from({ length: 100 }, (_, number) =>
          guest(`${ECHO} (func (drop (i32.const ${number})))`, '(memory (export "memory") 16)'),
        );
        const problems: string[] = [];
        const rounds = async (count: number): Promise<void> => {
          for (let call = 0; call < count; call += 4) {
            const inputs = [0, 1, 2, 3].map((index) => Uint8Array.of(call & 255, (call >> 8) & 255, index));
            const results = await Promise.all(
              inputs.map((input, index) => run(modules[(call + index) % 100] ?? echo, { input })),
            );
            results.forEach((result, index) => {
              if (result.status !== 'returned' || !Buffer.from(inputs[index] ?? []).equals(result.output))
                problems.push(verdictOf(result));
            });
          }
        };
        // What is compiled, cached and grown once does not count.
        await rounds(3000);
        collectGarbage();
        const [memory, handles] = [memoryInUse(), process.getActiveResourcesInfo().length];
        await rounds(10_000);
        collectGarbage();
        // A megabyte a call would be ten gigabytes, a leaked page 640 MB.
        const grown = memoryInUse() - memory;
        if (grown > 150) problems.push(`the process grew by ${Math.round(grown)} MB`);
        const more = process.getActiveResourcesInfo().length - handles;
        if (more > 10) problems.push(`there are ${more} more handles`);
        return { problems, verdict: `10,000 returned, ${Math.round(grown)} MB and ${more} handles more` };
      },
      {},
      true,
    ),
    onPool(
      'a hundred calls in a row that use all their memory and trap',
      async ({ run }) => {
        const eater = guest(
          entry(
            '(drop (memory.grow (i32.const 900))) (memory.fill (i32.const 0) (i32.const 1) (i32.const 59000000)) (unreachable)',
          ),
        );
        const problems: string[] = [];
        let highest = 0;
        for (let call = 0; call < 100; call++) {
          const result = await run(eater, {
            input: Uint8Array.of(call & 255, call >> 8),
            budget: { memoryPages: 1000, instructions: 1e9 },
          });
          if (result.status !== 'trapped') problems.push(verdictOf(result));
          if (call % 10 === 0) highest = Math.max(highest, memoryInUse());
        }
        if (highest > 3000) problems.push(`the process had ${Math.round(highest)} MB`);
        return { problems, verdict: `trapped, 100 times, at most ${Math.round(highest)} MB` };
      },
      { maximumWorkers: 1 },
      true,
    ),
    onPool(
      'workers killed five hundred times: threads and memory',
      async ({ run }) => {
        const problems: string[] = [];
        const endless = guest(ENDLESS);
        const before = memoryInUse();
        for (let call = 0; call < 100; call++) {
          const results = await Promise.all(
            [0, 1, 2, 3, 4].map((index) =>
              run(endless, {
                input: Uint8Array.of(call, index),
                budget: { instructions: 2 ** 45, wallMillis: 5 },
              }),
            ),
          );
          problems.push(...results.filter(({ status }) => status !== 'out-of-time').map(verdictOf));
        }
        problems.push(...(await echoProblems(run, 10)));
        const grown = memoryInUse() - before;
        if (grown > 400) problems.push(`the process grew by ${Math.round(grown)} MB`);
        return { problems, verdict: `out-of-time, 500 times, ${Math.round(grown)} MB more` };
      },
      {},
      true,
    ),
  ],
};
