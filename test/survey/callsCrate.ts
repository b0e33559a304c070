/** All calls of one crate's macros, natively and as wasm, and what differs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../server/src/sandbox/types';
import { compareOutcomes, compareTokens, type Comparison } from './callsCompare';
import type { CallsOutcome, Difference, DifferenceClass, MacroInput } from './callsTypes';
import { WasmRunner, type WasmCall } from './callsWasm';
import { collectInputs } from './inputs';
import type { Registry } from './inputsRegistry';
import type { NativeBuild } from './nativeBuild';
import { runNatively, writeCallsFiles, type CallsFile, type NativeCall, type NativeFiles } from './nativeRun';
import { resultsFolder, type BuildOutcome, type MacroCrate } from './surveyFolder';

export interface CallsContext {
  readonly work: string;
  readonly registry: Registry;
  readonly sandbox: Sandbox;
  readonly files: NativeFiles;
}

/** Runs after which what was always the same natively counts as deterministic. Two orders of a map's two entries are told apart by the second run every other time. */
const enoughRuns = 9;

/** Differences of one class that are kept in full. */
const keptDifferences = 3;

export async function compareCalls(
  crate: MacroCrate,
  build: BuildOutcome,
  native: NativeBuild,
  context: CallsContext,
): Promise<CallsOutcome> {
  const macros = build.macros ?? [];
  const counts = new Counts(crate, build);
  if (native.library === undefined) return counts.finish('not built natively', native.error);
  const found = context.registry.find(crate.name, crate.version);
  if (!found || build.module === undefined || build.sha256 === undefined)
    return counts.finish('failed', 'the crate or its module is gone');
  const inputs = collectInputs(context.registry, found, macros);
  const folder = join(resultsFolder(context.work, crate), 'calls');
  const files = writeCallsFiles(folder, crate.library, inputs);
  const module = { key: build.sha256, file: build.module, macros };
  const moduleFile = build.module;
  context.sandbox.addModule(module.key, () => Promise.resolve(readFileSync(moduleFile)));
  const runner = new WasmRunner(context.sandbox, module, crate.library);
  for (const file of files) {
    const run = (moved: boolean): Promise<NativeCalls> =>
      runNatively(file, native.library ?? '', context.files, moved);
    const natives = [await run(false), await run(true)];
    const wasm = await runner.run(file);
    while (natives.length < enoughRuns && hasUnexplained(file, natives, wasm)) natives.push(await run(false));
    compareFile(file, natives, wasm, counts);
  }
  writeFileSync(join(folder, 'differences.json'), JSON.stringify(counts.allDifferences, null, 1));
  return counts.finish(inputs.length === 0 ? 'no inputs' : 'compared');
}

type NativeCalls = ReadonlyMap<number, NativeCall>;

/** Whether a call differs whose native result has always been the same: another run may show that it is not. */
function hasUnexplained(
  file: CallsFile,
  natives: readonly NativeCalls[],
  wasm: ReadonlyMap<number, WasmCall>,
): boolean {
  return file.inputs.some((_, index) => {
    const difference = differenceOf(file.first + index, natives, wasm);
    return difference !== undefined && difference.class !== 'not deterministic natively';
  });
}

/** undefined for equal calls and for those that rustc did not come to. */
function differenceOf(
  number: number,
  natives: readonly NativeCalls[],
  wasm: ReadonlyMap<number, WasmCall>,
): Comparison | undefined {
  const [native, ...others] = natives.flatMap((run) => run.get(number) ?? []);
  const ours = wasm.get(number);
  if (!native) return undefined;
  if (!ours) return { class: 'input', native: 'a call', wasm: 'none' };
  for (const [at, stream] of native.input.entries()) {
    const comparison = compareTokens(stream, ours.input[at] ?? []);
    if (comparison) return { ...comparison, class: 'input' };
  }
  for (const other of others) {
    const comparison = compareOutcomes(native.outcome, other.outcome);
    if (comparison) return { ...comparison, class: 'not deterministic natively' };
  }
  return compareOutcomes(native.outcome, ours.outcome);
}

function compareFile(
  file: CallsFile,
  natives: readonly NativeCalls[],
  wasm: ReadonlyMap<number, WasmCall>,
  counts: Counts,
): void {
  file.inputs.forEach((input, index) => {
    const number = file.first + index;
    const native = natives[0]?.get(number);
    if (native) counts.add(input, wasm.get(number), native, differenceOf(number, natives, wasm));
    else counts.unreadable++;
  });
}

class Counts {
  unreadable = 0;
  readonly allDifferences: Difference[] = [];
  private calls = 0;
  private equal = 0;
  private varying = 0;
  private errors = 0;
  private withFragments = 0;
  private readonly sources = { tests: 0, documentation: 0, users: 0, 'made up': 0 };
  private readonly classes: Partial<Record<DifferenceClass, number>> = {};
  private readonly reads = new Set<string>();
  private readonly instructions: number[] = [];
  private readonly millis: number[] = [];
  private readonly called = new Set<string>();

  constructor(
    private readonly crate: MacroCrate,
    private readonly build: BuildOutcome,
  ) {}

  add(
    input: MacroInput,
    ours: WasmCall | undefined,
    native: NativeCall,
    difference: Comparison | undefined,
  ): void {
    this.called.add(`${input.kind} ${input.name}`);
    for (const { kind, name } of ours?.reads ?? []) this.reads.add(kind === 'environment' ? name : kind);
    if (ours?.instructions !== undefined) this.instructions.push(ours.instructions);
    if (ours) this.millis.push(ours.millis);
    if (difference) {
      this.classes[difference.class] = (this.classes[difference.class] ?? 0) + 1;
      const { kind, name, fragments } = input;
      const place = fragments ? `${input.place} with fragments` : input.place;
      this.allDifferences.push({ ...difference, macro: `${kind} ${name}`, place });
    }
    if (difference?.class === 'not deterministic natively') {
      this.varying++;
      return;
    }
    this.calls++;
    this.sources[input.source]++;
    if (input.fragments) this.withFragments++;
    if (!difference) this.equal++;
    if (native.outcome.kind !== 'returned' || native.outcome.tokens.includes('icompile_error')) this.errors++;
  }

  finish(status: CallsOutcome['status'], error?: string): CallsOutcome {
    const kept = new Map<DifferenceClass, number>();
    const differences = this.allDifferences.filter((difference) => {
      const count = kept.get(difference.class) ?? 0;
      kept.set(difference.class, count + 1);
      return count < keptDifferences;
    });
    const { name, version } = this.crate;
    return {
      ...{
        name,
        version,
        status,
        error,
        module: this.build.sha256,
        macros: this.build.macros?.length ?? 0,
        macrosCalled: this.called.size,
      },
      ...{ calls: this.calls, equal: this.equal, varying: this.varying, unreadable: this.unreadable },
      ...{
        sources: this.sources,
        withFragments: this.withFragments,
        errors: this.errors,
        classes: this.classes,
        differences,
      },
      reads: [...this.reads].sort(),
      instructions: { p50: quantile(this.instructions, 0.5), max: quantile(this.instructions, 1) },
      millis: Math.round(quantile(this.millis, 0.5) * 100) / 100,
    };
  }
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
