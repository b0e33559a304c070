/**
 * Resolves the name of every macro call that rustc expanded in a set of crates, and compares the kind of definition with what rustc did.
 *
 * Arguments: the folder of the crates, the folder of the truth (`<crate>.sites.jsonl`), then optionally names of crates.
 * `NESTED=1` also follows the calls in the output of declarative macros. `SHOW=all` lists everything that was not found.
 * `EDIT=1` also looks each name up again after an edit of its file, and prints how long that takes.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateCfg } from '../../../server/src/expand/cfg/evaluateCfg';
import { DiskFileSource } from '../../../server/src/project/fileSource';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import type { Crate, CrateGraph } from '../../../server/src/project/model';
import { createResolver } from '../../../server/src/resolve/createResolver';
import type { MacroDefinition, MacroKind, MacroPath } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Ident, TokenTree } from '../../../server/src/syntax/token';
import { NestedCalls } from './nestedCalls';

interface Site {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly col: number;
  /** The expansion; null for a call that rustc did not expand. */
  readonly composed: readonly string[] | null;
  /** Calls of procedural macros that belong to the item of the site, each with its name first. */
  readonly pm?: readonly (readonly string[])[];
}

class Report {
  private readonly lines = new Map<string, number>();

  note(message: string): void {
    this.lines.set(message, (this.lines.get(message) ?? 0) + 1);
  }

  print(limit: number): void {
    const sorted = [...this.lines].sort((a, b) => b[1] - a[1]);
    for (const [message, times] of sorted.slice(0, limit)) console.log(`    ${times}× ${message}`);
    if (sorted.length > limit) console.log(`    … and ${sorted.length - limit} more`);
  }
}

interface Figures {
  sites: number;
  resolved: number;
  /** Conditional derives and attributes that were not found: rustc did not see most of them either. */
  conditional: number;
  /** Attributes without a definition: rustc's own, or helpers of derives. */
  inert: number;
  implausible: number;
  calls: number;
  callsResolved: number;
}

const shownFailures = process.env.SHOW === 'all' ? Infinity : 10;
const edits = process.env.EDIT === '1';
const followsCalls = process.env.NESTED === '1';

const [workFolder, truthFolder, ...only] = process.argv.slice(2);
if (workFolder === undefined || truthFolder === undefined) {
  throw new Error('usage: measureSites <folder of crates> <folder of the truth> [crate …]');
}
const figures: Figures[] = [];
for (const name of only.length > 0 ? only : readdirSync(workFolder).sort()) {
  const truth = join(truthFolder, `${name}.sites.jsonl`);
  if (existsSync(truth)) figures.push(await measure(join(workFolder, name), name, readSites(truth)));
}
const sum = (key: keyof Figures) => figures.reduce((total, each) => total + each[key], 0);
console.log(
  `total: ${share(sum('resolved'), sum('sites'))} of the sites resolved, ${sum('implausible')} to an implausible kind; ` +
    `left out: ${sum('conditional')} in cfg_attr, ${sum('inert')} attributes without a macro`,
);
if (followsCalls)
  console.log(`total: ${share(sum('callsResolved'), sum('calls'))} of the nested calls resolved`);

async function measure(folder: string, name: string, sites: readonly Site[]): Promise<Figures> {
  const graph = await load(folder);
  const main = mainCrate(graph);
  const report = new Report();
  const found: Figures = {
    sites: 0,
    resolved: 0,
    conditional: 0,
    inert: 0,
    implausible: 0,
    calls: 0,
    callsResolved: 0,
  };
  if (!main) {
    console.log(`${name}: no crate; ${graph.problems.map(({ message }) => message).join('; ')}`);
    return found;
  }
  const sources = new SourceMap();
  const files = new DiskFileSource();
  let expansions = 0;
  const resolver = createResolver({
    graph,
    files,
    sources,
    expandItem: (...call) => {
      expansions++;
      return nested.expand(...call);
    },
    proceduralMacros: () => undefined,
    evaluateCfg,
  });
  const nested = new NestedCalls(graph, resolver, new Hygiene(), (message) => {
    report.note(message);
  });
  let millis = 0;
  let first: number | undefined;
  let slowest = 0;
  let slowestName = '';
  const afterEdit: number[] = [];
  for (const site of sites) {
    const kind = kindOf(site);
    const file = join(folder, site.file);
    const text = files.readText(file) ?? '';
    const offset = offsetOf(text, site.line, site.col);
    const written = pathText(text, offset);
    const path = readPath(written, sources);
    const started = performance.now();
    const scope = resolver.scopeAt(main.id, file, offset);
    const result = resolver.resolveMacro(path, kind, scope);
    const took = performance.now() - started;
    first ??= took;
    if (took > slowest) slowestName = `${site.name} ${site.file}:${site.line}`;
    slowest = Math.max(slowest, took);
    millis += took;
    if (!result.found && kind === 'attribute' && !isCalled(site)) {
      found.inert++;
      continue;
    }
    if (edits) {
      files.setOverlay(file, text);
      const edited = performance.now();
      resolver.fileChanged(file);
      resolver.resolveMacro(path, kind, resolver.scopeAt(main.id, file, offset));
      afterEdit.push(performance.now() - edited);
    }
    if (!result.found && site.kind.endsWith('cfg_attr')) {
      found.conditional++;
      continue;
    }
    found.sites++;
    if (!result.found) {
      report.note(
        `${result.failure.message} [${site.kind} ${site.name} ${site.file}:${site.line}:${site.col}]`,
      );
      continue;
    }
    found.resolved++;
    if (!isPlausible(site, result.definition)) {
      found.implausible++;
      report.note(`implausible: ${result.definition.engine} ${site.name} ${site.file}:${site.line}`);
    }
    if (followsCalls && kind === 'bang') {
      const input = argumentOf(text, offset + written.length, sources);
      if (input) nested.follow(result.definition, path, input, scope, [site.name]);
    }
  }
  found.calls = nested.calls;
  found.callsResolved = nested.resolved;
  console.log(
    `${name}: ${share(found.resolved, found.sites)}; first ${(first ?? 0).toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms (${slowestName}), ` +
      `all ${millis.toFixed(0)} ms, ${expansions} item expansions` +
      (edits ? `; after an edit ${quantiles(afterEdit)}` : '') +
      (followsCalls ? `; nested calls ${share(nested.resolved, nested.calls)}` : ''),
  );
  report.print(shownFailures);
  return found;
}

function readSites(truth: string): Site[] {
  return readFileSync(truth, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Site)
    .filter(({ composed }) => composed !== null);
}

async function load(folder: string): Promise<CrateGraph> {
  const settings = JSON.parse(readFileSync(join(folder, 'arena.json'), 'utf8')) as { features: string[] };
  return loadWorkspace({
    root: folder,
    trusted: true,
    settings: {
      ...defaultProjectSettings,
      features: settings.features.filter((feature) => feature !== 'default'),
      cfgs: ['debug_assertions'],
      setTest: false,
    },
    env: process.env,
  });
}

function mainCrate({ crates }: CrateGraph): Crate | undefined {
  const own = crates.filter(({ origin }) => origin === 'workspace');
  return (
    own.find(({ target }) => target === 'lib' || target === 'proc-macro') ??
    own.find(({ target }) => target === 'bin')
  );
}

function kindOf({ kind }: Site): MacroKind {
  if (kind === 'bang') return 'bang';
  return kind.startsWith('derive') ? 'derive' : 'attribute';
}

/** Where rustc called a procedural macro it must be one, and the other way round; a call in `macro_rules!` output may belong to the site too. */
function isPlausible({ kind, pm = [] }: Site, { engine }: MacroDefinition): boolean {
  if (engine === 'procedural') return pm.length > 0;
  return kind === 'bang' || pm.length === 0 || engine === 'builtin';
}

function isCalled({ name, pm = [] }: Site): boolean {
  return pm.some(([called]) => called === name.split('::').at(-1));
}

function quantiles(millis: number[]): string {
  millis.sort((a, b) => a - b);
  const at = (part: number) => (millis[Math.floor(part * (millis.length - 1))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`;
}

function share(part: number, whole: number): string {
  return `${part}/${whole} (${whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`})`;
}

/** Lines and columns count from 1. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let each = 1; each < line; each++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** The path of identifiers that begins at the offset. */
function pathText(text: string, offset: number): string {
  const path = /^(::)?\s*[\p{L}\p{N}_$#]+(\s*::\s*[\p{L}\p{N}_#]+)*/u;
  return path.exec(text.slice(offset, offset + 400))?.[0] ?? '';
}

function readPath(written: string, sources: SourceMap): MacroPath {
  const { tokens } = parseTokenTrees(sources.add(undefined, written));
  const segments = tokens.filter((token): token is Ident => token.kind === 'ident');
  return { global: tokens[0]?.kind === 'punct', segments };
}

/** The tokens between the delimiters behind `!`. */
function argumentOf(text: string, offset: number, sources: SourceMap): readonly TokenTree[] | undefined {
  const { tokens } = parseTokenTrees(sources.add(undefined, text.slice(offset)));
  const group = tokens.find((token) => token.kind === 'group');
  return group?.kind === 'group' ? group.tokens : undefined;
}
