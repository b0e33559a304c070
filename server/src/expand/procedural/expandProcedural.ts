import { crateWithId } from '../../project/crateWithId';
import type { Crate, CrateGraph } from '../../project/model';
import { isInside } from '../../project/isInside';
import { relativeToWorkspace } from '../../project/relativeToWorkspace';
import type { ProceduralDefinition } from '../../resolve/definition';
import { MAXIMUM_STACK_UNITS } from '../../sandbox/rewrite/counter';
import type { CallBudget, SandboxCall, SandboxOutput, SandboxRoot } from '../../sandbox/types';
import type { Hygiene } from '../../syntax/hygiene';
import type { SourceMap } from '../../syntax/sourceMap';
import type { MacroExport, ModuleSource } from '../../toolchain/types';
import { declaredInput } from '../declaredInput';
import {
  MacroError,
  type DeclaredInput,
  type DeclaredOutput,
  type Invocation,
  type MacroDiagnostic,
  type StepResult,
} from '../expansion';
import { callFailure, consoleNote } from './callFailure';
import { callModule, type RunCall } from './callModule';
import { InputPositions } from './callPositions';
import { compileErrors } from './compileErrors';
import { decodeOutput, type MacroOutput } from './decodeOutput';
import { EncodedInput } from './encodeInput';
import { macroWorld } from './macroWorld';
import { readPanicReport } from './panicReport';
import { positionInputs } from './positionInputs';
import { callSites } from './spanTable';
import { tokensWithUnixErrors } from './systemErrors';

export interface ProceduralContext {
  readonly modules: ModuleSource;
  readonly graph: CrateGraph;
  readonly sources: SourceMap;
  readonly hygiene: Hygiene;
  /** Default: {@link defaultCallBudget}. */
  readonly budget?: CallBudget;
  readonly run: RunCall;
}

/** Some seconds of work: far more than real macros need, and an end for those that have none. */
export const defaultCallBudget: CallBudget = {
  instructions: 10_000_000_000,
  wallMillis: 20_000,
  memoryPages: 16_384,
  stackUnits: MAXIMUM_STACK_UNITS,
  outputBytes: 32 * 1024 * 1024,
};

/** Tokens that one call may return. */
export const maximumOutputTokens = 2_000_000;

/**
 * Expands a call of a procedural macro by running its module in the sandbox.
 * Rejects with a MacroError only; one that was caused by what the macro read has it in `inputs`.
 */
export async function expandProcedural(
  definition: ProceduralDefinition,
  invocation: Invocation,
  context: ProceduralContext,
): Promise<StepResult> {
  const crate = context.graph.crates[invocation.scope.crate];
  if (!crate) throw new MacroError('internal', 'the call stands in an unknown crate', invocation.span);
  const { key, entry, stale } = findModule(definition, invocation, context);
  const { edition } = crateWithId(context.graph, definition.crate);
  const input = new EncodedInput({
    kind: definition.kind,
    edition: crate.edition,
    sites: callSites(invocation.span, definition.span, edition, context.hygiene),
    arguments: invocation.arguments,
    input: invocation.input,
  });
  const call = sandboxCall(key, entry.entry, crate, context);
  const pathOf = (path: string) => relativeToWorkspace(context.graph, crate, path);
  const result = await callModule(
    call,
    {
      withoutPositions: () => input.withoutPositions(),
      withPositions: () => input.withPositions(context.sources, pathOf),
      positions: () => new InputPositions(input, context.sources, pathOf, maximumOutputTokens),
    },
    context.run,
  );
  const reads = result.reads.map(({ kind, name, hash }) => ({
    kind,
    name: hostPath(name, kind, call.roots),
    hash,
  }));
  const outputs = result.outputs.map((each) => declaredOutput(each, call.roots));
  if (result.status !== 'returned') {
    const report =
      result.status === 'panicked'
        ? readPanicReport(result.message, (bytes, maximumTokens) =>
            decodeOutput(bytes, input.spans, context.sources, maximumTokens),
          )
        : undefined;
    const inputs = [...reads, ...positionInputs(report?.positions ?? [], input.spans, context.sources)];
    const diagnostics = report?.diagnostics ?? [];
    throw callFailure(result, report, definition, invocation.span, inputs, { outputs, diagnostics });
  }

  const output = decodeFor(invocation, () =>
    decodeOutput(result.output, input.spans, context.sources, maximumOutputTokens),
  );
  const tokens = reads.some(({ kind }) => kind !== 'environment')
    ? tokensWithUnixErrors(output.tokens)
    : output.tokens;
  return {
    tokens,
    inputs: [
      ...reads,
      ...trackedEnvironment(output),
      ...positionInputs(output.positions, input.spans, context.sources),
    ],
    outputs,
    diagnostics: [
      ...output.diagnostics,
      ...compileErrors(tokens),
      ...notes([...result.refusals.map((refusal) => `refused: ${refusal}`), ...consoleNote(result.console)]),
    ],
    instructions: result.used.instructions,
    cached: result.cached,
    stale:
      stale === undefined
        ? undefined
        : `\`${crateName(definition, context)}\` has changed; this is the expansion by its last module: ${stale}`,
  };
}

function crateName(definition: ProceduralDefinition, { graph }: Pick<ProceduralContext, 'graph'>): string {
  return graph.crates[definition.crate]?.name ?? 'its crate';
}

function findModule(
  definition: ProceduralDefinition,
  invocation: Invocation,
  { modules, graph }: ProceduralContext,
): { readonly key: string; readonly entry: MacroExport; readonly stale: string | undefined } {
  const module = modules.moduleOf(definition.crate);
  if (!module)
    throw new MacroError('module-missing', modules.reasonMissing(definition.crate), invocation.span);
  const entry = module.macros.find(({ name, kind }) => name === definition.name && kind === definition.kind);
  if (!entry) {
    const crate = graph.crates[definition.crate]?.name ?? 'its crate';
    throw new MacroError(
      'module-missing',
      `the built module of \`${crate}\` has no ${definition.kind} macro \`${definition.name}\`; it may be out of date`,
      invocation.span,
    );
  }
  return { key: module.key, entry, stale: module.stale };
}

function sandboxCall(
  moduleKey: string,
  entry: string,
  crate: Crate,
  { graph, budget }: ProceduralContext,
): Omit<SandboxCall, 'input'> {
  const { env: environment, manifestDir } = crate;
  const workspace = crate.origin === 'workspace' ? graph.workspaceRoot : undefined;
  return {
    moduleKey,
    entry,
    ...macroWorld({ environment, manifestDir, workspace }),
    budget: budget ?? defaultCallBudget,
  };
}

function declaredOutput(output: SandboxOutput, roots: readonly SandboxRoot[]): DeclaredOutput {
  const { kind } = output;
  const name = hostPath(output.path, kind, roots);
  return output.kind === 'file' ? { kind, name, bytes: output.bytes.length } : { kind, name };
}

/** The host's name of something that was read or written below a root. */
function hostPath(
  name: string,
  kind: DeclaredInput['kind'] | DeclaredOutput['kind'],
  roots: readonly SandboxRoot[],
): string {
  if (kind === 'environment') return name;
  const root = roots.find(({ guestPath }) => isInside(guestPath, name));
  return root ? root.hostPath + name.slice(root.guestPath.length) : name;
}

/** Decoding knows no place; the call is the place of what it finds. */
function decodeFor(invocation: Invocation, decode: () => MacroOutput): MacroOutput {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    throw new MacroError(error.code, error.message, invocation.span, error.notes);
  }
}

/** Variables that the macro named itself. Paths that it named are inputs when it reads them, or when its output includes them. */
function trackedEnvironment(output: MacroOutput): DeclaredInput[] {
  return output.tracked.flatMap((tracked) =>
    tracked.kind === 'environment' ? [declaredInput('environment', tracked.name, tracked.value ?? null)] : [],
  );
}

function notes(messages: readonly string[]): MacroDiagnostic[] {
  return messages.map((message) => ({ severity: 'note', message, span: undefined, children: [] }));
}
