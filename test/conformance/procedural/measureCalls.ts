/**
 * Expands the procedural macro calls that a logging compiler recorded, and compares token for token, jointness included.
 *
 *     node measureCalls.js CALLS STORE WORK [SHOW]
 *
 * CALLS is a folder of `CRATE.calls.jsonl`: rows with kind, name, from, in, args, out_raw. STORE is the module store of the builder. WORK has the sources of
 * each CRATE. SHOW prints so many differences. The recorded rows name a macro but not the version of its crate: of several modules in the store, the
 * one that agrees counts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { leafText } from '../../../server/src/syntax/leafText';
import { walkTokens } from '../../../server/src/syntax/tokenText';
import type { Edition, TokenTree } from '../../../server/src/syntax/token';
import type { MacroExport } from '../../../server/src/toolchain/types';
import { ProcedureHost } from './procedureHost';

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly file: string;
  readonly line: number;
  readonly in: string;
  readonly args?: string;
  readonly out_raw: readonly string[];
}

interface StoredModule {
  readonly module?: string;
  readonly macros?: readonly MacroExport[];
}

interface Total {
  calls: number;
  equal: number;
  missing: number;
  readonly micros: number[];
}

const kinds: Readonly<Record<string, MacroExport['kind']>> = {
  proc_macro: 'bang',
  proc_macro_derive: 'derive',
  proc_macro_attribute: 'attribute',
};

const brackets = { paren: '()', bracket: '[]', brace: '{}', invisible: '' };

/** Single characters, those that are joint followed by U+0001. */
function rawTexts(tokens: readonly TokenTree[]): string[] {
  const texts: string[] = [];
  walkTokens(tokens, {
    leaf: (token) => {
      if (token.kind === 'punct') {
        [...token.text].forEach((character, index) => {
          const joint = index < token.text.length - 1 || token.spacing === 'joint';
          texts.push(joint ? `${character}\u0001` : character);
        });
      } else if (token.kind === 'lifetime') {
        texts.push("'\u0001", (token.raw ? 'r#' : '') + token.text.slice(1));
      } else if (token.kind === 'docComment') {
        texts.push('#');
        if (token.style === 'inner') texts.push('!');
        texts.push('[', 'doc', '=', JSON.stringify(token.text), ']');
      } else texts.push(leafText(token));
    },
    open: (group) => {
      if (group.delimiter !== 'invisible') texts.push(brackets[group.delimiter].slice(0, 1));
    },
    close: (group) => {
      if (group.delimiter !== 'invisible') texts.push(brackets[group.delimiter].slice(1));
    },
  });
  return texts;
}

class Measurement {
  private readonly totals = new Map<string, Total>();
  private readonly modules: readonly (StoredModule & { readonly hosts: Map<string, ProcedureHost> })[];

  constructor(
    private readonly store: string,
    private readonly work: string,
    private show: number,
  ) {
    this.modules = readdirSync(join(store, 'results'))
      .map((name) => JSON.parse(readFileSync(join(store, 'results', name), 'utf8')) as StoredModule)
      .map((module) => ({ ...module, hosts: new Map() }));
  }

  async row(row: Row, crate: string): Promise<void> {
    const kind = kinds[row.kind];
    if (!kind) return;
    const key = `${row.from} ${row.name}`;
    let total = this.totals.get(key);
    if (!total) this.totals.set(key, (total = { calls: 0, equal: 0, missing: 0, micros: [] }));
    total.calls++;
    const hosts = this.hostsFor(row.name, kind, crate);
    if (hosts.length === 0) total.missing++;
    let best: string[] | undefined;
    for (const host of hosts) {
      const started = performance.now();
      const argument = kind === 'attribute' ? (row.args ?? '') : undefined;
      const ours = await host.expand(row.name, kind, row.in, argument).then(
        ({ tokens }) => rawTexts(tokens),
        (error: unknown) => [String(error)],
      );
      total.micros.push((performance.now() - started) * 1000);
      if (ours.join(' ') === row.out_raw.join(' ')) {
        total.equal++;
        return;
      }
      best ??= ours;
    }
    if (best && this.show-- > 0) showDifference(`${crate} ${row.file}:${row.line} ${key}`, best, row.out_raw);
  }

  report(): void {
    let calls = 0;
    let equal = 0;
    for (const [key, total] of [...this.totals].sort()) {
      calls += total.calls;
      equal += total.equal;
      const micros = total.micros.sort((a, b) => a - b)[total.micros.length >> 1] ?? 0;
      const missing = total.missing > 0 ? ` (${total.missing} without a module)` : '';
      const time = `${(micros / 1000).toFixed(2)} ms`;
      console.log(
        `${String(total.equal).padStart(5)} / ${String(total.calls).padEnd(5)} ${time} ${key}${missing}`,
      );
    }
    console.log(`${equal} of ${calls} calls equal`);
  }

  private hostsFor(name: string, kind: MacroExport['kind'], crate: string): ProcedureHost[] {
    return this.modules.flatMap(({ module, macros, hosts }) => {
      if (!module || !macros?.some((macro) => macro.name === name && macro.kind === kind)) return [];
      let host = hosts.get(crate);
      if (!host) {
        const bytes = readFileSync(join(this.store, 'modules', `${module}.wasm`));
        hosts.set(crate, (host = new ProcedureHost(bytes, macros, surroundingsOf(join(this.work, crate)))));
      }
      return [host];
    });
  }
}

/** What cargo would tell a macro about the crate that calls it. */
function surroundingsOf(folder: string): {
  readonly edition: Edition;
  readonly manifestDir: string;
  readonly environment: ReadonlyMap<string, string>;
} {
  const manifest = parse(readFileSync(join(folder, 'Cargo.toml'), 'utf8'));
  const values = manifest.package as Record<string, unknown>;
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '');
  const authors = Array.isArray(values.authors) ? values.authors.join(':') : '';
  return {
    edition: Number(text('edition') || 2015) as Edition,
    manifestDir: folder,
    environment: new Map([
      ['CARGO_MANIFEST_DIR', folder],
      ['CARGO_PKG_NAME', text('name')],
      ['CARGO_PKG_VERSION', text('version')],
      ['CARGO_PKG_DESCRIPTION', text('description')],
      ['CARGO_PKG_AUTHORS', authors],
      ['CARGO_CRATE_NAME', text('name').replaceAll('-', '_')],
    ]),
  };
}

function showDifference(title: string, ours: readonly string[], rustc: readonly string[]): void {
  const at = ours.findIndex((text, index) => text !== rustc[index]);
  const near = (texts: readonly string[]) => texts.slice(Math.max(0, at - 8), at + 12).join(' ');
  console.log(`${title}\n  ours  ${near(ours)}\n  rustc ${near(rustc)}`);
}

const [calls = '', store = '', work = '', show = '0'] = process.argv.slice(2);
const measurement = new Measurement(store, work, Number(show));
for (const file of readdirSync(calls).filter((name) => name.endsWith('.calls.jsonl'))) {
  for (const line of readFileSync(join(calls, file), 'utf8').split('\n'))
    if (line.includes('"kind": "proc_macro'))
      await measurement.row(JSON.parse(line) as Row, file.slice(0, -'.calls.jsonl'.length));
}
measurement.report();
