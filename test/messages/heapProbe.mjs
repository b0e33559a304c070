/** Loaded into the server's process before the server: on SIGUSR2 it collects the garbage and writes how many bytes are left into the file HEAP_FILE. */
import { renameSync, writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  const file = process.env.HEAP_FILE;
  writeFileSync(`${file}.part`, String(process.memoryUsage().heapUsed));
  renameSync(`${file}.part`, file);
});
