import { join } from 'node:path';
import type { Analysis } from '../../../../server/src/analysis/analysis';
import type { SourceFile } from '../../../../server/src/analysis/sourceFile';
import type { ExpansionNode } from '../../../../server/src/expand/expansionTree';
import { siteTokens, type InvocationSite } from '../../../../server/src/syntax/invocationSite';
import { spanOf } from '../../../../server/src/syntax/token';
import { crateFolder } from './arenaCrates';
import { CrateResults, type Causes, type Group, type Judgement } from './results';
import { groupOf, judgeSite } from './siteTruth';
import { Steps, type JudgedStep } from './stepTruth';
import { callRows, siteRows, type CallRow } from './truth';

/** Compares everything that rustc recorded of one crate. */
export async function measureCrate(
  arena: string,
  crate: string,
  analysis: Analysis,
  causes: Causes,
): Promise<CrateResults> {
  const results = new CrateResults();
  const calls = new CrateCalls(crateFolder(arena, crate), analysis);
  const record = (group: Group, judgement: Judgement, name: string, place: string): void => {
    results.add(group, judgement);
    causes.add(group, judgement, `${crate} ${place} ${name}`);
  };
  for (const row of siteRows(arena, crate)) {
    const group = groupOf(row);
    if (!group) continue;
    const [site] = calls.named(row.file, row.rline, row.rcol, row.kind);
    const node = site && (await calls.expand(row.file, site));
    const judgement: Judgement | undefined = node
      ? judgeSite(row, node, await analysis.reporter.text(node), site.kind === 'bang' && site.semicolon)
      : { verdict: 'unanswered', cause: 'no call found' };
    if (judgement) record(group, judgement, row.name, `${row.file}:${row.rline}:${row.rcol}`);
  }
  for (const { row, group, judgement } of await judgeSteps(callRows(arena, crate), calls))
    record(group, judgement, row.name, `${row.file}:${row.line}:${row.col}`);
  results.millis = calls.millis;
  return results;
}

/** The calls in the files of a crate by their place, each expanded once. */
class CrateCalls {
  millis = 0;
  private readonly expansions = new Map<InvocationSite, ExpansionNode>();
  private readonly places = new Map<string, Map<string, InvocationSite[]>>();

  constructor(
    private readonly folder: string,
    private readonly analysis: Analysis,
  ) {}

  /** Those whose path has its last segment at a place. */
  named(file: string, line: number, column: number, kind: string): InvocationSite[] {
    const sites = this.placesOf(file).get(`name ${line}:${column}`) ?? [];
    return sites.filter((site) => kind.startsWith(site.kind === 'attribute' ? 'attr' : site.kind));
  }

  beginningAt(file: string, line: number, column: number): InvocationSite[] {
    return this.placesOf(file).get(`call ${line}:${column}`) ?? [];
  }

  /** Those whose range, for derives and attributes that of their item, holds a place. */
  around(file: string, line: number, column: number): InvocationSite[] {
    const source = this.open(file);
    const offset = source?.lines.offsetOfTerminalPosition({ line, column });
    if (!source || offset === undefined) return [];
    return source.sites.filter((site) => {
      const tokens = site.kind === 'bang' ? [] : siteTokens(site);
      const [first = site.span, last = site.span] = [tokens[0], tokens.at(-1)].map(
        (token) => token && spanOf(token),
      );
      return first.start <= offset && offset < last.end;
    });
  }

  async expand(file: string, site: InvocationSite): Promise<ExpansionNode> {
    const known = this.expansions.get(site);
    if (known) return known;
    const started = performance.now();
    const source = this.open(file);
    if (!source) throw new RangeError(`${file} is not there`);
    const { node } = await this.analysis.expandSite(source, site, { recursive: true });
    this.millis += performance.now() - started;
    this.expansions.set(site, node);
    return node;
  }

  expanded(): Iterable<ExpansionNode> {
    return this.expansions.values();
  }

  private placesOf(file: string): Map<string, InvocationSite[]> {
    const known = this.places.get(file);
    if (known) return known;
    const places = new Map<string, InvocationSite[]>();
    const source = this.open(file);
    for (const site of source?.sites ?? []) {
      const add = (what: string, offset: number): void => {
        const { line, column } = source?.lines.terminalPosition(offset) ?? { line: 0, column: 0 };
        const key = `${what} ${line}:${column}`;
        const at = places.get(key) ?? [];
        places.set(key, at);
        at.push(site);
      };
      add('name', site.nameSpan.start);
      add('call', site.span.start);
    }
    this.places.set(file, places);
    return places;
  }

  private open(file: string): SourceFile | undefined {
    return this.analysis.openFile(join(this.folder, file));
  }
}

/**
 * Each row is looked for below the calls that begin at its place. A call in the arguments of another one, or one to which a procedural macro gave the
 * span of a field, has no call of its own there: it is looked for below the calls around it, then below all. So are those in files that are included.
 */
async function judgeSteps(rows: readonly CallRow[], calls: CrateCalls): Promise<JudgedStep[]> {
  const steps = new Steps();
  const expand = async ({ file }: CallRow, sites: readonly InvocationSite[]): Promise<ExpansionNode[]> => {
    const roots: ExpansionNode[] = [];
    for (const site of sites) roots.push(await calls.expand(file, site));
    for (const root of roots) steps.add(root);
    return roots;
  };
  const judged: JudgedStep[] = [];
  for (const row of rows) {
    const roots = await expand(row, calls.beginningAt(row.file, row.line, row.col));
    judged.push(steps.judge(row, roots));
  }
  const again = async (around: (row: CallRow) => Promise<ExpansionNode[] | undefined>): Promise<void> => {
    for (const [index, { row, judgement }] of judged.entries()) {
      if (judgement.verdict === 'exact') continue;
      const retried = steps.judge(row, await around(row));
      if (retried.judgement.verdict === 'exact' || judgement.verdict === 'unanswered')
        judged[index] = retried;
    }
  };
  await again(async (row) => expand(row, calls.around(row.file, row.line, row.col)));
  for (const root of calls.expanded()) steps.add(root);
  await again(() => Promise.resolve(undefined));
  return judged;
}
