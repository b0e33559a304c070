/**
 * How start, hover and memory grow with the size of a workspace: generated ones of more and more crates and lines, in a temporary folder.
 *
 *     npm run bench -- scale [CRATES:LINES…]
 *
 * Default: 30:100000 100:333000 300:1000000. For the largest one there are targets.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { positionOf, TestClient } from '../../integration/testClient';
import { hurry } from '../hurry';
import { memoryOfTree, processorMillis } from '../processFigures';
import { crateName, generateWorkspace } from './generateWorkspace';

const targets = { hoverMillis: 2000, memory: 500 };

interface Figures {
  /** Milliseconds from the start of the process to the first hover in the last crate, at a macro of another crate. */
  readonly firstHover: number;
  /** Milliseconds of processor time that the server's process had used by then. */
  readonly processor: number;
  /** Milliseconds of a first hover in another crate, once the workspace is loaded. */
  readonly otherCrate: number;
  /** Milliseconds of a hover after a line was put into a function of the file. */
  readonly afterEdit: number;
  /** Milliseconds of a hover in the last crate after an edit in the first one, upon which all others build. */
  readonly afterEditBelow: number;
  /** MB at the end. */
  readonly memory: number;
}

async function measure(folder: string, crates: number, trusted: boolean): Promise<Figures> {
  const file = (crate: number): string => join(folder, 'crates', crateName(crate), 'src/part_0.rs');
  const last = file(crates - 1);
  const text = readFileSync(last, 'utf8');
  const call = positionOf(text, '::record_', 4);
  const started = performance.now();
  const client = await TestClient.start({
    folder,
    trusted,
    command: [process.execPath, join(process.cwd(), 'dist/server.js'), '--stdio'],
    environment: { PATH: `/usr/bin:${process.env['PATH'] ?? ''}` },
  });
  const timed = async (
    path: string,
    position = positionOf(readFileSync(path, 'utf8'), 'println!'),
  ): Promise<number> => {
    const asked = performance.now();
    const shown = await client.hoverText(path, position);
    if (shown.includes('Cannot be expanded')) throw new Error(shown);
    return performance.now() - asked;
  };
  await client.open(last);
  await timed(last, call);
  const firstHover = performance.now() - started;
  const processor = processorMillis(client.processId);
  await client.ready();
  const otherCrate = await timed(file(crates >> 1));
  const within = positionOf(text, 'let mut total');
  await client.edit(last, within, within, '\n');
  const afterEdit = await timed(last, call);
  const base = join(folder, 'crates', crateName(0), 'src/part_0.rs');
  await client.open(base);
  const top = positionOf(readFileSync(base, 'utf8'), 'let mut total');
  await client.edit(base, top, top, '\n');
  const afterEditBelow = await timed(last, call);
  const memory = memoryOfTree(client.processId);
  await client.stop();
  return { firstHover, processor, otherCrate, afterEdit, afterEditBelow, memory };
}

function print(title: string, figures: Figures): void {
  const millis = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(
    [
      `${title}:`,
      `start to first hover ${millis(figures.firstHover)} (processor ${millis(figures.processor)})`,
      `first hover in another crate ${millis(figures.otherCrate)}`,
      `after an edit ${millis(figures.afterEdit)}`,
      `after an edit in the lowest crate ${millis(figures.afterEditBelow)}`,
      `memory ${figures.memory} MB`,
    ].join('  '),
  );
}

const given = process.argv.slice(3);
const sizes = (given.length > 0 ? given : ['30:100000', '100:333000', '300:1000000']).map((size) => {
  const [crates = NaN, lines = NaN] = size.split(':').map(Number);
  return { crates, lines };
});

hurry();
for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-scale-'));
  try {
    generateWorkspace(folder, size);
    for (const trusted of [false, true]) {
      const figures = await measure(folder, size.crates, trusted);
      print(`${size.crates} crates, ${size.lines} lines, ${trusted ? 'trusted' : 'not trusted'}`, figures);
      const slowest = Math.max(figures.firstHover, figures.afterEdit, figures.afterEditBelow);
      const holds = slowest < targets.hoverMillis && figures.memory < targets.memory;
      if (!holds) {
        console.log(`  MISSED: hovers under ${targets.hoverMillis} ms, memory under ${targets.memory} MB`);
        process.exitCode = 1;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
