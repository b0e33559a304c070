/**
 * What a user waits for, measured on axum's sources: from starting the server to the first hover, a hover on every macro call the first time (cold)
 * and again (warm), an edit and then a hover, and memory. Where rust-analyzer is installed, it answers its own request at the same places in the same
 * run, and the ratio is printed. All times are of the client's side of the protocol.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findInvocations } from '../../server/src/syntax/findInvocations';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { LineIndex, type LinePosition } from '../../server/src/analysis/lineIndex';
import { copyCrate } from '../conformance/crates/debianCrates';
import { TestClient } from '../integration/testClient';

interface Place {
  readonly file: string;
  readonly position: LinePosition;
}

interface Figures {
  readonly name: string;
  readonly firstAnswer: number;
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  readonly edited: readonly number[];
  readonly answered: number;
  readonly memory: number;
}

const environment = {
  ...process.env,
  PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
  CARGO_NET_OFFLINE: 'true',
};

/** A server that has not answered by then cannot answer: rust-analyzer without a standard library that it can load, for example. */
const patience = 60_000;

/** Every macro call that a hover can ask about; attributes of derives' helpers are left out, which are no calls. */
function placesOf(folder: string): Place[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rs'))
    .sort()
    .flatMap((name) => {
      const file = join(folder, 'src', name);
      const text = readFileSync(file, 'utf8');
      const lines = new LineIndex(text);
      return findInvocations(parseTokenTrees({ id: 0, path: file, text }).tokens)
        .filter((site) => site.kind !== 'attribute')
        .map((site) => ({ file, position: lines.position(site.nameSpan.start) }));
    });
}

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
  await Promise.race([builder.ready(), new Promise((resolve) => setTimeout(resolve, 2 * patience))]);
  await builder.stop();

  const started = performance.now();
  const client = await start();
  const [first] = places;
  if (!first) throw new Error('no macro calls');
  while (!(await ask(client, first)) && performance.now() - started < patience)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const firstAnswer = performance.now() - started;
  await Promise.race([client.ready(), new Promise((resolve) => setTimeout(resolve, patience))]);

  const pass = async (): Promise<{ times: number[]; answered: number }> => {
    const times: number[] = [];
    let answered = 0;
    for (const place of places) {
      const asked = performance.now();
      if (await ask(client, place)) answered++;
      times.push(performance.now() - asked);
    }
    return { times, answered };
  };
  const cold = await pass();
  const warm = await pass();
  const edited: number[] = [];
  for (const place of places.filter((_, index) => index % 10 === 0)) {
    await client.open(place.file);
    const top = { line: 0, character: 0 };
    await client.edit(place.file, top, top, '\n');
    const asked = performance.now();
    await ask(client, { ...place, position: { ...place.position, line: place.position.line + 1 } });
    edited.push(performance.now() - asked);
    await client.close(place.file);
  }
  const memory = client.peakMemory;
  await client.stop();
  return { name, firstAnswer, cold: cold.times, warm: warm.times, edited, answered: cold.answered, memory };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function print(figures: Figures, places: number): void {
  const millis = (times: readonly number[]): string =>
    [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(2)).join(' / ');
  console.log(`${figures.name}: ${figures.answered} of ${places} calls answered`);
  console.log(`  start to first answer     ${figures.firstAnswer.toFixed(0)} ms`);
  console.log(`  cold, p50 / p95 / max     ${millis(figures.cold)} ms`);
  console.log(`  warm, p50 / p95 / max     ${millis(figures.warm)} ms`);
  console.log(`  after an edit             ${millis(figures.edited)} ms`);
  console.log(`  memory at its peak        ${figures.memory} MB (server process)`);
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
try {
  const folder = copyCrate('axum', scratch);
  const places = placesOf(folder);
  const own = [process.execPath, join(process.cwd(), 'dist/server.js'), '--stdio'];
  const hovers = await measure('Macroscope, hover', own, folder, places, hover);
  print(hovers, places.length);
  const expansions = await measure('Macroscope, rust-analyzer/expandMacro', own, folder, places, expandMacro);
  print(expansions, places.length);
  if (spawnSync('rust-analyzer', ['--version'], { env: environment }).status === 0) {
    const peer = await measure(
      'rust-analyzer, rust-analyzer/expandMacro',
      ['rust-analyzer'],
      folder,
      places,
      expandMacro,
    );
    print(peer, places.length);
    const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2);
    console.log('Macroscope beside rust-analyzer, the same request (less is faster or smaller):');
    console.log(`  start to first answer     ${ratio(expansions.firstAnswer, peer.firstAnswer)}`);
    for (const [title, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      console.log(
        `  cold ${title}                  ${ratio(percentile(expansions.cold, share), percentile(peer.cold, share))}`,
      );
      console.log(
        `  warm ${title}                  ${ratio(percentile(expansions.warm, share), percentile(peer.warm, share))}`,
      );
    }
    console.log(
      `  after an edit, p50        ${ratio(percentile(expansions.edited, 0.5), percentile(peer.edited, 0.5))}`,
    );
    console.log(`  memory                    ${ratio(expansions.memory, peer.memory)}`);
  } else console.log('rust-analyzer is not installed: no comparison');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
