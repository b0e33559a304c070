/**
 * Lays out rustc's expansions of real crates with our printer and with rustfmt, and compares the lines. rustfmt gets the tokens in one line, so that
 * nothing of our layout shines through. Blank lines are left out: where rustfmt finds none it writes none. rustfmt also adds and drops tokens (commas, the
 * braces of an arm), which is not for a printer to do that shows what a macro wrote; so a second figure compares how both lay out the tokens that rustfmt wrote.
 */
import { parseArgs } from 'node:util';
import { renderTokens } from '../../../server/src/render/renderTokens';
import { printTokens } from '../../../server/src/syntax/tokenText';
import { tokensOf } from '../builtin/leaves';
import { recordedCrates, recordedOutputs } from '../crates/arena/truth';
import { causeOf } from './causeOf';
import { commonLines } from './commonLines';
import { rustfmtLayout } from './rustfmtLayout';
import type { Difference } from './commonLines';
import type { TokenTree } from '../../../server/src/syntax/token';

const { values, positionals } = parseArgs({
  options: {
    crate: { type: 'string' },
    show: { type: 'string', default: '0' },
    samples: { type: 'string', default: '20' },
  },
  allowPositionals: true,
});
const [arena] = positionals;
if (arena === undefined) throw new Error('usage: run.mjs FOLDER [--crate NAME] [--samples N] [--show N]');

/** rustfmt leaves calls of macros as they are where it does not know them, so results that call more macros show nothing. */
function callsMacros(text: string): boolean {
  return /(?<!format_args|panic|matches|write|vec)\s*!\s*[({[]/.test(
    text.replaceAll(/"(\\.|[^"\\])*"/g, '""'),
  );
}

/** Distinct results of steps of a crate, evenly spread over it. */
function samplesOf(arena: string, crate: string, count: number): string[] {
  const texts = new Set<string>();
  for (const output of recordedOutputs(arena, crate))
    if (output.trim() !== '' && !callsMacros(output)) texts.add(output.replaceAll('$crate', 'crate'));
  const all = [...texts];
  const stride = Math.max(1, all.length / count);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor(index * stride)] ?? '',
  );
}

/** As items, as statements or an expression, or as members of an implementation: what rustfmt can read. */
function layouts(text: string): { readonly ours: string; readonly theirs: string } | undefined {
  for (const item of [text, `fn f() { ${text} }`, `impl X { ${text} }`]) {
    const ours = render(tokensOf(item));
    const theirs = rustfmtLayout(printTokens(tokensOf(ours)));
    if (theirs !== undefined) return { ours, theirs };
  }
  return undefined;
}

function render(tokens: readonly TokenTree[]): string {
  return renderTokens(tokens, { position: 'item' }).text;
}

/** Characters: comparing lines takes their square. */
const maximumLength = 20_000;

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const tally = { expansions: 0, refused: 0, common: 0, total: 0, commonOfSame: 0, totalOfSame: 0 };
const causes = new Map<string, { lines: number; readonly differences: Difference[] }>();

for (const crate of recordedCrates(arena)) {
  if (values.crate !== undefined && crate !== values.crate) continue;
  const before = { ...tally };
  for (const sample of samplesOf(arena, crate, Number(values.samples)))
    if (sample.length <= maximumLength) compare(sample);
  const total = tally.total - before.total;
  if (total > 0)
    console.log(`${crate.padEnd(24)} ${percent(tally.common - before.common, total)} of ${total} lines`);
}

function compare(sample: string): void {
  const both = layouts(sample);
  if (!both) {
    tally.refused++;
    return;
  }
  const [left, right] = [linesOf(both.ours), linesOf(both.theirs)];
  const { count, differences } = commonLines(left, right);
  tally.expansions++;
  tally.common += count;
  tally.total += Math.max(left.length, right.length);
  differences.forEach(addCause);
  const same = linesOf(render(tokensOf(printTokens(tokensOf(both.theirs)))));
  tally.commonOfSame += commonLines(same, right).count;
  tally.totalOfSame += Math.max(same.length, right.length);
}

function addCause(difference: Difference): void {
  const cause = causeOf(difference);
  const known = causes.get(cause) ?? { lines: 0, differences: [] };
  known.lines += Math.max(difference.left.length, difference.right.length);
  known.differences.push(difference);
  causes.set(cause, known);
}

console.log('\nlines that differ, by the first cause:');
for (const [cause, { lines, differences }] of [...causes].sort(
  (left, right) => right[1].lines - left[1].lines,
)) {
  console.log(`${String(lines).padStart(6)}  ${cause}`);
  for (const { left, right } of differences.slice(0, Number(values.show)))
    console.log(
      [...left.map((line) => `ours     ${line}`), ...right.map((line) => `rustfmt  ${line}`), ''].join('\n'),
    );
}
console.log(
  `\n${tally.expansions} expansions, ${percent(tally.common, tally.total)} of ${tally.total} lines are as rustfmt writes them; ` +
    `of rustfmt's own tokens laid out again ${percent(tally.commonOfSame, tally.totalOfSame)}; ${tally.refused} are no Rust to rustfmt`,
);

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`.padStart(7);
}
