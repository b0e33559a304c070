import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestClient } from '../../integration/testClient';
import type { Answer } from './answers';
import type { Place } from '../callPlaces';
import { threadMillis } from '../processFigures';
import type { MeasuredCrate } from './measuredCalls';

export interface ServerUnderTest {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A repaired copy of the standard library's sources, for a server that takes one. */
  readonly sysrootSource: string | undefined;
  /** The server of procedural macros that rust-analyzer shall start, in the place of its own. */
  readonly macroServer?: string;
}

/** A server that is not ready by then is asked all the same. */
export const patienceMillis = 180_000;

export interface ProtocolAnswer extends Answer {
  /** Milliseconds for which the server's threads worked, those that compile and collect garbage included. */
  readonly processor: number;
}

/** After so long a server rests again that has answered. */
const restMillis = 2;

/** An expansion that takes longer counts as none. */
const answerMillis = 30_000;

/**
 * Asks a language server in a process of its own for `rust-analyzer/expandMacro` at every call of a crate, one after the other, twice: the first
 * round gives the cold times, the second the warm ones. Both begin when the server says that it has nothing left to do.
 */
export async function measureOverProtocol(
  server: ServerUnderTest,
  crate: MeasuredCrate,
): Promise<{ readonly cold: ProtocolAnswer[]; readonly warm: ProtocolAnswer[] }> {
  const client = await startServer(server, crate);
  try {
    await orAfter(patienceMillis, untilQuiet(client), undefined);
    const cold = await askAll(client, crate);
    return { cold, warm: await askAll(client, crate) };
  } finally {
    await stopServer(client);
  }
}

/** A server in a process of its own, opened on a crate. */
export function startServer(
  server: ServerUnderTest,
  { folder, settings }: Pick<MeasuredCrate, 'folder' | 'settings'>,
): Promise<TestClient> {
  const { features, cfgs, setTest } = settings;
  return TestClient.start({
    folder,
    // As editors do.
    startFolder: folder,
    trusted: true,
    command: server.command,
    environment: server.environment,
    initializationOptions: {
      checkOnSave: false,
      cargo: { features, cfgs, sysrootSrc: server.sysrootSource },
      cfg: { setTest },
      ...(server.macroServer !== undefined && { procMacro: { server: server.macroServer } }),
    },
  });
}

/** A server that has crashed or hangs has nothing to say good-bye with. */
export async function stopServer(client: TestClient): Promise<void> {
  await orAfter(
    5000,
    client.stop().catch(() => undefined),
    undefined,
  );
}

/** The text of an expansion; undefined when there is none in time. */
export async function expansionAt(
  client: TestClient,
  { file, position }: Place,
): Promise<string | undefined> {
  const params = { textDocument: { uri: pathToFileURL(file).href }, position };
  const result: Promise<{ expansion?: string } | null> = client.connection
    .sendRequest<{ expansion?: string } | null>('rust-analyzer/expandMacro', params)
    .catch(() => null);
  return (await orAfter(answerMillis, result, null))?.expansion;
}

/** rust-analyzer says several times that it is quiet before it is. */
export async function untilQuiet(client: TestClient): Promise<void> {
  for (;;) {
    await client.ready();
    const heard = client.statuses.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    if (client.statuses.length === heard) return;
  }
}

/** Asks at every call of a crate, one after the other. */
export async function askAll(
  client: TestClient,
  { calls }: Pick<MeasuredCrate, 'calls'>,
): Promise<ProtocolAnswer[]> {
  const answers: ProtocolAnswer[] = [];
  for (const call of calls) answers.push(await timed(client, call));
  return answers;
}

export async function timed(client: TestClient, place: Place): Promise<ProtocolAnswer> {
  const before = threadMillis(client.processId);
  const started = performance.now();
  const answered = (await expansionAt(client, place)) !== undefined;
  const millis = performance.now() - started;
  await sleep(restMillis);
  return { millis, answered, processor: Math.max(0, threadMillis(client.processId) - before) };
}

/** What a promise gives, or something else when it takes too long. */
export async function orAfter<Result>(
  millis: number,
  promise: Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), millis);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
