/**
 * Expands the built-in derives and built-in bang macros that rustc expanded in a set of crates, each from its item or call in the source,
 * and compares with what rustc made of it.
 *
 * Arguments: the folder of the crates, the folder of the truth (`<crate>.sites.jsonl`), then optionally names of crates.
 * SHOW=n in the environment prints n differences per macro.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expandBuiltin } from '../../../server/src/expand/builtin/expandBuiltin';
import { MacroError } from '../../../server/src/expand/expansion';
import type { Crate } from '../../../server/src/project/model';
import { DiskFileSource } from '../../../server/src/project/fileSource';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { TokenTree } from '../../../server/src/syntax/token';
import { builtinDerives, itemsWithDerives } from './deriveSites';
import type { ItemWithDerives } from './deriveSites';
import { derivedImplementations } from './derivedImplementations';
import { expandAllBuiltins } from './expandAllBuiltins';
import {
  contextOf,
  definitionOf,
  invocationOf,
  noSpan,
} from '../../../server/src/expand/builtin/testFixture';
import { comparableLeaves } from './leaves';

interface Site {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly col: number;
  readonly byte_start: number;
  readonly byte_end: number;
  readonly ctx: string;
  readonly composed: readonly string[] | null;
  readonly steps: readonly unknown[];
  readonly pm: readonly unknown[];
}

interface Tally {
  sites: number;
  exact: number;
  shown: number;
  readonly messages: Map<string, number>;
}

/** Bang macros whose whole expansion is the business of this engine (`assert!` and `panic!` call further macros). */
const measuredBangs = new Set(
  'assert concat format_args stringify include_str include_bytes include env option_env cfg line column file module_path compile_error concat_idents asm global_asm const_format_args'.split(
    ' ',
  ),
);

const [workFolder = '', truthFolder = '', ...only] = process.argv.slice(2);
if (truthFolder === '') throw new Error('usage: measure.mjs <crates> <truth> [crate …]');
const toShow = Number(process.env.SHOW ?? 0);
const tallies = new Map<string, Tally>();
const files = new DiskFileSource();

for (const name of only.length > 0 ? only : readdirSync(workFolder).sort())
  await measure(join(workFolder, name), name);
for (const [name, { sites, exact, messages }] of [...tallies].sort()) {
  const reasons = [...messages].map(([message, count]) => `${message} (${count})`).join('; ');
  console.log(`${name.padEnd(18)} ${exact}/${sites} ${((100 * exact) / sites).toFixed(2)} %  ${reasons}`);
}
const derives = [...tallies].filter(([name]) => builtinDerives.has(name)).map(([, tally]) => tally);
const sum = (select: (tally: Tally) => number): number =>
  derives.reduce((total, tally) => total + select(tally), 0);
console.log(`derives: ${sum(({ exact }) => exact)}/${sum(({ sites }) => sites)}`);

async function measure(folder: string, name: string): Promise<void> {
  const truth = join(truthFolder, `${name}.sites.jsonl`);
  if (!existsSync(truth)) return;
  const crate = await libraryOf(folder);
  if (!crate) {
    console.log(`${name}: no library`);
    return;
  }
  const sources = new SourceMap();
  for (const line of readFileSync(truth, 'utf8').split('\n')) {
    if (line === '') continue;
    const site = JSON.parse(line) as Site;
    if (site.composed === null || site.pm.length > 0) continue;
    const macro = site.name.split('::').at(-1) ?? '';
    if (site.kind.startsWith('derive') && builtinDerives.has(macro))
      measureDerive(site, macro, folder, crate, sources);
    if (site.kind === 'bang' && measuredBangs.has(macro)) measureBang(site, macro, folder, crate, sources);
  }
}

async function libraryOf(folder: string): Promise<Crate | undefined> {
  const arena = JSON.parse(readFileSync(join(folder, 'arena.json'), 'utf8')) as { features: string[] };
  const graph = await loadWorkspace({
    root: folder,
    trusted: true,
    settings: {
      ...defaultProjectSettings,
      features: arena.features.filter((feature) => feature !== 'default'),
      cfgs: ['debug_assertions'],
      setTest: false,
    },
    env: process.env,
  });
  const crates = graph.crates.filter(({ origin }) => origin === 'workspace');
  return (
    crates.find(({ target }) => target === 'lib' || target === 'proc-macro') ??
    crates.find(({ target }) => target === 'bin')
  );
}

function region(site: Site, folder: string, sources: SourceMap): TokenTree[] {
  const path = join(folder, site.file);
  const text = readFileSync(path).subarray(site.byte_start, site.byte_end).toString('utf8');
  return parseTokenTrees(sources.add(path, text), { edition: 2021 }).tokens;
}

function truthOf(site: Site, sources: SourceMap): TokenTree[] {
  return parseTokenTrees(sources.add(undefined, joined(site.composed ?? [])), { edition: 2021 }).tokens;
}

/** The truth's tokens are single characters: operators are put together again, the rest is kept apart. */
function joined(texts: readonly string[]): string {
  let text = '';
  texts.forEach((token, index) => {
    const next = texts[index + 1] ?? '';
    const together =
      (token === ':' && next === ':') ||
      (token === '-' && next === '>') ||
      (token === '=' && /^[>=]$/.test(next));
    text += together ? token : `${token} `;
  });
  return text;
}

function measureDerive(site: Site, trait: string, folder: string, crate: Crate, sources: SourceMap): void {
  const [item] = itemsWithDerives(region(site, folder, sources), crate.cfg);
  const derive = item?.derives.find((candidate) => candidate.trait === trait);
  const name = item && outlineItems(item.input)[0]?.name?.text;
  // The region may hold what procedural derives made as well, types that derive something themselves among it.
  const expected = derivedImplementations(truthOf(site, sources)).filter(
    (implementation) =>
      belongsTo(trait, implementation.trait) &&
      (name === undefined || implementation.header.includes(` for ${name}`)),
  );
  if (expected.length === 0) return;
  if (!item || !derive) {
    record(trait, site, folder, 'no such derive found', undefined, undefined);
    return;
  }
  const own = expected.filter(({ header }) => new RegExp(` for ${name}( |$)`).test(header));
  compare(
    trait,
    site,
    folder,
    own.flatMap(({ tokens }) => tokens),
    () => deriveTokens(item, derive, crate, sources),
  );
}

function belongsTo(derive: string, trait: string): boolean {
  return derive === trait || (derive === 'PartialEq' && trait === 'StructuralPartialEq');
}

function deriveTokens(
  item: ItemWithDerives,
  { trait, derivesCopy }: ItemWithDerives['derives'][number],
  crate: Crate,
  sources: SourceMap,
): readonly TokenTree[] {
  const context = contextOf({ derivesCopy, crate, sources, files });
  return expandBuiltin(definitionOf(trait, 'derive'), invocationOf(trait, 'derive', item.input), context)
    .tokens;
}

function measureBang(site: Site, name: string, folder: string, crate: Crate, sources: SourceMap): void {
  const call = region(site, folder, sources);
  const argument = call.find((token, index) => {
    const before = call[index - 1];
    return token.kind === 'group' && before?.kind === 'punct' && before.text === '!';
  });
  if (argument?.kind !== 'group' || site.composed?.length === 0) return;
  const path = join(folder, site.file);
  const context = contextOf({
    crate,
    sources,
    files,
    modulePath: [],
    positionOf: () => ({ file: site.file, path, line: site.line, column: site.col }),
    eager: (tokens) => expandAllBuiltins(tokens, { crate, sources }, [], 'expression'),
  });
  const span = { ...noSpan, source: sources.add(path, '').id };
  const position = site.ctx === 'item' ? 'item' : site.ctx === 'expr' ? 'expression' : 'statement';
  // With a message `assert!` calls `panic!`, a macro_rules, which the truth has expanded.
  const composed = site.composed ?? [];
  if (name === 'assert' && !composed.some((text) => text.startsWith('"assertion failed'))) return;
  compare(
    name,
    site,
    folder,
    truthOf(site, sources),
    () =>
      expandBuiltin(
        definitionOf(name, 'bang'),
        invocationOf(name, 'bang', argument.tokens, { span, position }),
        context,
      ).tokens,
  );
}

function compare(
  name: string,
  site: Site,
  folder: string,
  expected: readonly TokenTree[],
  expand: () => readonly TokenTree[],
): void {
  try {
    record(name, site, folder, undefined, withoutSemicolon(expected), withoutSemicolon(expand()));
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    record(name, site, folder, error.message, undefined, undefined);
  }
}

/** A call that stands as a statement has its semicolon in the truth. */
function withoutSemicolon(tokens: readonly TokenTree[]): string[] {
  const leaves = comparableLeaves(tokens);
  return leaves.at(-1) === ';' ? leaves.slice(0, -1) : leaves;
}

function record(
  name: string,
  site: Site,
  folder: string,
  message: string | undefined,
  expected: readonly string[] | undefined,
  actual: readonly string[] | undefined,
): void {
  const tally = tallies.get(name) ?? { sites: 0, exact: 0, shown: 0, messages: new Map<string, number>() };
  tallies.set(name, tally);
  tally.sites++;
  const wanted = expected?.join(' ');
  if (!message && wanted === actual?.join(' ')) {
    tally.exact++;
    return;
  }
  if (message) tally.messages.set(message, (tally.messages.get(message) ?? 0) + 1);
  if (tally.shown++ >= toShow) return;
  console.log(`--- ${name} ${folder}/${site.file}:${site.line} ${message ?? ''}`);
  if (!expected || !actual) return;
  const index = expected.findIndex((text, position) => text !== actual[position]);
  const at = index < 0 ? expected.length : index;
  console.log(`  rustc ${expected.slice(Math.max(0, at - 8), at + 16).join(' ')}`);
  console.log(`  ours  ${actual.slice(Math.max(0, at - 8), at + 16).join(' ')}`);
}
