/**
 * What becomes of a guest whose memory may grow and cannot. Run as a program by `noMemory.test.ts`, in a process
 * of which V8 allows no memory more than 1000 pages: prints the result's status and message for a guest that grows
 * within that, for one that would end at a failure, and for one that would go on.
 */
import { guest, testSandbox } from '../../../server/src/sandbox/testing/testSandbox';

const grows = (pages: number, then: string): Uint8Array =>
  guest(`(func $run (param i32 i32) (result i64) (memory.grow (i32.const ${pages})) ${then} (i64.const 0))`);

const { sandbox, run } = await testSandbox({ maximumWorkers: 1 });
const results = [];
for (const module of [
  grows(3, 'drop'),
  grows(2000, '(if (i32.eq (i32.const -1)) (then (unreachable)))'),
  grows(2000, 'drop'),
]) {
  const result = await run(module, { budget: { memoryPages: 5000 } });
  results.push(result.status === 'returned' ? result.status : `${result.status}: ${result.message}`);
}
await sandbox.dispose();
process.stdout.write(JSON.stringify(results));
