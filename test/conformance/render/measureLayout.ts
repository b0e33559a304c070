/**
 * Lays out rustc's expansions of real crates with our printer and with rustfmt, and compares the lines. rustfmt gets the tokens in one line, so that
 * nothing of our layout shines through. Blank lines are left out: where rustfmt finds none it writes none.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { renderTokens } from '../../../server/src/render/renderTokens';
import { printTokens } from '../../../server/src/syntax/tokenText';
import { tokensOf } from '../builtin/leaves';
import { recordedCrates, recordedOutputs } from '../crates/arena/truth';
import { commonLines } from './commonLines';

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
    const ours = renderTokens(tokensOf(item), { position: 'item' }).text;
    const theirs = rustfmt(printTokens(tokensOf(ours)));
    if (theirs !== undefined) return { ours, theirs };
  }
  return undefined;
}

/** Characters: comparing lines takes their square. */
const maximumLength = 20_000;

/** On some inputs rustfmt takes for ever. */
const rustfmtMillis = 3000;

function rustfmt(text: string): string | undefined {
  const { status, stdout } = spawnSync('rustfmt', ['--edition', '2021', '--emit', 'stdout'], {
    input: text,
    timeout: rustfmtMillis,
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() !== '' ? stdout : undefined;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** rustfmt adds and drops these, which is not for a printer to do that shows what a macro wrote. */
const withoutSeparators = (line: string): string => line.replace(/[,;]+$/, '').replaceAll(/,(?=[)\]>])/g, '');

let [common, sameTokens, total, refused, compared] = [0, 0, 0, 0, 0];
const differing = new Map<string, number>();
for (const crate of recordedCrates(arena)) {
  if (values.crate !== undefined && crate !== values.crate) continue;
  let [crateCommon, crateTotal] = [0, 0];
  for (const sample of samplesOf(arena, crate, Number(values.samples))) {
    if (sample.length > maximumLength) continue;
    const both = layouts(sample);
    if (!both) {
      refused++;
      continue;
    }
    const [left, right] = [linesOf(both.ours), linesOf(both.theirs)];
    const { count, onlyLeft, onlyRight } = commonLines(left, right);
    compared++;
    sameTokens += commonLines(left.map(withoutSeparators), right.map(withoutSeparators)).count;
    crateCommon += count;
    crateTotal += Math.max(left.length, right.length);
    if (onlyLeft.length + onlyRight.length > 0)
      differing.set(
        [...onlyLeft.map((line) => `ours     ${line}`), ...onlyRight.map((line) => `rustfmt  ${line}`)]
          .slice(0, 24)
          .join('\n'),
        onlyRight.length,
      );
  }
  common += crateCommon;
  total += crateTotal;
  if (crateTotal > 0)
    console.log(`${crate.padEnd(24)} ${percent(crateCommon, crateTotal)} of ${crateTotal} lines`);
}
for (const [text] of [...differing].sort((left, right) => right[1] - left[1]).slice(0, Number(values.show)))
  console.log(`\n${text}`);
console.log(
  `\n${compared} expansions, ${percent(common, total)} of ${total} lines are as rustfmt writes them, ${percent(sameTokens, total)} but for commas and semicolons that it adds or drops; ${refused} are no Rust to rustfmt`,
);

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`.padStart(7);
}
