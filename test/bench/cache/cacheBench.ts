/**
 * What the cache gives, on lsp-types' sources (some hundred derives of serde): latency of hits in memory and on disk beside the same calls without a
 * cache, how much is run again after each of many edits of one file, bytes on disk, and a store of 100,000 entries.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Analysis } from '../../../server/src/analysis/analysis';
import { createServices } from '../../../server/src/analysis/createServices';
import type { Services } from '../../../server/src/analysis/services';
import { CallCache } from '../../../server/src/cache/callCache';
import { FileHashes } from '../../../server/src/cache/fileHashes';
import { DiskStore } from '../../../server/src/cache/diskStore';
import { encodeResults } from '../../../server/src/cache/encodeResults';
import { ResultStore } from '../../../server/src/cache/resultStore';
import { traceOf } from '../../../server/src/cache/verifyingTrace';
import type { CallPositions } from '../../../server/src/expand/procedural/callPositions';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import type { CallOptions, SandboxCall, SandboxResult } from '../../../server/src/sandbox/types';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { copyCrate } from '../../conformance/crates/debianCrates';
import { percentile } from '../percentile';
import { editedVersions } from './editedVersions';

/** Notes the calls that are made, and which of them were run. */
class RecordingCache extends CallCache {
  calls: { readonly call: SandboxCall; readonly result: SandboxResult }[] = [];

  override async call(call: SandboxCall, options?: CallOptions, positions?: CallPositions) {
    const result = await super.call(call, options, positions);
    this.calls.push({ call, result });
    return result;
  }

  get executed(): number {
    return this.calls.filter(({ result }) => result.cached !== true).length;
  }
}

const megabyte = 1024 * 1024;
const edits = 200;
const manyEntries = 100_000;

const environment = {
  ...process.env,
  PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
  CARGO_NET_OFFLINE: 'true',
};

function print(title: string, micros: readonly number[]): void {
  const at = (share: number): string => (percentile(micros, share) / 1000).toFixed(3);
  console.log(`  ${title.padEnd(34)} ${at(0.5)} / ${at(0.99)} ms (${micros.length} times)`);
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) * 1000;
}

function cacheOf(services: Services, store?: ResultStore): RecordingCache {
  return new RecordingCache({
    run: (call, options) => services.sandbox.call(call, options),
    engine: 'benchmark',
    maximumBytes: 256 * megabyte,
    inputs: new FileHashes(),
    store,
  });
}

/** Expands all calls of a file that procedural macros answer. */
async function expandAll(analysis: Analysis, path: string): Promise<number[]> {
  const file = analysis.openFile(path);
  if (!file) throw new Error(`${path} cannot be read`);
  const micros: number[] = [];
  for (const site of file.sites) {
    if (site.kind !== 'derive' || !analysis.isCall(file, site)) continue;
    let procedural = false;
    const spent = await timed(async () => {
      const { node } = await analysis.expandSite(file, site, { recursive: true });
      procedural = node.definition?.engine === 'procedural';
    });
    if (procedural) micros.push(spent);
  }
  return micros;
}

async function declarativeSteps(analysis: Analysis, path: string): Promise<number[]> {
  const file = analysis.openFile(path);
  const micros: number[] = [];
  for (const round of [0, 1])
    for (const site of file?.sites ?? []) {
      if (!file || site.kind !== 'bang') continue;
      const spent = await timed(() => analysis.expandSite(file, site, { recursive: false }));
      if (round === 1) micros.push(spent);
    }
  return micros;
}

async function measureLatency(
  services: Services,
  calls: RecordingCache['calls'],
  folder: string,
): Promise<void> {
  const disk = new DiskStore({ folder, maximumBytes: 512 * megabyte });
  const store = new ResultStore(disk);
  const filled = cacheOf(services, store);
  for (const { call } of calls) await filled.call(call);
  await store.flush();

  const [memory, fromDisk, without]: number[][] = [[], [], []];
  for (let round = 0; round < 10; round++) {
    const fresh = cacheOf(services, new ResultStore(disk));
    for (const { call } of calls) {
      fromDisk?.push(await timed(() => fresh.call(call)));
      memory?.push(await timed(() => filled.call(call)));
    }
    if (fresh.executed > 0) throw new Error('a call that is on disk was run');
  }
  for (const { call } of calls) without?.push(await timed(() => services.sandbox.call(call)));
  console.log('One call, p50 / p99:');
  print('hit in memory (target 0.1)', memory ?? []);
  print('hit on disk (target 1)', fromDisk ?? []);
  print('run in the sandbox, module ready', without ?? []);
  const { entries, bytes } = await disk.survey();
  console.log(`Bytes on disk: ${Math.round(bytes / entries)} for each of ${entries} entries`);
}

async function measureEdits(
  analysis: Analysis,
  services: Services,
  cache: RecordingCache,
  path: string,
): Promise<void> {
  await expandAll(analysis, path);
  cache.calls = [];
  await expandAll(analysis, path);
  const total = cache.calls.length;
  let [runs, needed, most] = [0, 0, 0];
  for (const { text, changed } of editedVersions(readFileSync(path, 'utf8'), edits)) {
    services.files.setOverlay(path, text);
    analysis.resolver.fileChanged(path);
    cache.calls = [];
    await expandAll(analysis, path);
    runs += cache.executed;
    needed += changed;
    most = Math.max(most, cache.executed);
  }
  console.log(
    `Edits: ${edits} of a file with ${total} calls; run again ${(runs / edits).toFixed(2)} calls for each edit ` +
      `(${((100 * runs) / edits / total).toFixed(2)} %), ${most} at most; calls whose tokens changed: ${(needed / edits).toFixed(2)}`,
  );
}

async function measureLargeStore(
  services: Services,
  calls: RecordingCache['calls'],
  folder: string,
): Promise<void> {
  const [sample] = calls;
  const trace = sample && traceOf(sample.call, sample.result);
  if (!sample || !trace) throw new Error('there are no calls');
  const disk = new DiskStore({ folder, maximumBytes: 1e12 });
  const bytes = encodeResults([{ trace, result: sample.result }]);
  const hex = (index: number): string => ((index * 2654435761) >>> 0).toString(16).padStart(8, '0');
  for (let index = 0; index < manyEntries; index += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, offset) => disk.put(`${hex(index + offset)}${index + offset}`, bytes)),
    );
  const first = cacheOf(services, new ResultStore(disk));
  await first.call(sample.call);
  const store = new ResultStore(new DiskStore({ folder, maximumBytes: 1e12 }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const micros = await timed(() => cacheOf(services, store).call(sample.call));
  console.log(`A store of ${manyEntries} entries: opened and one hit in ${(micros / 1000).toFixed(2)} ms`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const looked = await timed(() => disk.survey());
  delay.disable();
  console.log(
    `  looked through in ${(looked / 1000).toFixed(0)} ms, other work waits ${(delay.max / 1e6).toFixed(0)} ms at most`,
  );
}

const scratch = mkdtempSync(join(tmpdir(), 'macroscope-bench-'));
const services = createServices(process.cwd(), { ...environment, XDG_CACHE_HOME: join(scratch, 'cache') });
try {
  const cache = cacheOf(services);
  const root = copyCrate('lsp-types', scratch);
  const settings = { ...defaultProjectSettings, setTest: false };
  const analysis = await Analysis.load({ ...services, cache, environment, root, trusted: true, settings });
  await buildMacroModules({ modules: analysis.modules });
  const path = join(root, 'src/lib.rs');
  await expandAll(analysis, path);
  const { calls } = cache;
  console.log(`lsp-types, src/lib.rs: ${calls.length} calls of procedural macros`);
  await measureLatency(services, calls, join(scratch, 'store'));
  console.log('A whole expansion, p50 / p99:');
  print('derive, result in memory', await expandAll(analysis, path));
  print('macro_rules!, one step, not cached', await declarativeSteps(analysis, join(root, 'src/request.rs')));
  await measureEdits(analysis, services, cache, path);
  await measureLargeStore(services, calls, join(scratch, 'large'));
} finally {
  await services.dispose();
  rmSync(scratch, { recursive: true, force: true });
}
