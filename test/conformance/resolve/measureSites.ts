/**
 * Resolves the name of every macro call that rustc expanded in a set of crates, and compares the kind of definition with what rustc did.
 *
 * Arguments: the folder of the crates, the folder of the truth (`<crate>.sites.jsonl`), then optionally names of crates.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateCfg } from '../../../server/src/expand/cfg/evaluateCfg';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { DiskFileSource } from '../../../server/src/project/fileSource';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { createResolver } from '../../../server/src/resolve/createResolver';
import type { ItemExpander, MacroKind, MacroPath } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Ident } from '../../../server/src/syntax/token';

interface Site {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly col: number;
  readonly composed: readonly string[] | null;
  readonly pm?: readonly unknown[];
}

const [workFolder, truthFolder, ...only] = process.argv.slice(2);
if (!workFolder || !truthFolder) throw new Error('usage: measureSites <crates> <truth> [crate …]');
const crates = only.length > 0 ? only : readdirSync(workFolder).sort();
const total = { sites: 0, resolved: 0, helper: 0, implausible: 0 };
const showAll = process.env.SHOW === 'all';

for (const name of crates) await measure(join(workFolder, name), name, truthFolder);
console.log(
  `total: ${total.resolved}/${total.sites} resolved (${percent(total.resolved, total.sites)}), ${total.implausible} of an implausible kind, ${total.helper} helper attributes left out`,
);

async function measure(folder: string, name: string, truths: string): Promise<void> {
  const truth = join(truths, `${name}.sites.jsonl`);
  if (!existsSync(truth)) return;
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
  const library = graph.crates.find(
    (crate) => crate.origin === 'workspace' && (crate.target === 'lib' || crate.target === 'proc-macro'),
  );
  const main =
    library ?? graph.crates.find((crate) => crate.origin === 'workspace' && crate.target === 'bin');
  if (!main) {
    console.log(`${name}: no crate; ${graph.problems.map(({ message }) => message).join('; ')}`);
    return;
  }
  const sources = new SourceMap();
  const hygiene = new Hygiene();
  let expansions = 0;
  const expandItem: ItemExpander = (definition, path, input, scope) => {
    const last = path.segments.at(-1);
    if (definition.engine !== 'declarative' || !last) return undefined;
    expansions++;
    const invocation = {
      kind: 'bang',
      path,
      input,
      span: last.span,
      original: [],
      scope,
      position: 'item',
    } as const;
    const edition = graph.crates[scope.crate]?.edition ?? 2021;
    return expandDeclarative(definition, invocation, { hygiene, edition }).tokens;
  };
  const files = new DiskFileSource();
  const resolver = createResolver({
    graph,
    files,
    sources,
    expandItem,
    proceduralMacros: () => undefined,
    evaluateCfg,
  });
  const sites = readFileSync(truth, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Site)
    .filter(({ composed }) => composed !== null);
  let resolved = 0;
  let helper = 0;
  let implausible = 0;
  let count = 0;
  const failures = new Map<string, number>();
  const begin = performance.now();
  let first = 0;
  let slowest = 0;
  for (const site of sites) {
    const kind: MacroKind =
      site.kind === 'bang' ? 'bang' : site.kind.startsWith('derive') ? 'derive' : 'attribute';
    const file = join(folder, site.file);
    const text = files.readText(file) ?? '';
    const offset = offsetOf(text, site.line, site.col);
    const path = pathAt(text, offset, sources);
    const started = performance.now();
    const result = resolver.resolveMacro(path, kind, resolver.scopeAt(main.id, file, offset));
    slowest = Math.max(slowest, performance.now() - started);
    if (count === 0) first = performance.now() - started;
    count++;
    if (kind === 'attribute' && !result.found) {
      // The truth lists every attribute; those that are rustc's own or a derive's helper are no macros.
      helper++;
      if (showAll) note(failures, `(attribute) ${site.name}`);
      continue;
    }
    if (!result.found) {
      note(
        failures,
        `${result.failure.message} [${kind} ${site.name} ${site.file}:${site.line}:${site.col}]`,
      );
      continue;
    }
    resolved++;
    const { engine } = result.definition;
    const plausible =
      (site.pm?.length ?? 0) > 0 && kind !== 'bang'
        ? engine !== 'declarative'
        : engine !== 'procedural' || site.pm?.length;
    if (!plausible) {
      implausible++;
      note(failures, `implausible: ${engine} ${site.name} ${site.file}:${site.line}`);
    }
  }
  const wanted = count - helper;
  const millis = performance.now() - begin;
  console.log(
    `${name}: ${resolved}/${wanted} (${percent(resolved, wanted)}) first ${first.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms, all ${millis.toFixed(0)} ms, ${expansions} expansions, ${helper} non-macro attributes`,
  );
  for (const [message, times] of [...failures].sort((a, b) => b[1] - a[1]).slice(0, showAll ? 1000 : 12)) {
    console.log(`    ${times}× ${message}`);
  }
  total.sites += wanted;
  total.resolved += resolved;
  total.helper += helper;
  total.implausible += implausible;
}

function note(failures: Map<string, number>, message: string): void {
  failures.set(message, (failures.get(message) ?? 0) + 1);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let each = 1; each < line; each++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** The path of identifiers that begins at the offset. */
function pathAt(text: string, offset: number, sources: SourceMap): MacroPath {
  const written =
    /^(::)?\s*[\p{L}\p{N}_$#]+(\s*::\s*[\p{L}\p{N}_#]+)*/u.exec(text.slice(offset, offset + 400))?.[0] ?? '';
  const { tokens } = parseTokenTrees(sources.add(undefined, written));
  const segments = tokens.filter((token): token is Ident => token.kind === 'ident');
  return { global: tokens[0]?.kind === 'punct', segments };
}
