/** How long rust-analyzer waits for its macro server, which a whole run of it is too long and too uneven to tell. */
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { MeasuredCrate } from '../declarative/measuredCalls';
import type { ServerUnderTest } from '../declarative/overProtocol';
import { percentile } from '../percentile';
import { macroServer as nativeServer, NativeServer } from '../procmacro/nativeServer';
import { runAnalyzer } from './analyzerRun';
import { forgetResults } from './forgetResults';

/** While rust-analyzer reads its project it asks for nothing. */
const readingMillis = 1500;

/** Milliseconds until what one run of rust-analyzer asks for is answered. */
interface Waits {
  /** A server that starts and tells its version, and another one that starts and tells its mode of spans. */
  readonly start: number;
  /** The macros of all libraries. */
  readonly lists: number;
  readonly expansions: number;
}

export interface WaitOptions {
  readonly native: ServerUnderTest;
  readonly own: ServerUnderTest;
  readonly rounds: number;
  readonly scratch: string;
}

/** Records what rust-analyzer asks for when it opens a crate, asks both servers for just that, by turns, and prints the medians. */
export async function measureWaits(
  crate: MeasuredCrate,
  { native, own, rounds, scratch }: WaitOptions,
): Promise<void> {
  const requests = await recordRequests(crate, native, scratch);
  // Builds the modules.
  await waits(crate, own, requests);
  const all = { native: [] as Waits[], first: [] as Waits[], second: [] as Waits[] };
  for (let round = 0; round < rounds; round++) {
    all.native.push(await waits(crate, native, requests));
    forgetResults(own);
    all.first.push(await waits(crate, own, requests));
    all.second.push(await waits(crate, own, requests));
  }
  const expansions = requests.filter(isExpansion).length;
  console.log(`${crate.name}: ${expansions} expansions; start + macros of libraries + expansions, ms`);
  for (const [title, each] of Object.entries(all)) {
    const parts = (['start', 'lists', 'expansions'] as const).map((part) =>
      percentile(
        each.map((one) => one[part]),
        0.5,
      ),
    );
    const sum = parts.reduce((total, part) => total + part, 0);
    console.log(
      `  ${title.padEnd(8)} ${parts.map((part) => part.toFixed(1)).join(' + ')} = ${sum.toFixed(1)}`,
    );
  }
}

async function recordRequests(
  { folder }: MeasuredCrate,
  { environment, sysrootSource }: ServerUnderTest,
  scratch: string,
): Promise<string[]> {
  const file = join(scratch, 'requests');
  rmSync(file, { force: true });
  await runAnalyzer('analysis-stats', folder, {
    environment: { ...environment, RUST_SRC_PATH: sysrootSource, MACRO_REQUESTS: file },
    macroServer: resolve('test/bench/macroserver/recordRequests.sh'),
  });
  // `NativeServer` asks for version and mode.
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => isExpansion(line) || line.startsWith('{"ListMacros":'));
}

async function waits(
  { folder }: MeasuredCrate,
  { environment, macroServer = nativeServer }: ServerUnderTest,
  requests: readonly string[],
): Promise<Waits> {
  const options = { program: macroServer, folder, environment };
  const started = performance.now();
  (await NativeServer.withVersion(options)).stop();
  const server = await NativeServer.start(options);
  const start = performance.now() - started;
  const total = async (lines: readonly string[]): Promise<number> => {
    let millis = 0;
    for (const line of lines) {
      const asked = performance.now();
      await server.ask(`${line}\n`);
      millis += performance.now() - asked;
    }
    return millis;
  };
  const lists = await total(requests.filter((line) => !isExpansion(line)));
  await setTimeout(readingMillis);
  const expansions = await total(requests.filter(isExpansion));
  await server.end();
  return { start, lists, expansions };
}

function isExpansion(line: string): boolean {
  return line.startsWith('{"ExpandMacro":');
}
