import { mkdtempSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../conformance/procedural/differential/randomTokens';
import { Corpus } from '../fuzz/corpus';
import { contentCapabilities } from '../integration/expansionClient';
import { builtServer, TestClient } from '../integration/testClient';
import { rustFiles } from '../setup/filesBelow';
import { ClientDocuments } from './clientDocuments';
import { heapOf, RandomMessages, type MessageCounts } from './randomMessages';

export interface MessageRun {
  readonly counts: MessageCounts;
  /** Bytes of the server's heap in use after half of the messages, and after all. */
  readonly heaps: readonly [half: number, end: number];
}

/** Files of a project that are opened and changed. */
const fileCount = 24;
/** Characters; a user's files are rarely longer. */
const maximumFileLength = 100_000;

/** Starts a server on a project of real files, sends it so many random messages, checks the answers, and ends it in order. */
export async function runMessages(
  folders: readonly string[],
  seed: number,
  count: number,
): Promise<MessageRun> {
  const random = new Random(seed);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-messages-')));
  const heapFile = join(folder, 'heap');
  try {
    const paths = writeProject(folder, folders, random);
    const client = await TestClient.start({
      folder,
      capabilities: {
        ...contentCapabilities,
        textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
      },
      initializationOptions: { codeLens: { enabled: true } },
      environment: { HEAP_FILE: heapFile },
      command: builtServer('--expose-gc', '--import', join(process.cwd(), 'test/messages/heapProbe.mjs')),
    });
    client.connection.onRequest('workspace/applyEdit', () => ({ applied: false }));
    client.connection.onRequest('workspace/textDocumentContent/refresh', () => null);
    client.connection.onRequest('workspace/codeLens/refresh', () => null);
    const messages = new RandomMessages(client, new ClientDocuments(paths), new Corpus(folders, 200), random);
    await messages.sendUntil(count / 2);
    const half = await heapOf(client, heapFile);
    await messages.sendUntil(count);
    const end = await heapOf(client, heapFile);
    const exit = await client.stop();
    if (exit !== 0) throw new Error(`the server ended with ${exit}`);
    return { counts: messages.counts, heaps: [half, end] };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A crate of some of the files as modules, every fourth of them with the line ends of Windows. */
function writeProject(folder: string, folders: readonly string[], random: Random): string[] {
  const files = folders
    .flatMap(rustFiles)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.length > 0 && text.length < maximumFileLength);
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'Cargo.toml'),
    '[package]\nname = "messages"\nversion = "0.1.0"\nedition = "2021"\n',
  );
  const names = Array.from({ length: fileCount }, (_, index) => `file${index}`);
  const root = join(folder, 'src/lib.rs');
  writeFileSync(root, names.map((name) => `pub mod ${name};\n`).join(''));
  const paths = names.map((name, index) => {
    const path = join(folder, 'src', `${name}.rs`);
    const text = random.pick(files);
    writeFileSync(path, index % 4 === 0 ? text.replaceAll(/\r?\n/g, '\r\n') : text);
    return path;
  });
  return [root, ...paths];
}
