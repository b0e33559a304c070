/** Uses a store once and tells in JSON what happened: `node storeReader.cjs FOLDER KEY`. */
import { DiskStore } from '../../server/src/cache/diskStore';
import { contentOf } from './storeContent';

const [folder = '', key = ''] = process.argv.slice(2);
const problems: string[] = [];

async function use(): Promise<void> {
  const store = new DiskStore({
    folder,
    maximumBytes: 1 << 20,
    onProblem: (message) => problems.push(message),
  });
  const found = [store.getNow(key), await store.get(key)].filter((bytes) => bytes !== undefined).length;
  const written = await store.put('new', contentOf('new')).then(
    () => true,
    () => false,
  );
  const { entries } = await store.survey(true);
  process.stdout.write(JSON.stringify({ found, written, entries, problems: problems.length }));
}

void use();
