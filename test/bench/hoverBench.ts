/**
 * What a user waits for, measured on axum's sources: from starting the server to the first hover, a hover on every macro call the first time (cold)
 * and again (warm), an edit and then a hover, and memory. Where rust-analyzer is installed, it answers its own request at the same places in the same
 * run, and the ratio is printed. All times are of the client's side of the protocol.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyCrate } from '../conformance/crates/debianCrates';
import { builtServer, TestClient } from '../integration/testClient';
import { placesOf, type Place } from './callPlaces';
import type { Answer } from './declarative/answers';
import { orAfter } from './declarative/overProtocol';
import { percentile } from './percentile';

interface Figures {
  readonly name: string;
  /** Milliseconds from starting the process; undefined when the first question was not answered in time. */
  readonly firstAnswer: number | undefined;
  /** One for each place, in the same order for every server. */
  readonly cold: readonly Answer[];
  readonly warm: readonly Answer[];
  readonly edited: readonly Answer[];
  readonly memory: number;
}

const environment = {
  ...process.env,
  PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
  CARGO_NET_OFFLINE: 'true',
};

/** A server that has not answered by then cannot answer: rust-analyzer without a standard library that it can load, for example. */
const patience = 60_000;

type Ask = (client: TestClient, place: Place) => Promise<boolean>;

const hover: Ask = async (client, { file, position }) => (await client.hover(file, position)) !== null;

const expandMacro: Ask = async (client, { file, position }) => {
  const params = { textDocument: { uri: pathToFileURL(file).href }, position };
  return (
    (await client.connection.sendRequest('rust-analyzer/expandMacro', params).catch(() => null)) !== null
  );
};

async function measure(
  name: string,
  command: readonly string[],
  folder: string,
  places: readonly Place[],
  ask: Ask,
  asksAtOnce: boolean,
): Promise<Figures> {
  const initializationOptions = {
    checkOnSave: false,
    cargo: { cfgs: ['debug_assertions'] },
    cfg: { setTest: false },
  };
  const start = (): Promise<TestClient> =>
    TestClient.start({ folder, trusted: true, command, environment, initializationOptions });
  // The first start builds what later ones find: procedural macros and build scripts.
  const builder = await start();
  await orAfter(2 * patience, builder.ready(), undefined);
  await builder.stop();

  const started = performance.now();
  const client = await start();
  const [first] = places;
  if (!first) throw new Error('no macro calls');
  // rust-analyzer 1.85 panics when it is asked about a file that it has not loaded yet.
  if (!asksAtOnce) await orAfter(patience, client.ready(), undefined);
  while (!(await ask(client, first)) && performance.now() - started < patience)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const waited = performance.now() - started;
  const firstAnswer = waited < patience ? waited : undefined;
  await orAfter(patience, client.ready(), undefined);

  const timed = async (place: Place): Promise<Answer> => {
    const asked = performance.now();
    const answered = await ask(client, place);
    return { millis: performance.now() - asked, answered };
  };
  const pass = async (): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (const place of places) answers.push(await timed(place));
    return answers;
  };
  const cold = await pass();
  const warm = await pass();
  const edited: Answer[] = [];
  for (const place of places.filter((_, index) => index % 10 === 0)) {
    await client.open(place.file);
    const top = { line: 0, character: 0 };
    await client.edit(place.file, top, top, '\n');
    edited.push(await timed({ ...place, position: { ...place.position, line: place.position.line + 1 } }));
    await client.close(place.file);
  }
  const memory = client.peakMemory;
  await client.stop();
  return { name, firstAnswer, cold, warm, edited, memory };
}

/** Of the answers alone: a refusal is quick and says nothing. */
function answerTime(answers: readonly Answer[], share: number): number {
  return percentile(
    answers.filter(({ answered }) => answered).map(({ millis }) => millis),
    share,
  );
}

function print(figures: Figures, places: number): void {
  const millis = (times: readonly Answer[]): string =>
    [0.5, 0.95, 1].map((share) => answerTime(times, share).toFixed(2)).join(' / ');
  console.log(
    `${figures.name}: ${figures.cold.filter(({ answered }) => answered).length} of ${places} calls answered`,
  );
  console.log(
    `  start to first answer     ${figures.firstAnswer === undefined ? `none in ${patience / 1000} s` : `${figures.firstAnswer.toFixed(0)} ms`}`,
  );
  console.log(`  cold, p50 / p95 / max     ${millis(figures.cold)} ms`);
  console.log(`  warm, p50 / p95 / max     ${millis(figures.warm)} ms`);
  console.log(`  after an edit             ${millis(figures.edited)} ms`);
  console.log(`  memory at its peak        ${figures.memory} MB (server process)`);
}

/** Ratios over the places that both have answered: a refusal is quick and says nothing. */
function compare(ours: Figures, theirs: Figures): void {
  const ratio = (pick: (figures: Figures) => readonly Answer[], share: number): string => {
    const both = pick(ours).map(({ answered }, index) => answered && pick(theirs)[index]?.answered === true);
    const common = (figures: Figures): Answer[] => pick(figures).filter((_, index) => both[index]);
    return (answerTime(common(ours), share) / answerTime(common(theirs), share)).toFixed(2);
  };
  console.log(
    'Macroscope beside rust-analyzer, the same request, the calls that both answered (less is faster or smaller):',
  );
  if (ours.firstAnswer !== undefined && theirs.firstAnswer !== undefined)
    console.log(`  start to first answer     ${(ours.firstAnswer / theirs.firstAnswer).toFixed(2)}`);
  for (const [title, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    console.log(`  cold ${title}                  ${ratio(({ cold }) => cold, share)}`);
    console.log(`  warm ${title}                  ${ratio(({ warm }) => warm, share)}`);
    console.log(`  after an edit, ${title}        ${ratio(({ edited }) => edited, share)}`);
  }
  console.log(`  memory                    ${(ours.memory / theirs.memory).toFixed(2)}`);
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
try {
  const folder = copyCrate('axum', scratch);
  const places = placesOf(folder);
  const own = builtServer();
  const hovers = await measure('Macroscope, hover', own, folder, places, hover, true);
  print(hovers, places.length);
  const expansions = await measure(
    'Macroscope, rust-analyzer/expandMacro',
    own,
    folder,
    places,
    expandMacro,
    true,
  );
  print(expansions, places.length);
  if (spawnSync('rust-analyzer', ['--version'], { env: environment }).status === 0) {
    const peer = await measure(
      'rust-analyzer, rust-analyzer/expandMacro',
      ['rust-analyzer'],
      folder,
      places,
      expandMacro,
      false,
    );
    print(peer, places.length);
    compare(expansions, peer);
  } else console.log('rust-analyzer is not installed: no comparison');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
