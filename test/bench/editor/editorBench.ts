/**
 * What somebody notices who edits a crate: from a keystroke in a macro call to its refreshed expansion document, hovers, and for how long the
 * server cannot turn to another request while a hundred expansions run.
 *
 *     npm run bench -- editor [--arena FOLDER] [--calls NUMBER] [--typed NUMBER] [CRATE…]
 *
 * With an arena the crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). Without one they
 * are copied from Debian's packages. `--calls`: how many calls of a crate are hovered at most (default 200). `--typed`: in how many of them is typed
 * (default 15).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contestants, measuredCrates, thinned } from '../contestants';
import { hurry } from '../hurry';
import { prepareServer } from '../peer/measureServer';
import { percentile } from '../percentile';
import { measureEditing, type EditingFigures } from './measureEditing';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    calls: { type: 'string', default: '200' },
    typed: { type: 'string', default: '15' },
  },
  allowPositionals: true,
});

const debianCrates = ['axum', 'json5', 'tokei'];

function summary(millis: readonly number[]): string {
  return [0.5, 0.95, 1].map((share) => percentile(millis, share).toFixed(1)).join('/');
}

function printCrate(name: string, figures: EditingFigures): void {
  const { firstHover, secondHover, keystroke, unchanged, turns, processor } = figures;
  console.log(
    [
      `${name}: keystroke ${summary(keystroke)} ms (${keystroke.length}, ${unchanged} without a change)`,
      `hover ${summary(firstHover)}, again ${summary(secondHover)} ms (${firstHover.length})`,
      `processor ${processor.keystroke.toFixed(1)} ms for a keystroke, ${processor.hover.toFixed(1)} ms for a hover`,
      `held ${turns.worked.toFixed(0)} ms of work, ${turns.passed.toFixed(0)} ms passed`,
    ].join('  '),
  );
}

/** All crates together, with the targets. Gives the number of targets that are missed. */
function printTotals(all: readonly EditingFigures[]): number {
  const keystrokes = all.flatMap(({ keystroke }) => keystroke);
  const hovers = all.flatMap(({ firstHover, secondHover }) => [...firstHover, ...secondHover]);
  const rows = [
    ['keystroke to refreshed expansion, p50', percentile(keystrokes, 0.5), 30],
    ['keystroke to refreshed expansion, p95', percentile(keystrokes, 0.95), 100],
    ['hover, p95', percentile(hovers, 0.95), 50],
    ['main thread held', Math.max(...all.map(({ turns }) => turns.worked)), 50],
  ] as const;
  console.log();
  for (const [title, value, limit] of rows)
    console.log(
      `${title.padEnd(40)} ${value.toFixed(1).padStart(7)} ms  ${value <= limit ? 'holds' : 'MISSED'}: at most ${limit}`,
    );
  return rows.filter(([, value, limit]) => !(value <= limit)).length;
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
try {
  hurry();
  const { arena, calls, typed } = values;
  const { own, environment } = contestants('peer', scratch, undefined);
  const all: EditingFigures[] = [];
  const choice = { arena, names: positionals, debianCrates, scratch, kinds: 'all' as const };
  for (const whole of measuredCrates(choice)) {
    const crate = thinned(whole, Number(calls));
    await prepareServer(own, crate);
    const turnsFile = join(scratch, `${crate.name}.turns`);
    const figures = await measureEditing(crate, { environment, turnsFile, typedCalls: Number(typed) });
    all.push(figures);
    printCrate(crate.name, figures);
  }
  process.exitCode = printTotals(all) > 0 ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
