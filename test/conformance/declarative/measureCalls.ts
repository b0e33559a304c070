/**
 * Compares single steps with rustc's: each row of an arena's `truth/*.calls.jsonl` is one call of a declarative macro with the
 * tokens that went in and came out, printed by `-Ztrace-macros`. Usage: node measure.mjs ARENA [--crate NAME] [--show N] [--rust-src FOLDER]
 *
 * A printed call has lost the invisible groups of its fragments. Where an earlier step of the same call site produced the call
 * its tokens are taken from there, so that nested steps are judged with what rustc really passed.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import { MacroError } from '../../../server/src/expand/expansion';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { stringifyTokens } from '../../../server/src/expand/builtin/print/tokenLayout';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, TokenTree } from '../../../server/src/syntax/token';
import { invocationOf, parsePrinted } from './caseFiles';
import { CrateDefinitions } from './definitions';
import { leafTexts } from './leafTexts';

interface CallRow {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly name: string;
  readonly seq: number;
  readonly in: string;
  readonly out: string;
}

type Verdict = 'equal' | 'equal but for printing' | 'different' | 'error' | 'no definition';

interface Difference {
  readonly verdict: Verdict;
  readonly crate: string;
  readonly row: CallRow;
  readonly ours: string;
}

const order: readonly Verdict[] = ['equal', 'equal but for printing', 'different', 'error', 'no definition'];

const [arena, ...rest] = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const index = rest.indexOf(name);
  return index < 0 ? undefined : rest[index + 1];
};
if (!arena) {
  console.error('usage: measure.mjs ARENA [--crate NAME] [--show N] [--rust-src FOLDER]');
  process.exit(2);
}
const rustSource = option('--rust-src') ?? '/usr/lib/rustlib/src/rust/library';
const show = Number(option('--show') ?? 0);
const only = option('--crate');

const sources = new SourceMap();
const hygiene = new Hygiene();
const standard = ['core', 'alloc', 'std']
  .map((name) => join(rustSource, name, 'src'))
  .filter((folder) => existsSync(folder))
  .map((folder) => new CrateDefinitions(folder, 0, 2021, sources));
const registry = new Map<string, CrateDefinitions>();

const totals = new Map<string, Map<Verdict, number>>();
const differences: Difference[] = [];
const texts = { same: 0, different: 0 };
let milliseconds = 0;
let steps = 0;
for (const file of readdirSync(join(arena, 'truth')).sort()) {
  if (!file.endsWith('.calls.jsonl')) continue;
  const crate = file.slice(0, -'.calls.jsonl'.length);
  if (only === undefined || crate === only) measureCrate(arena, crate, join(arena, 'truth', file));
}
report();

function measureCrate(folder: string, crate: string, file: string): void {
  const workFolder = join(folder, 'work', crate);
  const edition = readEdition(join(workFolder, 'Cargo.toml'));
  const own = new CrateDefinitions(workFolder, 1, edition, sources);
  const scopes = [own, ...standard, ...dependencies(folder, workFolder)];
  const counts = new Map<Verdict, number>();
  totals.set(crate, counts);
  let site = '';
  let produced = new Map<string, readonly TokenTree[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const row = JSON.parse(line) as CallRow;
    if (row.kind !== 'macro_rules') continue;
    const place = `${row.file}:${row.line}:${row.col}`;
    if (row.seq === 0 || place !== site) produced = new Map();
    site = place;
    const { verdict, ours } = measureRow(row, scopes, own, edition, produced);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict !== 'equal') differences.push({ verdict, crate, row, ours });
  }
}

function measureRow(
  row: CallRow,
  scopes: readonly CrateDefinitions[],
  own: CrateDefinitions,
  edition: Edition,
  produced: Map<string, readonly TokenTree[]>,
): { verdict: Verdict; ours: string } {
  const printed = parse(row.in, edition);
  const input = produced.get(callKey(row.name, printed)) ?? printed;
  const expected = parse(row.out, edition);
  // What a macro defines can be called later on: rustc's printed output is where its definition can be read.
  own.add(expected, row.file);
  let best: { verdict: Verdict; ours: string; tokens?: readonly TokenTree[] } = {
    verdict: 'no definition',
    ours: '',
  };
  for (const scope of scopes) {
    for (const definition of scope.named(row.name)) {
      const result = judge(definition, input, expected, edition);
      if (rank(result.verdict) < rank(best.verdict)) best = result;
      if (best.verdict === 'equal') break;
    }
    if (best.verdict === 'equal') break;
  }
  if (best.tokens) rememberCalls(best.tokens, produced);
  if (best.tokens && best.verdict === 'equal') compareText(row, best.tokens);
  return best;
}

/**
 * Spacing decides what `stringify!` says. rustc's text breaks lines where ours has a space, so white space is compared by where
 * there is any.
 */
function compareText(row: CallRow, tokens: readonly TokenTree[]): void {
  const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  const [ours, theirs] = [collapsed(stringifyTokens(tokens)), collapsed(row.out)];
  if (ours === theirs) texts.same++;
  else {
    texts.different++;
    if (texts.different <= show) {
      let at = 0;
      while (ours[at] === theirs[at]) at++;
      console.log(`text of ${row.file}:${row.line} ${row.name}! (step ${row.seq})`);
      console.log(`  rustc: …${theirs.slice(Math.max(0, at - 40), at + 40)}`);
      console.log(`  ours:  …${ours.slice(Math.max(0, at - 40), at + 40)}`);
    }
  }
}

function judge(
  definition: DeclarativeDefinition,
  input: readonly TokenTree[],
  expected: readonly TokenTree[],
  edition: Edition,
): { verdict: Verdict; ours: string; tokens?: readonly TokenTree[] } {
  const invocation = invocationOf(input);
  const start = performance.now();
  try {
    const { tokens } = expandDeclarative({ ...definition, localInnerMacros: false }, invocation, {
      hygiene,
      edition,
    });
    milliseconds += performance.now() - start;
    steps++;
    const ours = leafTexts(tokens);
    const theirs = leafTexts(expected);
    if (same(ours, theirs)) return { verdict: 'equal', ours: '', tokens };
    const loose = withoutPrinting(ours) === withoutPrinting(theirs);
    return { verdict: loose ? 'equal but for printing' : 'different', ours: ours.join(' '), tokens };
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    return { verdict: 'error', ours: `${error.code}: ${error.message}` };
  }
}

function rank(verdict: Verdict): number {
  return order.indexOf(verdict);
}

/**
 * rustc prints a fragment from its syntax tree: it may add or leave out parentheses, commas, semicolons and braces. And it prints
 * two identifiers in one when `$a$b` puts them together, which is no fault of the tokens.
 */
function withoutPrinting(texts: readonly string[]): string {
  return texts.filter((text) => !/^[(){},;]$/.test(text)).join('');
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

function rememberCalls(tokens: readonly TokenTree[], into: Map<string, readonly TokenTree[]>): void {
  tokens.forEach((token, index) => {
    if (token.kind !== 'group') return;
    rememberCalls(token.tokens, into);
    const bang = tokens[index - 1];
    const name = tokens[index - 2];
    if (bang?.kind === 'punct' && bang.text === '!' && name?.kind === 'ident') {
      into.set(callKey(name.text, token.tokens), token.tokens);
    }
  });
}

function callKey(name: string, tokens: readonly TokenTree[]): string {
  return `${name}! ${leafTexts(tokens).join('')}`;
}

/** In brackets, since what follows the last token of a call is its closing bracket. */
function parse(text: string, edition: Edition): readonly TokenTree[] {
  const [call] = parsePrinted(`(${text})`, edition, sources);
  return call?.kind === 'group' ? call.tokens : [];
}

function readEdition(manifest: string): Edition {
  const match = /^edition\s*=\s*"(\d+)"/m.exec(existsSync(manifest) ? readFileSync(manifest, 'utf8') : '');
  const edition = Number(match?.[1] ?? 2015);
  return edition === 2018 || edition === 2021 || edition === 2024 ? edition : 2015;
}

function dependencies(folder: string, workFolder: string): CrateDefinitions[] {
  const lock = join(workFolder, 'Cargo.lock');
  if (!existsSync(lock)) return [];
  const found: CrateDefinitions[] = [];
  for (const match of readFileSync(lock, 'utf8').matchAll(/name = "(.*)"\nversion = "(.*)"/g)) {
    const path = join(folder, 'registry', `${match[1] ?? ''}-${match[2] ?? ''}`);
    if (!existsSync(path)) continue;
    const known = registry.get(path);
    const definitions =
      known ?? new CrateDefinitions(path, 2, readEdition(join(path, 'Cargo.toml')), sources);
    registry.set(path, definitions);
    found.push(definitions);
  }
  return found;
}

function report(): void {
  const sum = new Map<Verdict, number>();
  for (const [crate, counts] of totals) {
    for (const [verdict, count] of counts) sum.set(verdict, (sum.get(verdict) ?? 0) + count);
    console.log(
      `${crate.padEnd(20)} ${order.map((verdict) => `${verdict} ${counts.get(verdict) ?? 0}`).join(', ')}`,
    );
  }
  const total = [...sum.values()].reduce((left, right) => left + right, 0);
  console.log(`\n${total} steps`);
  for (const verdict of order) {
    const count = sum.get(verdict) ?? 0;
    console.log(`  ${verdict}: ${count} (${((100 * count) / total).toFixed(2)} %)`);
  }
  console.log(`text with spacing, of the equal ones: ${texts.same} same, ${texts.different} different`);
  console.log(`${steps} expansions in ${milliseconds.toFixed(0)} ms`);
  const shown = new Map<string, number>();
  for (const { verdict, crate, row, ours } of differences) {
    const key = `${crate} ${row.name} ${verdict}`;
    const count = shown.get(key) ?? 0;
    shown.set(key, count + 1);
    if (count > 0 || shown.size > show) continue;
    console.log(`\n--- ${verdict}: ${crate} ${row.file}:${row.line} ${row.name}! (step ${row.seq})`);
    console.log(`in:    ${row.in.replaceAll(/\s+/g, ' ').slice(0, 500)}`);
    console.log(`rustc: ${leafTexts(parse(row.out, 2021)).join(' ').slice(0, 700)}`);
    console.log(`ours:  ${ours.slice(0, 700)}`);
  }
}
