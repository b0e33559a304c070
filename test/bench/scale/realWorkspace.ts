import { join } from 'node:path';
import { TestClient } from '../../integration/testClient';
import { placesInFile, type Place } from '../callPlaces';
import { spread } from '../contestants';
import { memoryOfTree, processorMillis } from '../processFigures';

/** What somebody notices who opens some files of a workspace, one after the other. Times in milliseconds. */
export interface OpenedFile {
  readonly file: string;
  readonly calls: number;
  /** For the first file from the start of the server's process. */
  readonly firstHover: number;
  /** The slowest of further hovers, each at a call where no hover was before. */
  readonly slowest: number;
  readonly hovers: number;
  /** The first hover after a line was put at the top of the file. */
  readonly afterEdit: number;
  /** Of the server's process so far. */
  readonly processor: number;
  /** MB, with the processes that the server has started. */
  readonly memory: number;
}

/** So many calls of a file are hovered at, at the most. */
const hovered = 40;

/**
 * Opens a real workspace without trust, so that nothing in it is built and its folder may be read-only, and hovers in files of it.
 * `files`: relative to the folder, each with some calls in it.
 */
export async function openRealWorkspace(
  folder: string,
  files: readonly string[],
  told: (figures: OpenedFile) => void,
): Promise<void> {
  const placesOfFiles = files.map((file) => placesInFile(join(folder, file)));
  const started = performance.now();
  const client = await TestClient.start({ folder });
  try {
    for (const [index, file] of files.entries()) {
      const places = placesOfFiles[index] ?? [];
      const [first] = places;
      if (!first) throw new Error(`${file} has no macro call`);
      const opened = index === 0 ? started : performance.now();
      await client.open(first.file);
      await hover(client, first);
      const firstHover = performance.now() - opened;
      const times: number[] = [];
      for (const place of spread(places.slice(1), hovered))
        times.push(await timed(() => hover(client, place)));
      const top = { line: 0, character: 0 };
      await client.edit(first.file, top, top, '\n');
      const { line, character } = first.position;
      const moved = { file: first.file, position: { line: line + 1, character } };
      const afterEdit = await timed(() => hover(client, moved));
      told({
        file,
        calls: places.length,
        firstHover,
        slowest: Math.max(0, ...times),
        hovers: times.length,
        afterEdit,
        processor: processorMillis(client.processId),
        memory: memoryOfTree(client.processId),
      });
    }
  } finally {
    await client.stop();
  }
}

function hover(client: TestClient, { file, position }: Place): Promise<string> {
  return client.hoverText(file, position);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}
