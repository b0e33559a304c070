import type { CrateGraph, FileSource } from '../project/model';
import type { Environment } from '../platform/program';
import type { Resolver } from '../resolve/definition';
import type { CallBudget, CallOptions, SandboxCall, SandboxResult } from '../sandbox/types';
import type { Hygiene } from '../syntax/hygiene';
import type { SourceMap } from '../syntax/sourceMap';
import type { ModuleSource } from '../toolchain/types';
import type { ExpansionBudget, ExpansionLimits } from './budget';
import type { BuiltinContext } from './builtin/context';
import type { DeclarativeContext } from './declarative/expandDeclarative';
import type { Invocation } from './expansion';
import type { CallPositions } from './procedural/callPositions';

export interface ExpanderOptions {
  readonly graph: CrateGraph;
  readonly files: FileSource;
  readonly sources: SourceMap;
  readonly hygiene: Hygiene;
  readonly resolver: Resolver;
  readonly modules: ModuleSource;
  /** The variables that the compiler is started with. `env!` sees them; procedural macros see only what cargo sets. */
  readonly environment: Environment;
  /** Runs a call in the sandbox, or answers it from the cache. `positions`: those that the call's input holds, if it holds any. */
  readonly run: (
    call: SandboxCall,
    options: CallOptions,
    positions?: CallPositions,
  ) => Promise<SandboxResult>;
  /** Instead of the crate's recursion limit and the default budgets. */
  readonly limits?: Partial<ExpansionLimits>;
  /** Instead of the default budget of one call of a procedural macro. */
  readonly callBudget?: Partial<CallBudget>;
}

/** The calls that lead to a step, the outermost first, the step's own last. */
export type CallChain = readonly Invocation[];

/** What the engines that run on the main thread may ask of their surroundings. */
export interface SynchronousContexts {
  declarative(invocation: Invocation): DeclarativeContext;
  builtin(chain: CallChain, budget: ExpansionBudget): BuiltinContext;
}
