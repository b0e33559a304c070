/**
 * Expands the procedural macro calls that a logging compiler recorded, and compares token for token, jointness included.
 *
 *     node measureCalls.js CALLS MODULES [SHOW]
 *
 * CALLS is a folder of `*.calls.jsonl`: rows with kind, name, from, in, args, out_raw. MODULES is a folder with `NAME.wasm` and `NAME.json` (the list of
 * exports) for each macro crate. SHOW prints so many differences.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leafText } from '../../../server/src/syntax/leafText';
import { walkTokens } from '../../../server/src/syntax/tokenText';
import type { TokenTree } from '../../../server/src/syntax/token';
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

async function main([calls = '', modules = '', show = '0']: readonly string[]): Promise<void> {
  let left = Number(show);
  const totals = new Map<string, { calls: number; equal: number; micros: number[] }>();
  const hosts = new Map<string, ProcedureHost | undefined>();
  for (const file of readdirSync(calls).filter((name) => name.endsWith('.calls.jsonl'))) {
    for (const line of readFileSync(join(calls, file), 'utf8').split('\n')) {
      if (!line.includes('"kind": "proc_macro')) continue;
      const row = JSON.parse(line) as Row;
      const module = row.from.replaceAll('-', '_');
      if (!hosts.has(module)) hosts.set(module, openHost(modules, module));
      const host = hosts.get(module);
      const kind = kinds[row.kind];
      if (!host || !kind) continue;
      const key = `${row.from} ${row.name}`;
      let total = totals.get(key);
      if (!total) totals.set(key, (total = { calls: 0, equal: 0, micros: [] }));
      total.calls++;
      const started = performance.now();
      let ours: string[];
      try {
        ours = rawTexts(
          (await host.expand(row.name, kind, row.in, kind === 'attribute' ? row.args : undefined)).tokens,
        );
      } catch (error) {
        ours = [String(error)];
      }
      total.micros.push((performance.now() - started) * 1000);
      if (ours.join(' ') === row.out_raw.join(' ')) total.equal++;
      else if (left-- > 0) {
        const at = ours.findIndex((text, index) => text !== row.out_raw[index]);
        console.log(
          `${file} ${row.file}:${row.line} ${key}\n  ours  ${ours.slice(Math.max(0, at - 8), at + 12).join(' ')}`,
        );
        console.log(`  rustc ${row.out_raw.slice(Math.max(0, at - 8), at + 12).join(' ')}`);
      }
    }
  }
  let all = 0;
  let equal = 0;
  for (const [key, total] of [...totals].sort()) {
    all += total.calls;
    equal += total.equal;
    const micros = total.micros.sort((a, b) => a - b)[total.micros.length >> 1] ?? 0;
    console.log(
      `${String(total.equal).padStart(5)} / ${String(total.calls).padEnd(5)} ${(micros / 1000).toFixed(2)} ms  ${key}`,
    );
  }
  console.log(`${equal} of ${all} calls equal`);
}

function openHost(modules: string, name: string): ProcedureHost | undefined {
  const base = join(modules, name);
  if (!existsSync(`${base}.wasm`)) return undefined;
  const macros = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as MacroExport[];
  return new ProcedureHost(readFileSync(`${base}.wasm`), macros);
}

await main(process.argv.slice(2));
