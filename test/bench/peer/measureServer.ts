import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClient } from '../../integration/testClient';
import type { Place } from '../callPlaces';
import type { Answer } from '../declarative/answers';
import type { MeasuredCrate } from '../declarative/measuredCalls';
import {
  askAll,
  expansionAt,
  orAfter,
  patienceMillis,
  startServer,
  stopServer,
  timed,
  untilQuiet,
  type ServerUnderTest,
} from '../declarative/overProtocol';
import { memoryOfTree, processorMillis } from '../processFigures';

/** What a user of one crate notices of a server. Answers are in the order of the crate's calls. */
export interface ServerFigures {
  /** Milliseconds from the start of the process to the first answer that stays the same; undefined when there was none. */
  readonly start: number | undefined;
  /** The first expansions of files that were never opened, which no editor asks for. */
  readonly cold: readonly Answer[];
  readonly warm: readonly Answer[];
  /** The first expansion after a line was put at the top of the file, for some of the calls. */
  readonly edited: readonly Answer[];
  /** The first expansions in a server of its own that is told of each file a second before, as an editor does; empty when it was not asked so. */
  readonly opened: readonly Answer[];
  /** MB at the end, with the processes that the server has started. */
  readonly memory: number;
  /** Milliseconds of processor time for one expansion of a pass, all threads of the server's process together: on a busy machine this says more. */
  readonly processor: { readonly cold: number; readonly warm: number };
}

/** Calls that are edited before. */
const editedCalls = 20;

/** Calls of which one is looked for that both servers expand. */
const candidates = 20;

const pollMillis = 10;

/** A user reads so long in a file before the first question, at least. */
const readingMillis = 1000;

/**
 * Lets a server build what later starts find: procedural macros, the results of build scripts. Gives which of the crate's first calls it can
 * expand then, by their indices.
 */
export async function prepareServer(server: ServerUnderTest, crate: MeasuredCrate): Promise<Set<number>> {
  const client = await startServer(server, crate);
  await orAfter(2 * patienceMillis, untilQuiet(client), undefined);
  const answers = await askAll(client, { calls: crate.calls.slice(0, candidates) });
  await stopServer(client);
  return new Set([...answers.keys()].filter((index) => answers[index]?.answered));
}

/**
 * As a user meets it: a file is opened, and a second later all of its calls are asked for. `crate`: one whose calls stand file by file. `rest`: as for
 * {@link measureServer}.
 */
export async function askInOpenFiles(
  server: ServerUnderTest,
  crate: MeasuredCrate,
  rest: number,
): Promise<Answer[]> {
  const client = await startServer(server, crate);
  try {
    await orAfter(patienceMillis, untilQuiet(client), undefined);
    await sleep(rest);
    const answers: Answer[] = [];
    let open: string | undefined;
    for (const call of crate.calls) {
      if (call.file !== open) {
        if (open !== undefined) await client.close(open);
        await client.open((open = call.file));
        await sleep(readingMillis);
      }
      answers.push(await timed(client, call));
    }
    return answers;
  } finally {
    await stopServer(client);
  }
}

/**
 * Starts a server that is prepared. `first`: the call whose answer ends the start. `rest`: so many milliseconds nobody asks once the server has nothing
 * left to load, and it may work ahead.
 */
export async function measureServer(
  server: ServerUnderTest,
  crate: MeasuredCrate,
  first: Place,
  rest: number,
): Promise<Omit<ServerFigures, 'opened'>> {
  const started = performance.now();
  const client = await startServer(server, crate);
  try {
    await client.open(first.file);
    const heard = pollAnswers(client, first, started);
    await orAfter(patienceMillis, untilQuiet(client), undefined);
    const final = await expansionAt(client, first);
    await client.close(first.file);
    const start = (await heard).find(({ text }) => final !== undefined && text === final)?.at;
    await sleep(rest);
    const atStart = processorMillis(client.processId);
    const cold = await askAll(client, crate);
    const between = processorMillis(client.processId);
    const warm = await askAll(client, crate);
    const atEnd = processorMillis(client.processId);
    const each = (millis: number): number => millis / Math.max(1, crate.calls.length);
    const processor = { cold: each(between - atStart), warm: each(atEnd - between) };
    const edited = await askAfterEdits(client, crate);
    return { start, cold, warm, edited, processor, memory: memoryOfTree(client.processId) };
  } finally {
    await stopServer(client);
  }
}

/** Asks again and again until the server is quiet: each new text with the milliseconds from the start to it. */
async function pollAnswers(
  client: TestClient,
  place: Place,
  started: number,
): Promise<{ text: string; at: number }[]> {
  const heard: { text: string; at: number }[] = [];
  let quiet = false;
  const end = orAfter(patienceMillis, untilQuiet(client), undefined).then(() => {
    quiet = true;
  });
  while (!quiet) {
    const text = await expansionAt(client, place);
    if (text !== undefined && heard.at(-1)?.text !== text)
      heard.push({ text, at: performance.now() - started });
    await sleep(pollMillis);
  }
  await end;
  return heard;
}

async function askAfterEdits(client: TestClient, { calls }: MeasuredCrate): Promise<Answer[]> {
  const answers: Answer[] = [];
  const top = { line: 0, character: 0 };
  const every = Math.max(1, Math.floor(calls.length / editedCalls));
  for (const call of calls.filter((_, index) => index % every === 0).slice(0, editedCalls)) {
    await client.open(call.file);
    // The file as it was: what is measured is what the edit makes necessary.
    await expansionAt(client, call);
    await client.edit(call.file, top, top, '\n');
    answers.push(
      await timed(client, { ...call, position: { ...call.position, line: call.position.line + 1 } }),
    );
    await client.close(call.file);
  }
  return answers;
}
