import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpansionReport } from '../../../server/src/analysis/expansionReport';
import { derivedImplementations } from '../builtin/derivedImplementations';
import { comparableLeaves, tokensOf } from '../builtin/leaves';

/** rustc's own expansion of one call site, as the arena records it. */
interface TruthRow {
  readonly file: string;
  readonly kind: string;
  readonly line: number;
  readonly col: number;
  readonly name: string;
  /** The tokens of the region with everything expanded; null where rustc expanded nothing. */
  readonly composed: readonly string[] | null;
  /** Calls of procedural macros: name, input, output, kind. */
  readonly pm: readonly (readonly [string, string, string, string])[];
}

/** What rustc made of the call sites of a crate. */
export class SiteTruth {
  private readonly rows = new Map<string, TruthRow>();

  constructor(arena: string, crate: string) {
    const text = readFileSync(join(arena, 'truth', `${crate}.sites.jsonl`), 'utf8');
    for (const line of text.trim().split('\n')) {
      const row = JSON.parse(line) as TruthRow;
      if (row.composed) this.rows.set(`${row.file}:${row.line}:${row.col}`, row);
    }
  }

  /** Whether a report says what rustc made; undefined for a call that rustc did not expand. `file` is relative to the crate. */
  agrees(file: string, report: ExpansionReport): boolean | undefined {
    const { line, column } = report.range.start;
    // The arena gives the place of an attribute's path, ours is that of the whole attribute.
    const row = [0, 2]
      .map((skip) => this.rows.get(`${file}:${line}:${column + skip}`))
      .find((found) => found !== undefined);
    if (!row?.composed) return undefined;
    if (report.text === undefined) return false;
    const derived = row.pm.find(([, , , kind]) => kind !== 'proc_macro');
    if (report.engine === 'procedural' && derived) return equal(report.steps?.[0]?.output ?? '', derived[2]);
    const composed = row.composed.join(' ');
    if (report.kind === 'bang') return equal(report.text, composed);
    if (report.engine !== 'builtin') return undefined;
    const own = derivedImplementations(tokensOf(report.text)).map(({ tokens }) => normalized(tokens));
    const all = derivedImplementations(tokensOf(composed)).map(({ tokens }) => normalized(tokens));
    return own.every((implementation) => all.includes(implementation));
  }
}

function equal(ours: string, theirs: string): boolean {
  const [left, right] = [normalized(tokensOf(ours)), normalized(tokensOf(theirs))];
  if (left !== right && process.env['SHOW']) {
    let at = 0;
    while (left[at] === right[at]) at++;
    console.log(
      `  ours:  ${left.slice(Math.max(0, at - 60), at + 60)}\n  rustc: ${right.slice(Math.max(0, at - 60), at + 60)}`,
    );
  }
  return left === right;
}

/** Doc comments as the attributes that they are, whose text is compared without the spaces around it and without how it was quoted. */
function withoutDocSugar(leaves: readonly string[]): string[] {
  return leaves.flatMap((leaf, index) => {
    if (/^\/\/[/!]/.test(leaf)) return ['#', '[', 'doc', '=', docText(leaf.slice(3)), ']'];
    return leaves[index - 1] === '=' && leaves[index - 2] === 'doc' ? [docText(unquoted(leaf))] : [leaf];
  });
}

function docText(text: string): string {
  return `"${text.trim().replace(/\s+/g, ' ')}"`;
}

function unquoted(literal: string): string {
  const content = literal.replace(/^r?#*"/, '').replace(/"#*$/, '');
  return literal.startsWith('r') ? content : content.replace(/\\(["'\\])/g, '$1');
}

/**
 * Leaves without what rustc's printer decides: the comma after a last element and the semicolon after a block; and without how a crate is named:
 * `$crate`, `crate` and `::name` are one.
 */
function normalized(tokens: Parameters<typeof comparableLeaves>[0]): string {
  return withoutDocSugar(comparableLeaves(tokens))
    .join(' ')
    .replace(/\$ crate|\$crate|\bcrate\b/g, 'crate')
    .replace(/(^|[^\w>] ): : (?=\w)/g, '$1')
    .replace(/\b(std|core|alloc) (?=: :)/g, 'crate ')
    .replace(/[,;] (?=[)\]}{;])/g, '')
    .replace(/} [;,]/g, '}')
    .replace(/[ ;,]+$/g, '');
}
