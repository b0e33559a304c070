/**
 * Long fuzzing, by default of this repository's Rust code with another seed each time.
 *
 *     npm run fuzz -- [--rounds COUNT] [--seed NUMBER] [--round FIRST] [--property NAME]… [--files COUNT] [FOLDER…]
 *
 * The folders hold real code, as the sources of crates. Prints the slowest rounds. A failure names its seed and round and the smallest case that
 * still fails; so does a round that does not end. Exits with 1 after a failure.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { Corpus } from './corpus';
import { DocumentProperty } from './documentProperty';
import { engineProperty } from './engineProperty';
import { fragmentProperty } from './fragmentProperty';
import { fuzz } from './fuzzRounds';
import { lexerProperty } from './lexerProperty';
import { ownFolders } from './ownFolders';
import { ProjectProperty } from './projectProperty';
import { renderProperty } from './renderProperty';
import { streamProperty } from './streamProperty';

/** A round that takes longer is a failure: a user would have waited. */
const maximumMillis = 30_000;

/** How many of the slowest rounds are named. */
const named = 3;

const documents = new DocumentProperty();
const projects = new ProjectProperty();
const properties = [
  lexerProperty,
  fragmentProperty,
  streamProperty,
  renderProperty,
  engineProperty,
  documents,
  projects,
];

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    round: { type: 'string', default: '0' },
    property: { type: 'string', multiple: true },
    files: { type: 'string', default: '2000' },
  },
  allowPositionals: true,
});

/** What both threads know of: the round that is running, and of which property. */
interface Shared {
  readonly seed: number;
  readonly running: SharedArrayBuffer;
}

function watch(): void {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const running = new SharedArrayBuffer(8);
  const place = new Int32Array(running);
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv: process.argv.slice(2),
    workerData: { seed, running } satisfies Shared,
  });
  let last = '';
  let since = performance.now();
  const timer = setInterval(() => {
    const now = [...place].join(' ');
    if (now !== last) since = performance.now();
    last = now;
    if (performance.now() - since < maximumMillis) return;
    const [property = 0, round = 0] = place;
    console.error(
      `the property "${properties[property]?.name ?? ''}" does not end in round ${round} with seed ${seed}`,
    );
    process.exitCode = 1;
    clearInterval(timer);
    void worker.terminate();
  }, 1000);
  worker.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  worker.on('exit', () => clearInterval(timer));
}

async function run({ seed, running }: Shared): Promise<void> {
  const place = new Int32Array(running);
  const corpus = new Corpus(positionals.length > 0 ? positionals : ownFolders, Number(values.files));
  console.log(`seed ${seed}; ${corpus.size}`);
  for (const [index, property] of properties.entries()) {
    if (values.property && !values.property.includes(property.name)) continue;
    const slowest: { round: number; millis: number }[] = [];
    const started = performance.now();
    await fuzz(property, {
      corpus,
      seed,
      rounds: Number(values.rounds),
      firstRound: Number(values.round),
      onRound: (round) => place.set([index, round]),
      onRoundEnd: (round, millis) => {
        if (millis <= (slowest[named - 1]?.millis ?? 0)) return;
        slowest.push({ round, millis });
        slowest.sort((a, b) => b.millis - a.millis).splice(named);
      },
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const worst = slowest.map(({ round, millis }) => `round ${round} ${millis.toFixed(0)} ms`).join(', ');
    console.log(`${property.name}: ${values.rounds} rounds in ${seconds} s; the slowest: ${worst}`);
  }
}

if (isMainThread) watch();
else
  await run(workerData as Shared).finally(async () => {
    projects.close();
    await documents.close();
  });
