/**
 * rust-analyzer with our server of procedural macros and with its own, one after the other on the same crates: whether every call of a procedural
 * macro expands to the same text, whether diagnostics and types stay, and what `rust-analyzer analysis-stats` takes in time and memory.
 *
 *     npm run bench -- macroserver --arena FOLDER [--sysroot FOLDER] [--rounds NUMBER] [--build]
 *         [--no-diagnostics] [--waits] [--server PATH] [CRATE…]
 *
 * The crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). `--sysroot`: the folder `library`
 * of a copy of rust-src that rust-analyzer can load offline. `--rounds`: how often each is measured (default 3). `--build` also measures
 * with no modules built before. `--no-diagnostics` leaves them out. `--waits` measures how long rust-analyzer waits for either server and nothing else. `--server`: what is measured beside the native server, in the place of ours.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { arenaEnvironment } from '../../conformance/crates/arena/arenaCrates';
import { contestants, measuredCrates } from '../contestants';
import { inScratchFolder } from '../inScratchFolder';
import { measureWaits } from './measureWaits';
import { measureCrate, type CrateFigures } from './measureCrate';
import { printCrate, printHeading, printTotals } from './macroServerReport';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    sysroot: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    build: { type: 'boolean', default: false },
    'no-diagnostics': { type: 'boolean', default: false },
    waits: { type: 'boolean', default: false },
    server: { type: 'string', default: 'dist/macroscope-proc-macro-srv' },
  },
  allowPositionals: true,
});

async function measure(scratch: string): Promise<void> {
  const { arena, sysroot, rounds, build, server } = values;
  if (arena === undefined) throw new Error('--arena FOLDER says where the crates are');
  const { peer } = contestants('macroserver', scratch, sysroot);
  const native = { ...peer, environment: { ...arenaEnvironment(resolve(arena)), ...peer.environment } };
  const own = { ...native, macroServer: resolve(server) };
  const crates = measuredCrates({
    arena,
    names: positionals,
    debianCrates: [],
    scratch,
    kinds: 'procedural',
  });
  const withCalls = crates.filter(({ calls }) => calls.length > 0);
  if (values.waits) {
    for (const crate of withCalls)
      await measureWaits(crate, { native, own, rounds: Number(rounds), scratch });
    return;
  }
  const all: CrateFigures[] = [];
  printHeading();
  for (const crate of withCalls) {
    const emptyCache = build ? join(scratch, crate.name) : undefined;
    const diagnostics = !values['no-diagnostics'];
    const options = { native, own, rounds: Number(rounds), diagnostics, emptyCache };
    const figures = await measureCrate(crate, options);
    all.push(figures);
    printCrate(figures);
  }
  process.exitCode = printTotals(all) > 0 ? 1 : 0;
}

await inScratchFolder(measure);
