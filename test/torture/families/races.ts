/**
 * Another process changes the project while a guest reads it: what was checked is not what is opened. The folder `swap` is a folder of ours at one
 * moment, a link to the secret at the next.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { guest, type CallChange } from '../../../server/src/sandbox/testing/testSandbox';
import { outputText, verdictOf, type Attack, type AttackFamily } from '../attack';
import { PROBE } from '../../conformance/sandbox/probe';
import { ALL_OF_WASI } from '../wat';

const FILES = 400;
const RACE_MILLIS = 2500;

/** Puts the two in the place of `swap` in turn, until told to stop. Runs in a thread of its own. */
const SWAPPING = `
const { renameSync } = require('node:fs');
const { workerData, parentPort } = require('node:worker_threads');
const flag = new Int32Array(workerData.flag);
const { place, first, second } = workerData;
for (let round = 0; Atomics.load(flag, 0) === 0; round++) {
  for (const candidate of [first, second]) {
    renameSync(candidate, place);
    for (let spin = 0; spin < (round % 50) * 100; spin++);
    renameSync(place, candidate);
  }
  Atomics.store(flag, 1, round);
}`;

/** Reads the files `0` to `399` of a folder, one after the other, and returns all that it got. */
function greedyReader(folder: string, suffix: string): Uint8Array {
  const start = folder.length + 1;
  const digits = [100, 10, 1].map(
    (power, place) =>
      `(i32.store8 (i32.const ${100 + start + place})
        (i32.add (i32.const 48) (i32.rem_u (i32.div_u (local.get $n) (i32.const ${power})) (i32.const 10))))`,
  );
  return guest(
    `(func $run (param i32 i32) (result i64) (local $n i32) (local $out i32)
      (local.set $out (i32.const 65536))
      (loop ${digits.join('\n')}
        (if (i32.eqz (call $path_open (i32.const 3) (i32.const 1) (i32.const 100) (i32.const ${start + 3 + suffix.length})
            (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64)))
          (then
            (i32.store (i32.const 48) (local.get $out)) (i32.store (i32.const 52) (i32.const 100))
            (i32.store (i32.const 56) (i32.const 0))
            (drop (call $fd_read (i32.load (i32.const 64)) (i32.const 48) (i32.const 1) (i32.const 56)))
            (drop (call $fd_close (i32.load (i32.const 64))))
            (local.set $out (i32.add (local.get $out) (i32.load (i32.const 56))))))
        (br_if 0 (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const ${FILES}))))
      (i64.or (i64.const 0x1000000000000) (i64.extend_i32_u (i32.sub (local.get $out) (i32.const 65536)))))
    (data (i32.const 100) "${folder}/000${suffix}")`,
    `${ALL_OF_WASI} (memory (export "memory") 3)`,
  );
}

interface Race {
  readonly name: string;
  /**
   * Makes `honest` and `trap`, which take the place of `swap` in turn. `outside` is a folder outside of the project for
   * what the trap leads to.
   */
  readonly prepare: (places: { honest: string; trap: string; outside: string; secret: string }) => void;
  readonly module: () => Uint8Array;
  readonly input?: string;
  readonly thorough?: boolean;
}

const numbered = Array.from({ length: FILES }, (_, number) => String(number).padStart(3, '0'));

function race({ name, prepare, module, input = '', thorough = false }: Race): Attack {
  return {
    name,
    thorough,
    run: async ({ sandboxes, secret }) => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-race-')));
      const place = (name: string): string => join(folder, name);
      for (const name of ['project', 'outside']) mkdirSync(place(name));
      const [honest, trap] = [place('honest'), place('trap')];
      prepare({ honest, trap, outside: place('outside'), secret });
      const flag = new SharedArrayBuffer(8);
      const seen = new Int32Array(flag);
      const workerData = { flag, place: place('project/swap'), first: honest, second: trap };
      const swapper = new Worker(SWAPPING, { eval: true, workerData });
      const results = [];
      const problems: string[] = [];
      let honestReads = 0;
      try {
        const bytes = module();
        const end = performance.now() + RACE_MILLIS;
        for (let round = 0; performance.now() < end; round++) {
          const change: CallChange = {
            roots: [{ hostPath: place('project'), guestPath: '/project' }],
            workingDirectory: '/project',
            // Different environments, since equal calls at the same time would be one.
            environment: new Map([['ROUND', String(round)]]),
            input: new TextEncoder().encode(input),
            budget: { instructions: 1e9, wallMillis: 60_000 },
          };
          const ended = await Promise.all(sandboxes.map((sandbox) => sandbox.run(bytes, change)));
          for (const result of ended) {
            if (result.status !== 'returned') problems.push(verdictOf(result));
            honestReads += outputText(result).split('harmless').length - 1;
          }
          results.push(...ended);
        }
      } finally {
        Atomics.store(seen, 0, 1);
        await new Promise((resolve) => swapper.once('exit', resolve));
        rmSync(folder, { recursive: true, force: true });
      }
      const swaps = Atomics.load(seen, 1);
      if (swaps < 50) problems.push(`there were only ${swaps} swaps`);
      if (honestReads === 0) problems.push('nothing was read at all');
      return { verdict: `${honestReads} harmless reads, ${swaps} swaps`, problems, results };
    },
  };
}

function fill(folder: string, content: string, suffix = ''): void {
  mkdirSync(folder, { recursive: true });
  for (const name of numbered) {
    if (suffix !== '') mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name + suffix), content);
  }
}

export const races: AttackFamily = {
  name: 'races',
  attacks: [
    race({
      name: 'a folder swapped for a link while its files are read',
      thorough: true,
      prepare: ({ honest, trap, outside, secret }) => {
        fill(honest, 'harmless');
        fill(join(outside, 'many'), secret);
        symlinkSync(join(outside, 'many'), trap);
      },
      module: () => greedyReader('swap', ''),
    }),
    race({
      name: 'a folder further up swapped for a link',
      prepare: ({ honest, trap, outside, secret }) => {
        fill(join(honest, 'inner'), 'harmless');
        fill(join(outside, 'inner'), secret);
        symlinkSync(outside, trap);
      },
      module: () => greedyReader('swap/inner', ''),
    }),
    race({
      name: 'a folder swapped for a link, with a folder between it and the file',
      thorough: true,
      prepare: ({ honest, trap, outside, secret }) => {
        fill(honest, 'harmless', '/file');
        fill(outside, secret, '/file');
        symlinkSync(outside, trap);
      },
      module: () => greedyReader('swap', '/file'),
    }),
    race({
      name: 'a folder swapped for a link while it is listed',
      thorough: true,
      prepare: ({ honest, trap, outside, secret }) => {
        mkdirSync(honest);
        writeFileSync(join(honest, 'harmless'), '');
        writeFileSync(join(outside, secret), '');
        symlinkSync(outside, trap);
      },
      module: () => PROBE,
      input: 'list swap',
    }),
    race({
      name: 'a file swapped for a link while it is read',
      prepare: ({ honest, trap, outside, secret }) => {
        writeFileSync(honest, 'harmless');
        writeFileSync(join(outside, 'secret.txt'), secret);
        symlinkSync(join(outside, 'secret.txt'), trap);
      },
      module: () => PROBE,
      input: 'read swap',
    }),
  ],
};
