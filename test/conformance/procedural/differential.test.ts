/**
 * The same macros, compiled by the installed compiler for its own use and to WebAssembly with our `proc_macro`, on the same inputs:
 * both report everything that can be seen of an input, and the reports are equal.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultCallBudget } from '../../../server/src/expand/procedural/expandProcedural';
import { bangMacros, buildTestModule, buildTimeout, findProgram } from './buildTestModule';
import { Random, randomText, randomTokens } from './differential/randomTokens';
import { ProcedureHost } from './procedureHost';

const file = (name: string) => fileURLToPath(new URL(`differential/${name}`, import.meta.url));
const scale = Number(process.env['DIFFERENTIAL_SCALE'] ?? 1);
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'macroscope-differential-'));
const reports = join(folder, 'reports');
let host: ProcedureHost;

/** Runs the compiler and returns its messages; throws when it fails without `mayFail`. */
function rustc(args: readonly string[], mayFail = false): string {
  const fixed = ['--edition', '2021', '--cap-lints', 'allow', '-L', folder, '--out-dir', folder];
  const { status, stderr } = spawnSync(findProgram(['rustc']), [...fixed, ...args], {
    env: { ...process.env, REPORTS: reports },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0 && !mayFail) throw new Error(stderr);
  return stderr;
}

beforeAll(() => {
  mkdirSync(reports);
  rustc([
    '--crate-type',
    'proc-macro',
    '--crate-name',
    'differential',
    '--cfg',
    'host',
    file('differential.rs'),
  ]);
  const macros = bangMacros('examine', 'parse', 'identifiers', 'construct');
  host = new ProcedureHost(buildTestModule('differential', file('differential.rs'), macros), macros, {
    // All of Unicode in one call.
    budget: { ...defaultCallBudget, instructions: 200_000_000_000, outputBytes: 1 << 28 },
  });
}, buildTimeout);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Lets the compiler expand the calls: what each may report. Where it reports an error at a call, that is the report: it goes on after
 * many errors in text that is parsed, and the macro gets a stream all the same. It computes the places of some errors in such text from
 * the call's, and they lie beside it: then the macro's own report will do as well.
 */
function runNative(name: string, inputs: readonly string[], mayFail = false): (readonly string[])[] {
  for (const report of readdirSync(reports)) rmSync(join(reports, report));
  const callAt = new Map<string, number>();
  let text = 'extern crate differential;\n';
  let start = text.length;
  for (const [index, input] of inputs.entries()) {
    const call = `differential::${name}! { ${index} ${input} }`;
    const end = start + Buffer.byteLength(call);
    callAt.set(`${start}..${end}`, index);
    text += `${call}\n`;
    start = end + 1;
  }
  writeFileSync(join(folder, 'calls.rs'), text);
  const messages = rustc(
    ['--crate-type', 'lib', '--emit', 'metadata', '--error-format', 'json', join(folder, 'calls.rs')],
    mayFail,
  );
  const withError = new Set<number>();
  let misplaced = false;
  for (const line of messages.split('\n').filter((each) => each.startsWith('{'))) {
    const { level, spans } = JSON.parse(line) as {
      level: string;
      spans: { byte_start: number; byte_end: number }[];
    };
    if (level !== 'error') continue;
    for (const { byte_start, byte_end } of spans) {
      const call = callAt.get(`${byte_start}..${byte_end}`);
      if (call === undefined) misplaced = true;
      else withError.add(call);
    }
  }
  // Otherwise the places are not what this looks for.
  if (mayFail) expect(withError.size).toBeGreaterThan(inputs.length / 20);
  return inputs.map((_, index) => {
    if (withError.has(index)) return ['error\n'];
    const file = join(reports, String(index));
    const own = existsSync(file) ? [readFileSync(file, 'utf8')] : [];
    return misplaced ? [...own, 'error\n'] : own;
  });
}

async function runModule(name: string, input: string): Promise<string> {
  const { tokens } = await host.expand(name, 'bang', input);
  const [report] = tokens;
  if (report?.kind !== 'literal') throw new Error('no report');
  return report.text.slice('r########"'.length, -'"########'.length).replaceAll('<CR>', '\r');
}

/** The first differences, with the inputs. */
async function differences(name: string, inputs: readonly string[], mayFail = false): Promise<string[]> {
  const native = runNative(name, inputs, mayFail);
  const found: string[] = [];
  for (const [index, input] of inputs.entries()) {
    const [expected, ...others] = native[index] ?? [];
    if (expected === undefined) {
      found.push(`no report of the compiler's macro for ${input}`);
      continue;
    }
    const ours = await runModule(name, `${index} ${input}`).catch((error: unknown) => String(error));
    if (ours !== expected && !others.includes(ours)) found.push(firstDifference(input, expected, ours));
  }
  return found;
}

function firstDifference(input: string, expected: string, ours: string): string {
  const native = expected.split('\n');
  const own = ours.split('\n');
  const line = native.findIndex((text, index) => text !== own[index]);
  return `INPUT ${input}\nLINE ${line}\nRUSTC ${native[line] ?? ''}\nOURS  ${own[line] ?? ''}`;
}

test(
  'streams of random tokens',
  async () => {
    const random = new Random(seed);
    const inputs = Array.from(
      { length: 1500 * scale },
      () => `{${randomTokens(random, 1 + random.below(40))}}`,
    );
    expect((await differences('examine', inputs)).slice(0, 5)).toEqual([]);
  },
  buildTimeout,
);

test(
  'texts that are parsed',
  async () => {
    const random = new Random(seed + 1);
    const texts = () => {
      const text = random.below(3) === 0 ? randomTokens(random, 1 + random.below(12)) : randomText(random);
      return `r####"${text.replaceAll('\r', '').replaceAll('"####', '"###')}"####`;
    };
    const inputs = Array.from({ length: 1500 * scale }, texts);
    expect((await differences('parse', inputs, true)).slice(0, 5)).toEqual([]);
  },
  buildTimeout,
);

test(
  'literals made from values',
  async () => {
    const inputs = Array.from({ length: 10 * scale }, () => '');
    expect(await differences('construct', inputs)).toEqual([]);
  },
  buildTimeout,
);

test(
  'real source files',
  async () => {
    const sysroot = execFileSync(findProgram(['rustc']), ['--print', 'sysroot'], { encoding: 'utf8' }).trim();
    const folders = [join(sysroot, 'lib/rustlib/src/rust/library'), file('../../../../server')].filter(
      existsSync,
    );
    const files = folders.flatMap((each) =>
      readdirSync(each, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\bsrc\/.*\.rs$/.test(name))
        .sort()
        .map((name) => join(each, name)),
    );
    const step = Math.max(1, Math.floor(files.length / (150 * scale)));
    const texts = files.filter((_, index) => index % step === 0).map((each) => readFileSync(each, 'utf8'));
    const inputs = texts.filter((text) => !/^(#!|\ufeff|---)/.test(text)).map((text) => `{${text}\n}`);
    expect(inputs.length).toBeGreaterThan(20);
    expect((await differences('examine', inputs)).slice(0, 5)).toEqual([]);
  },
  buildTimeout,
);

test(
  'which characters make identifiers, and their normal form',
  async () => {
    runNative('identifiers', ['']);
    const lines = (text: string) =>
      new Map(
        text
          .trim()
          .split('\n')
          .map((line) => [line.split(' ')[0] ?? '', line]),
      );
    const native = lines(readFileSync(join(reports, 'identifiers'), 'utf8'));
    const ours = lines(await runModule('identifiers', ''));
    expect(native.size).toBeGreaterThan(130_000);
    // The tables may know characters of a newer Unicode than the compiler, and not the other way round.
    const different = [...ours].filter(([code, line]) => native.get(code) !== line);
    const unknownToCompiler = different.filter(([code]) => !native.has(code));
    expect(different.length - unknownToCompiler.length).toBe(0);
    expect([...native.keys()].filter((code) => !ours.has(code))).toEqual([]);
    expect(unknownToCompiler.length).toBeLessThan(5000);
  },
  buildTimeout,
);
