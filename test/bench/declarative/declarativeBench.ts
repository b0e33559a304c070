/**
 * Declarative and built-in macros, from the lexer to the answer: how fast real source is read, how fast single steps are made, and how long the
 * macro calls of real crates take, in process and, beside rust-analyzer, over the protocol.
 *
 *     npm run bench -- declarative [--arena FOLDER] [--sysroot FOLDER] [--no-peer] [CRATE…]
 *
 * With an arena the crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). Without one they
 * are copied from Debian's packages, with all calls in them. `--sysroot`: the folder `library` of a copy of rust-src that rust-analyzer can load
 * offline. Calls in which a procedural macro takes part are left out: `npm run bench -- procmacro` measures those.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from '../../setup/install.mjs';
import { rustFilesBelow } from '../callPlaces';
import { hurry } from '../hurry';
import { measureInProcess } from './inProcess';
import { measureLexing } from './lexing';
import { arenaCrate, debianCrate, type MeasuredCrate } from './measuredCalls';
import { measureOverProtocol } from './overProtocol';
import { DeclarativeReport } from './report';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    sysroot: { type: 'string' },
    'no-peer': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** Those that `npm run conformance` expands. */
const debianCrates = ['json5', 'axum', 'just', 'tokei'];

function measuredCrates(scratch: string): MeasuredCrate[] {
  const { arena } = values;
  if (arena !== undefined) {
    const names = readdirSync(join(arena, 'truth'))
      .flatMap((file) => /^(.*)\.sites\.jsonl$/.exec(file)?.[1] ?? [])
      .filter((name) => existsSync(join(arena, 'work', name, 'arena.json')));
    return (positionals.length > 0 ? positionals : names).map((name) => arenaCrate(resolve(arena), name));
  }
  const names = positionals.length > 0 ? positionals : debianCrates;
  installPackages(names.map((name) => `librust-${name.replaceAll('_', '-')}-dev`));
  return names.map((name) => debianCrate(name, scratch));
}

/** The environment of both servers. What they build is kept between runs. */
function serverEnvironment(): Readonly<Record<string, string | undefined>> {
  const kept = join(tmpdir(), 'macroscope-bench-declarative');
  mkdirSync(kept, { recursive: true });
  return {
    ...process.env,
    PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    CARGO_NET_OFFLINE: 'true',
    CARGO_TARGET_DIR: join(kept, 'target'),
    XDG_CACHE_HOME: join(kept, 'cache'),
  };
}

async function measure(scratch: string): Promise<void> {
  const crates = measuredCrates(scratch);
  const environment = serverEnvironment();
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
  const hasPeer =
    !values['no-peer'] && spawnSync('rust-analyzer', ['--version'], { env: environment }).status === 0;
  const report = new DeclarativeReport(
    measureLexing(crates.flatMap(({ folder }) => rustFilesBelow(join(folder, 'src')))),
  );
  for (const crate of crates) {
    const ours = await measureOverProtocol(own, crate);
    const theirs = hasPeer ? await measureOverProtocol(peer, crate) : undefined;
    report.add({ crate, ours, theirs, inProcess: await measureInProcess(crate, environment) });
  }
  report.print();
  process.exitCode = report.missesTarget ? 1 : 0;
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
try {
  hurry();
  await measure(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
