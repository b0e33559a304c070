/** What the benchmarks beside rust-analyzer have in common: both servers, and the crates whose calls they are asked for. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { recordedCrates } from '../conformance/crates/arena/truth';
import { builtServer } from '../integration/testClient';
import { installPackages } from '../setup/install.mjs';
import { arenaCrate, debianCrate, type MeasuredCrate, type MeasuredKinds } from './declarative/measuredCalls';
import type { ServerUnderTest } from './declarative/overProtocol';
import { keptBuilds } from './keptBuilds';

export interface Contestants {
  readonly environment: Readonly<Record<string, string | undefined>> & ReturnType<typeof keptBuilds>;
  readonly own: ServerUnderTest;
  readonly peer: ServerUnderTest;
  readonly hasPeer: boolean;
}

/**
 * Macroscope as it was built, and rust-analyzer as it is installed. `name`: of the benchmark; what the servers build for it is kept between runs.
 * `sysroot`: the folder `library` of a copy of rust-src that rust-analyzer can load offline.
 */
export function contestants(name: string, scratch: string, sysroot: string | undefined): Contestants {
  const environment = {
    ...process.env,
    PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    CARGO_NET_OFFLINE: 'true',
    ...keptBuilds(`macroscope-bench-${name}`),
  };
  return {
    environment,
    own: {
      command: builtServer(),
      environment,
      sysrootSource: undefined,
    },
    peer: {
      command: ['rust-analyzer'],
      // Where it finds rustfmt it runs it on every answer, which takes 20 ms. Our own layout is a part of our time.
      environment: { ...environment, RUSTFMT: join(scratch, 'no-rustfmt') },
      sysrootSource: sysroot === undefined ? undefined : resolve(sysroot),
    },
    hasPeer: spawnSync('rust-analyzer', ['--version'], { env: environment }).status === 0,
  };
}

export interface CrateChoice {
  /** The folder of an arena. Without one the crates are copied from Debian's packages into `scratch`. */
  readonly arena: string | undefined;
  /** Empty: all of the arena, else `debianCrates`. */
  readonly names: readonly string[];
  readonly debianCrates: readonly string[];
  readonly scratch: string;
  /** Which calls of an arena's crates are measured. */
  readonly kinds: MeasuredKinds;
}

export function measuredCrates({ arena, names, debianCrates, scratch, kinds }: CrateChoice): MeasuredCrate[] {
  if (arena !== undefined)
    return (names.length > 0 ? names : recordedCrates(arena)).map((name) =>
      arenaCrate(resolve(arena), name, kinds),
    );
  const chosen = names.length > 0 ? names : debianCrates;
  installPackages(chosen.map((name) => `librust-${name.replaceAll('_', '-')}-dev`));
  return chosen.map((name) => debianCrate(name, scratch));
}

/** The crate with so many of its calls at most, spread evenly. */
export function thinned(crate: MeasuredCrate, most: number): MeasuredCrate {
  return { ...crate, calls: spread(crate.calls, most) };
}

/** So many of the items at most, spread evenly. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  const every = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, index) => index % every === 0);
}
