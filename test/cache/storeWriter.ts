/** Writes entries into a store until it is killed: `node storeWriter.cjs FOLDER MAXIMUM-BYTES`. */
import { DiskStore } from '../../server/src/cache/diskStore';
import { contentOf } from './storeContent';

const [folder = '', maximumBytes = ''] = process.argv.slice(2);
const store = new DiskStore({ folder, maximumBytes: Number(maximumBytes) });

async function write(): Promise<never> {
  process.stdout.write('started\n');
  for (let count = 0; ; count++) {
    // All processes write the same keys, over and over.
    const key = `key${(count * 7) % 500}`;
    await store.put(key, contentOf(key));
  }
}

void write();
