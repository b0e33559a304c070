/**
 * Macroscope beside rust-analyzer on the same crates in one run, both over the protocol with `rust-analyzer/expandMacro`: from the start of the
 * process to the first right answer, every call once and once more, an edit and then an expansion, and memory at the end.
 *
 *     npm run bench -- peer [--arena FOLDER] [--sysroot FOLDER] [--calls NUMBER] [CRATE…]
 *
 * With an arena the crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). Without one they
 * are copied from Debian's packages. `--sysroot`: the folder `library` of a copy of rust-src that rust-analyzer can load offline. `--calls`: how
 * many calls of a crate are asked for at most, spread over it evenly (default 300).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { recordedCrates } from '../../conformance/crates/arena/truth';
import { installPackages } from '../../setup/install.mjs';
import { arenaCrate, debianCrate, type MeasuredCrate } from '../declarative/measuredCalls';
import { hurry } from '../hurry';
import { measureServer, prepareServer } from './measureServer';
import { printCrate, printTotals, type PeerFigures } from './peerReport';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    sysroot: { type: 'string' },
    calls: { type: 'string', default: '300' },
  },
  allowPositionals: true,
});

const debianCrates = ['axum', 'json5', 'tokei'];

function measuredCrates(scratch: string): MeasuredCrate[] {
  const { arena } = values;
  if (arena !== undefined) {
    const names = positionals.length > 0 ? positionals : recordedCrates(arena);
    return names.map((name) => arenaCrate(resolve(arena), name, true));
  }
  const names = positionals.length > 0 ? positionals : debianCrates;
  installPackages(names.map((name) => `librust-${name.replaceAll('_', '-')}-dev`));
  return names.map((name) => debianCrate(name, scratch));
}

/** At most so many calls, spread evenly. */
function thinned(crate: MeasuredCrate, most: number): MeasuredCrate {
  const every = Math.max(1, Math.ceil(crate.calls.length / most));
  return { ...crate, calls: crate.calls.filter((_, index) => index % every === 0) };
}

async function measure(scratch: string): Promise<void> {
  const kept = join(tmpdir(), 'macroscope-bench-peer');
  mkdirSync(kept, { recursive: true });
  const environment = {
    ...process.env,
    PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    CARGO_NET_OFFLINE: 'true',
    CARGO_TARGET_DIR: join(kept, 'target'),
    XDG_CACHE_HOME: join(kept, 'cache'),
  };
  if (spawnSync('rust-analyzer', ['--version'], { env: environment }).status !== 0)
    throw new Error('rust-analyzer is not installed');
  const own = {
    command: [process.execPath, join(process.cwd(), 'dist/server.js'), '--stdio'],
    environment,
    sysrootSource: undefined,
  };
  const peer = {
    command: ['rust-analyzer'],
    // Where it finds rustfmt it runs it on every answer, which takes 20 ms. Our own layout is a part of our time.
    environment: { ...environment, RUSTFMT: join(scratch, 'no-rustfmt') },
    sysrootSource: values.sysroot === undefined ? undefined : resolve(values.sysroot),
  };
  const figures: PeerFigures[] = [];
  console.log('each crate: Macroscope/rust-analyzer');
  for (const whole of measuredCrates(scratch)) {
    const crate = thinned(whole, Number(values.calls));
    const prepared = [await prepareServer(own, crate), await prepareServer(peer, crate)];
    const first = crate.calls.find((_, index) => prepared.every((answered) => answered.has(index)));
    if (!first) {
      console.log(`${crate.name}: no call that both expand`);
      continue;
    }
    const ours = await measureServer(own, crate, first);
    const theirs = await measureServer(peer, crate, first);
    figures.push({ name: crate.name, ours, theirs });
    printCrate({ name: crate.name, ours, theirs });
  }
  process.exitCode = printTotals(figures) > 0 ? 1 : 0;
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
try {
  hurry();
  await measure(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
