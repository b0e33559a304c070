/** The ways to expand a macro that are compared: each answers the same inputs. */
import { join } from 'node:path';
import { DiskStore } from '../../../server/src/cache/diskStore';
import type { StepResult } from '../../../server/src/expand/expansion';
import { expandProcedural } from '../../../server/src/expand/procedural/expandProcedural';
import type { Crate, CrateGraph } from '../../../server/src/project/model';
import type { ProceduralDefinition } from '../../../server/src/resolve/definition';
import { nodeThreads } from '../../../server/src/sandbox/nodeThreads';
import { createSandbox } from '../../../server/src/sandbox/sandboxPool';
import type { Sandbox } from '../../../server/src/sandbox/types';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import type { SourceMap } from '../../../server/src/syntax/sourceMap';
import { readFile } from 'node:fs/promises';
import { flatTree, leavesOf, SpanNumbers } from './flatTree';
import type { NativeBuild, WasmBuild } from './macroBuilds';
import type { BenchInput, InputSet } from './macroInputs';
import { nativeLeaves, nativeRequest, NativeServer } from './nativeServer';

/** Microseconds of one call. */
export interface Sample {
  readonly total: number;
  /** Of these, from handing the call to the sandbox to its result: both ways between threads included. */
  readonly sandbox?: number;
  /** Of these, what the worker itself measured: instance, call, output. */
  readonly guest?: number;
}

export interface Contestant {
  readonly name: string;
  /** Undefined where the macro failed. */
  expand(input: BenchInput): Promise<Sample | undefined>;
  /** The tokens that it makes of an input, for comparison; undefined where the macro failed. */
  leaves(input: BenchInput): Promise<readonly string[] | undefined>;
  stop(): Promise<void>;
}

export async function startNative(name: string, { libraries }: NativeBuild): Promise<Contestant> {
  const server = await NativeServer.start();
  const requests = new Map<BenchInput, string>();
  const ask = async (input: BenchInput): Promise<{ line: Buffer[]; total: number }> => {
    const request = requests.get(input) ?? nativeRequest(libraries[input.macroCrate.name] ?? '', input);
    requests.set(input, request);
    const started = performance.now();
    const line = await server.ask(request);
    return { line, total: (performance.now() - started) * 1000 };
  };
  return {
    name,
    expand: async (input) => {
      const { line, total } = await ask(input);
      return nativeLeaves(line) && { total };
    },
    leaves: async (input) => nativeLeaves((await ask(input)).line),
    stop: () => Promise.resolve(server.stop()),
  };
}

/** What an editor has, without the cache of results: tokens in, tokens out. */
export function startWasm(
  name: string,
  { modules }: WasmBuild,
  {
    sources,
    inputs,
    rewritten,
    worker,
  }: { sources: SourceMap; inputs: InputSet; rewritten: string; worker: string },
): Contestant {
  const sandbox = createSandbox({
    threads: nodeThreads(worker),
    maximumWorkers: 1,
    idleMillis: 600_000,
    rewriteCache: new DiskStore({ folder: join(rewritten, 'rewritten'), maximumBytes: 512 << 20 }),
  });
  for (const { key, file } of Object.values(modules)) sandbox.addModule(key, () => readFile(file));
  const host = new WasmHost(sandbox, modules, sources, inputs);
  return {
    name,
    expand: (input) => host.sample(input),
    leaves: async (input) => {
      const result = await host.expand(input);
      return result && leavesOf(flatTree(result.tokens, new SpanNumbers()));
    },
    stop: () => sandbox.dispose(),
  };
}

class WasmHost {
  private readonly hygiene = new Hygiene();
  private readonly graph: CrateGraph;
  /** Macro crates come after the crates of the inputs. */
  private readonly macroCrates: readonly string[];
  private sandboxMicros = 0;
  private guestMicros = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly modules: WasmBuild['modules'],
    private readonly sources: SourceMap,
    private readonly inputs: InputSet,
  ) {
    const [template] = inputs.crates;
    if (!template) throw new Error('no sources');
    this.macroCrates = Object.keys(modules);
    const crates = this.macroCrates.map((name, index): Crate => ({
      ...template,
      name,
      id: inputs.crates.length + index,
    }));
    this.graph = {
      crates: [...inputs.crates, ...crates],
      sysroot: new Map(),
      sysrootKind: 'bundled',
      workspaceRoot: undefined,
      problems: [],
    };
  }

  async sample(input: BenchInput): Promise<Sample | undefined> {
    this.sandboxMicros = 0;
    this.guestMicros = 0;
    const started = performance.now();
    const result = await this.expand(input);
    const total = (performance.now() - started) * 1000;
    return result && { total, sandbox: this.sandboxMicros, guest: this.guestMicros };
  }

  async expand({ macroCrate, macro, invocation }: BenchInput): Promise<StepResult | undefined> {
    const crate = this.inputs.crates.length + this.macroCrates.indexOf(macroCrate.name);
    const definition: ProceduralDefinition = {
      ...macro,
      engine: 'procedural',
      crate,
      file: '',
      span: invocation.span,
      helperAttributes: [],
    };
    const context = {
      modules: { moduleOf: () => this.modules[macroCrate.name], reasonMissing: () => 'it was not built' },
      graph: this.graph,
      sources: this.sources,
      hygiene: this.hygiene,
      run: async (call: Parameters<Sandbox['call']>[0]) => {
        const started = performance.now();
        const result = await this.sandbox.call(call);
        this.sandboxMicros += (performance.now() - started) * 1000;
        this.guestMicros += result.used.wallMicros;
        return result;
      },
    };
    return expandProcedural(definition, invocation, context).catch(() => undefined);
  }
}
