import { pathToFileURL } from 'node:url';
import { TestClient } from '../../integration/testClient';
import type { Answer } from './answers';
import type { MeasuredCrate } from './measuredCalls';

export interface ServerUnderTest {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A repaired copy of the standard library's sources, for a server that takes one. */
  readonly sysrootSource: string | undefined;
}

/** A server that is not ready by then is asked all the same. */
const patienceMillis = 180_000;

/** An expansion that takes longer counts as none. */
const answerMillis = 30_000;

/**
 * Asks a language server in a process of its own for `rust-analyzer/expandMacro` at every call of a crate, one after the other, twice: the first
 * round gives the cold times, the second the warm ones. Both begin when the server says that it has nothing left to do.
 */
export async function measureOverProtocol(
  server: ServerUnderTest,
  crate: MeasuredCrate,
): Promise<{ readonly cold: Answer[]; readonly warm: Answer[] }> {
  const { features, cfgs, setTest } = crate.settings;
  const client = await TestClient.start({
    folder: crate.folder,
    trusted: true,
    command: server.command,
    environment: server.environment,
    initializationOptions: {
      checkOnSave: false,
      cargo: { features, cfgs, sysrootSrc: server.sysrootSource },
      cfg: { setTest },
    },
  });
  try {
    await orAfter(patienceMillis, untilQuiet(client), undefined);
    const cold = await askAll(client, crate);
    return { cold, warm: await askAll(client, crate) };
  } finally {
    // A server that has crashed or hangs has nothing to say good-bye with.
    await orAfter(
      5000,
      client.stop().catch(() => undefined),
      undefined,
    );
  }
}

/** rust-analyzer says several times that it is quiet before it is. */
async function untilQuiet(client: TestClient): Promise<void> {
  for (;;) {
    await client.ready();
    const heard = client.statuses.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    if (client.statuses.length === heard) return;
  }
}

async function askAll(client: TestClient, crate: MeasuredCrate): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { file, position } of crate.calls) {
    const params = { textDocument: { uri: pathToFileURL(file).href }, position };
    const started = performance.now();
    const result = client.connection.sendRequest('rust-analyzer/expandMacro', params).catch(() => null);
    const answered = (await orAfter(answerMillis, result, null)) !== null;
    answers.push({ millis: performance.now() - started, answered });
  }
  return answers;
}

/** What a promise gives, or something else when it takes too long. */
async function orAfter<Result>(millis: number, promise: Promise<Result>, otherwise: Result): Promise<Result> {
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
