/** Runs built macro modules in this process, for tests and measurements: the sandbox's own call, without its pool of workers. */
import { createHash } from 'node:crypto';
import { expandProcedural } from '../../../server/src/expand/procedural/expandProcedural';
import type { StepResult } from '../../../server/src/expand/expansion';
import type { Crate, CrateGraph } from '../../../server/src/project/model';
import type { ProceduralDefinition } from '../../../server/src/resolve/definition';
import { runGuestCall } from '../../../server/src/sandbox/guestCall';
import { nodeHost } from '../../../server/src/sandbox/nodeHost';
import { prepareModule } from '../../../server/src/sandbox/prepareModule';
import type { CompiledModule } from '../../../server/src/sandbox/webAssembly';
import type { CallBudget, SandboxCall, SandboxResult } from '../../../server/src/sandbox/types';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, TokenTree } from '../../../server/src/syntax/token';
import type { MacroExport, MacroModule } from '../../../server/src/toolchain/types';

export interface HostOptions {
  readonly edition?: Edition;
  /** The folder of the crate under expansion. */
  readonly manifestDir?: string;
  /** Default: that folder. */
  readonly workspaceRoot?: string;
  readonly environment?: ReadonlyMap<string, string>;
  readonly budget?: CallBudget;
  /** Runs the calls elsewhere, instead of in this thread. */
  readonly run?: (call: SandboxCall) => Promise<SandboxResult>;
}

/** One crate with macro calls, and the module that expands them. */
export class ProcedureHost {
  readonly sources = new SourceMap();
  readonly hygiene = new Hygiene();
  readonly calls: SandboxCall[] = [];
  private readonly compiled: CompiledModule;
  private readonly module: MacroModule;

  constructor(
    bytes: Uint8Array,
    macros: readonly MacroExport[],
    private readonly options: HostOptions = {},
  ) {
    this.compiled = prepare(bytes);
    this.module = { key: createHash('sha256').update(bytes).digest('hex'), file: '', macros };
  }

  parse(text: string, path?: string): TokenTree[] {
    const { tokens, problems } = parseTokenTrees(this.sources.add(path, text), {
      edition: this.options.edition ?? 2021,
    });
    if (problems[0]) throw new Error(`${problems[0].message} in ${text}`);
    return tokens;
  }

  /** `input` is source text or tokens: the item, or what stands between a call's delimiters. */
  expand(
    name: string,
    kind: MacroExport['kind'],
    input: string | readonly TokenTree[],
    argument?: string,
  ): Promise<StepResult> {
    const tokens = typeof input === 'string' ? this.parse(input, '/demo/src/lib.rs') : input;
    const span = {
      source: this.sources.add('/demo/src/lib.rs', `#[${name}]`).id,
      start: 2,
      end: 2 + name.length,
      context: 0,
    };
    const definition: ProceduralDefinition = {
      engine: 'procedural',
      name,
      kind,
      crate: 1,
      file: '/macros/src/lib.rs',
      span,
      helperAttributes: [],
    };
    const scope = {
      crate: 0,
      module: { crate: 0, path: [], file: '/demo/src/lib.rs' },
      textual: { depth: 0 },
    };
    return expandProcedural(
      definition,
      {
        kind,
        path: { global: false, segments: [] },
        input: tokens,
        arguments: argument === undefined ? undefined : this.parse(argument, '/demo/src/lib.rs'),
        span,
        scope,
        position: 'item',
        original: tokens,
      },
      {
        graph: this.graph(),
        modules: { moduleOf: () => this.module, reasonMissing: () => 'not built' },
        sources: this.sources,
        hygiene: this.hygiene,
        budget: this.options.budget,
        run: this.options.run ?? ((call) => Promise.resolve(this.run(call))),
      },
    );
  }

  private run(call: SandboxCall): SandboxResult {
    this.calls.push(call);
    return runGuestCall(this.compiled, call, nodeHost);
  }

  private graph(): CrateGraph {
    const { edition = 2021, manifestDir = '/demo', environment = new Map<string, string>() } = this.options;
    const crate: Crate = {
      id: 0,
      name: 'demo',
      packageName: 'demo',
      version: '0.1.0',
      edition,
      rootFile: `${manifestDir}/src/lib.rs`,
      manifestDir,
      target: 'lib',
      origin: 'workspace',
      features: [],
      cfg: { has: () => false },
      dependencies: new Map(),
      env: environment,
    };
    const macros: Crate = { ...crate, id: 1, name: 'macros', packageName: 'macros', target: 'proc-macro' };
    return {
      crates: [crate, macros],
      sysroot: new Map(),
      sysrootKind: 'bundled',
      workspaceRoot: this.options.workspaceRoot ?? manifestDir,
      problems: [],
    };
  }
}

function prepare(bytes: Uint8Array): CompiledModule {
  const reply = prepareModule({ original: bytes });
  if (reply.kind === 'refused') throw new Error(reply.message);
  return reply.module;
}
