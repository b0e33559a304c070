/**
 * What the sandbox costs, on a real macro: serde's `Deserialize` of a struct with five fields, built by our own
 * toolchain. The same call runs in the module as it is, once more as it is (the control, which says how exact the
 * ratios are), as our rewriter makes it, and as the npm package wasm-metering makes it, in turn in one process, in
 * several processes. "Best" is the second percentile of a process. Prints a table and how each target is met, and
 * exits with 1 when one is missed; the targets are for a machine that does nothing else.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGuestCall } from '../../server/src/sandbox/guestCall';
import { GUEST_IMPORTS } from '../../server/src/sandbox/guestImports';
import { nodeHost } from '../../server/src/sandbox/nodeHost';
import { nodeThreads } from '../../server/src/sandbox/nodeThreads';
import { rewriteModule } from '../../server/src/sandbox/rewrite/rewriteModule';
import { createSandbox } from '../../server/src/sandbox/sandboxPool';
import type { SandboxCall } from '../../server/src/sandbox/types';
import { webAssembly } from '../../server/src/sandbox/webAssembly';
import { ProcedureHost } from '../conformance/procedural/procedureHost';
import { buildMacros } from './macroModules';
import { meterByPeer } from './meteringPeer';
import type { ProcessFigures } from './sandboxFigures';

const processes = Number(process.env['PROCESSES'] ?? 7);
const rounds = Number(process.env['ROUNDS'] ?? 600);
const struct = `struct Settings { name: String, width: u32, height: u32, #[serde(default)] tags: Vec<String>, scale: Option<f64> }`;
const manyVariants = `enum Message { ${Array.from({ length: 100 }, (_, index) => `Variant${index} { first: u32, second: String },`).join(' ')} }`;

const targets = {
  warm: 1.06,
  baseline: 1.12,
  freshInstance: 1.2,
  secondWorker: 5,
  rewriting: 40,
};

interface Variant {
  readonly name: string;
  readonly file: string;
}

const folder = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function run(flags: readonly string[], ...words: string[]): ProcessFigures {
  const script = process.argv[1] ?? '';
  const output = execFileSync(process.execPath, [...flags, script, 'sandbox-process', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as ProcessFigures;
}

/** Ratios to the module as it is: medians over the processes. */
function warmRatios(flags: readonly string[], variants: readonly Variant[], call: SandboxCall) {
  const input = join(folder, 'input');
  const files = variants.map(({ name, file }) => `${name}=${file}`);
  const figures = Array.from(
    { length: processes },
    () => run(flags, 'warm', String(rounds), input, call.entry, ...files).warm ?? {},
  );
  return new Map(
    variants.map(({ name }) => [
      name,
      {
        best: median(figures.map((each) => (each[name]?.best ?? 0) / (each['original']?.best ?? 0))),
        median: median(figures.map((each) => (each[name]?.median ?? 0) / (each['original']?.median ?? 0))),
        millis: median(figures.map((each) => each[name]?.best ?? 0)),
      },
    ]),
  );
}

function freshInstanceMillis(rewritten: Uint8Array, call: SandboxCall): number {
  const module = new webAssembly.Module(rewritten);
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    const { status } = runGuestCall(module, call, nodeHost);
    if (status !== 'returned') throw new Error(status);
    return performance.now() - started;
  });
  const late = times.slice(rounds / 2).sort((a, b) => a - b);
  return late[Math.floor(late.length / 50)] ?? Number.NaN;
}

/** The first call of a worker that did not compile the module. */
async function secondWorkerMillis(
  original: Uint8Array,
  call: SandboxCall,
  long: SandboxCall,
): Promise<number> {
  const sandbox = createSandbox({
    threads: nodeThreads(join(process.cwd(), 'dist/sandboxWorker.js')),
    maximumWorkers: 2,
    idleMillis: 60_000,
  });
  sandbox.addModule(call.moduleKey, original);
  await sandbox.call(call);
  const busy = Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      sandbox.call({ ...long, environment: new Map([['CALL', String(index)]]) }, { priority: 'background' }),
    ),
  );
  const result = await sandbox.call({ ...call, environment: new Map([['CALL', 'second']]) });
  await busy;
  await sandbox.dispose();
  return result.used.wallMicros / 1000;
}

const [serde] = (await buildMacros(['serde_derive'])).filter(({ crate }) => crate === 'serde_derive');
if (serde === undefined) throw new Error('serde_derive is missing');
const host = new ProcedureHost(serde.bytes, serde.macros);
await host.expand('Deserialize', 'derive', struct);
await host.expand('Deserialize', 'derive', manyVariants);
const moduleKey = createHash('sha256').update(serde.bytes).digest('hex');
const [call, longCall] = host.calls.map((each) => ({ ...each, roots: [], moduleKey }));
if (call === undefined || longCall === undefined) throw new Error('the macro was not called');
writeFileSync(join(folder, 'input'), call.input);

const rewritten = rewriteModule(serde.bytes, GUEST_IMPORTS);
const variant = (name: string, bytes: Uint8Array): Variant => {
  const file = join(folder, `${name}.wasm`);
  writeFileSync(file, bytes);
  return { name, file };
};
const original = variant('original', serde.bytes);
const variants = [
  original,
  // Another custom section, so that V8 compiles it again.
  variant('control', Buffer.concat([serde.bytes, Uint8Array.of(0, 3, 1, 0x61, 0)])),
  variant('ours', rewritten),
];
const peerFile = join(folder, 'wasm-metering.wasm');
const peer = meterByPeer(original.file, peerFile);
if (typeof peer !== 'string') variants.push({ name: 'wasm-metering', file: peerFile });

const warm = warmRatios([], variants, call);
const baseline = warmRatios(['--liftoff-only'], variants, call);
const rewriting = run([], 'rewrite', original.file).rewrite ?? { first: 0, best: 0 };
const megabytes = serde.bytes.length / 1e6;
const originalSize = statSync(original.file).size;
let coldOriginal = 0;
const round = (value: number | undefined, digits = 3): number => Number((value ?? 0).toFixed(digits));
const rows: Record<string, Record<string, number | string>> = {};
for (const { name, file } of variants) {
  const colds = Array.from({ length: processes }, () =>
    run([], 'cold', join(folder, 'input'), call.entry, file),
  );
  const millis = median(colds.map(({ cold = Number.NaN }) => cold));
  if (name === 'original') coldOriginal = millis;
  rows[name] = {
    'warm best': round(warm.get(name)?.best),
    'warm median': round(warm.get(name)?.median),
    'warm ms': round(warm.get(name)?.millis),
    'baseline best': round(baseline.get(name)?.best),
    'baseline median': round(baseline.get(name)?.median),
    'cold first call': round(millis / coldOriginal, 2),
    'cold ms': round(millis, 1),
    size: round(statSync(file).size / originalSize, 2),
  };
}
if (typeof peer === 'string') rows['wasm-metering'] = { 'warm best': 'fails', 'baseline best': 'fails' };
console.log(
  `\nserde_derive, ${originalSize} bytes, Deserialize of five fields; ratios to the module as it is\n`,
);
console.table(rows);
console.log(
  `Our module carries the original along (1.00 of its size); what runs is ${(rewritten.length / originalSize - 1).toFixed(2)}.`,
);
console.log(
  typeof peer === 'string'
    ? `wasm-metering ${peer}`
    : `wasm-metering rewrites at ${(megabytes / (peer.millis / 1000)).toFixed(1)} MB/s, after wasm-opt --signext-lowering.`,
);
console.log(
  `Our rewriter begins at ${(megabytes / (rewriting.first / 1000)).toFixed(1)} MB/s in a new process.\n`,
);

const verdicts: [what: string, value: number, target: number, unit: string, most: boolean][] = [
  ['warm', warm.get('ours')?.best ?? Number.NaN, targets.warm, '', true],
  ['baseline tier', baseline.get('ours')?.best ?? Number.NaN, targets.baseline, '', true],
  ['call in a fresh instance', freshInstanceMillis(rewritten, call), targets.freshInstance, ' ms', true],
  [
    "a second worker's first call",
    await secondWorkerMillis(serde.bytes, call, longCall),
    targets.secondWorker,
    ' ms',
    true,
  ],
  ['rewriting, warm', megabytes / (rewriting.best / 1000), targets.rewriting, ' MB/s', false],
];
for (const [what, value, target, unit, isMost] of verdicts) {
  const met = isMost ? value <= target : value >= target;
  if (!met) process.exitCode = 1;
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${what}: ${value.toFixed(3)}${unit}, target ${isMost ? 'at most' : 'at least'} ${target}${unit}`,
  );
}
