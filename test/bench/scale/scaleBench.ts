/**
 * How start, hover and memory grow with the size of a workspace: generated ones of more and more crates and lines, in a temporary folder.
 *
 *     npm run bench -- scale [CRATES:LINES…]
 *     npm run bench -- scale --workspace FOLDER FILE…
 *
 * Default: 30:100000 100:333000 300:1000000. For the largest one there are targets. With a folder, the named files of a real workspace are opened
 * one after the other; for them the same targets hold.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { positionOf, TestClient } from '../../integration/testClient';
import { hurry } from '../hurry';
import { memoryOfTree, processorMillis } from '../processFigures';
import { crateName, generateWorkspace } from './generateWorkspace';
import { openRealWorkspace } from './realWorkspace';

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

/** Says so where a target is missed. */
function judge(slowestHover: number, memory: number): void {
  if (slowestHover < targets.hoverMillis && memory < targets.memory) return;
  console.log(`  MISSED: hovers under ${targets.hoverMillis} ms, memory under ${targets.memory} MB`);
  process.exitCode = 1;
}

async function measureGenerated(crates: number, lines: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-scale-'));
  try {
    generateWorkspace(folder, { crates, lines });
    for (const trusted of [false, true]) {
      const figures = await measure(folder, crates, trusted);
      print(`${crates} crates, ${lines} lines, ${trusted ? 'trusted' : 'not trusted'}`, figures);
      judge(Math.max(figures.firstHover, figures.afterEdit, figures.afterEditBelow), figures.memory);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReal(folder: string, files: readonly string[]): Promise<void> {
  await openRealWorkspace(folder, files, (opened) => {
    const millis = (value: number): string => `${value.toFixed(0)} ms`;
    console.log(
      [
        `${opened.file} (${opened.calls} calls):`,
        `first hover ${millis(opened.firstHover)}`,
        `slowest of ${opened.hovers} more ${millis(opened.slowest)}`,
        `after an edit ${millis(opened.afterEdit)}`,
        `processor so far ${millis(opened.processor)}`,
        `memory ${opened.memory} MB`,
      ].join('  '),
    );
    judge(Math.max(opened.firstHover, opened.slowest, opened.afterEdit), opened.memory);
  });
}

hurry();
const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: { workspace: { type: 'string' } },
  allowPositionals: true,
});
if (values.workspace !== undefined) await measureReal(resolve(values.workspace), positionals);
else
  for (const size of positionals.length > 0 ? positionals : ['30:100000', '100:333000', '300:1000000']) {
    const [crates = NaN, lines = NaN] = size.split(':').map(Number);
    await measureGenerated(crates, lines);
  }
