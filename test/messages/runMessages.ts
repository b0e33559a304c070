/**
 * A server and a client that sends it random messages of the protocol about real code; the answers are checked, and what the server's memory grows by.
 *
 *     npm run messages -- [--count MESSAGES] [--seed NUMBER] [--growth MEGABYTES] [FOLDER…]
 *
 * The folders hold Rust files, by default this repository's. Exits with 1 when an answer is wrong, when the server ends, or when its heap grows by more
 * megabytes than allowed between the half and the end.
 */
import { parseArgs } from 'node:util';
import { ownFolders } from '../fuzz/ownFolders';
import { runMessages } from './messageRun';

const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    growth: { type: 'string', default: '50' },
  },
  allowPositionals: true,
});

const started = performance.now();
const folders = positionals.length > 0 ? positionals : ownFolders;
const { counts, heaps } = await runMessages(folders, Number(values.seed), Number(values.count));
const [half, end] = heaps.map((bytes) => bytes / 1e6) as [number, number];
console.log(
  `${counts.sent} messages in ${((performance.now() - started) / 1000).toFixed(0)} s: ${counts.answers} answers with ${counts.ranges} ranges, ${counts.hovers} hovers`,
);
for (const [message, count] of [...counts.errors].sort((left, right) => right[1] - left[1]))
  console.log(`${String(count).padStart(6)} errors: ${message}`);
console.log(`heap: ${half.toFixed(1)} MB after half of the messages, ${end.toFixed(1)} MB at the end`);
if (end - half > Number(values.growth)) {
  console.error(`the heap grew by more than ${values.growth} MB`);
  process.exitCode = 1;
}
