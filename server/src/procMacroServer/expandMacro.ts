import { MacroError } from '../expand/expansion';
import { callModule, type RunCall } from '../expand/procedural/callModule';
import { maximumOutputTokens } from '../expand/procedural/expandProcedural';
import { macroWorld } from '../expand/procedural/macroWorld';
import { readPanicReport } from '../expand/procedural/panicReport';
import { isInside } from '../project/isInside';
import { isDeterministic } from '../cache/keptResult';
import { filesOf, traceOf } from '../cache/verifyingTrace';
import type { CallBudget, SandboxResult } from '../sandbox/types';
import type { Edition } from '../syntax/token';
import type { MacroExport } from '../toolchain/types';
import type { AnswerBasis } from './answerBasis';
import { CallInput } from './callInput';
import type { CallLog } from './callLog';
import { decodeFlatOutput } from './decodeFlatOutput';
import { failureMessage } from './failureMessage';
import { OpaqueSpans } from './opaqueSpans';
import type { ApiVersion, ExpandMacro, SpanMode } from './protocol';
import { RustAnalyzerSpans } from './rustAnalyzerSpans';
import { editionShift, rowLength } from './spanRows';
import type { Expansion, MacroLibraries, MacroLibrary } from './types';

export interface ExpandContext {
  readonly libraries: MacroLibraries;
  readonly run: RunCall;
  readonly budget: CallBudget;
  readonly log: CallLog | undefined;
  /** Absolute path of the folder that the client runs in. */
  readonly startFolder: string;
}

/** Expands a call as a client asks for it. Rejects with a MacroError for what cannot be run; a macro that fails has an `Err`. */
export async function expandMacro(
  task: ExpandMacro,
  mode: SpanMode,
  version: ApiVersion,
  { libraries, run, budget, log, startFolder }: ExpandContext,
): Promise<Expansion> {
  const started = performance.now();
  const library = await libraries.find(task.lib);
  const macro = findMacro(library, task);
  const table = mode === 'Id' ? undefined : new RustAnalyzerSpans(task.spanDataTable, version);
  const edition = editionOf(task, mode) ?? library.edition;
  const input = new CallInput(task, macro.kind, edition, table ?? new OpaqueSpans(task.callSite), version);
  const { spans, layout } = input;
  const world = worldOf(task, startFolder);
  const result = await callModule(
    { moduleKey: library.module.key, entry: macro.entry, ...world, budget },
    input,
    run,
  );
  const basis = basisOf(library, task.lib, result, world);
  const note = (positions: number): void =>
    log?.({
      crate: library.crateName,
      macro: macro.name,
      kind: macro.kind,
      millis: performance.now() - started,
      result,
      positions,
      stale: library.module.stale,
    });
  if (result.status !== 'returned') {
    const report =
      result.status === 'panicked'
        ? readPanicReport(result.message, (bytes, maximumTokens) =>
            decodeFlatOutput(bytes, spans, layout, maximumTokens),
          )
        : undefined;
    note(report?.positions.length ?? 0);
    return { outcome: { Err: failureMessage(result, report, macro) }, basis };
  }
  const hasRead = result.reads.some(({ kind }) => kind !== 'environment');
  const { tree, positions } = decodeFlatOutput(result.output, spans, layout, maximumOutputTokens, hasRead);
  note(positions.length);
  return { outcome: { Ok: { tree, spanDataTable: table?.table ?? [] } }, basis };
}

/** Undefined for a result that may be another one for the same request. What was read of the environment came with the request. */
function basisOf(
  { stamp }: MacroLibrary,
  path: string,
  result: SandboxResult,
  { roots, workingDirectory }: ReturnType<typeof macroWorld>,
): AnswerBasis | undefined {
  const trace = isDeterministic(result) ? traceOf({ roots, workingDirectory }, result) : undefined;
  if (stamp === undefined || !trace) return undefined;
  const reads = filesOf(trace);
  return { library: { path, stamp }, reads, roots: reads.length > 0 ? roots : [] };
}

/** A derive may have the name of an attribute; only calls of attributes bring arguments along. */
function findMacro({ module, crateName }: MacroLibrary, { macroName, attributes }: ExpandMacro): MacroExport {
  const named = module.macros.filter(({ name }) => name === macroName);
  const macro = (attributes && named.find(({ kind }) => kind === 'attribute')) ?? named[0];
  if (!macro)
    throw new MacroError('module-missing', `\`${crateName}\` has no procedural macro \`${macroName}\``);
  return macro;
}

/**
 * The crate under expansion is known by the environment that cargo gives it. Editors name the root of its workspace as the folder to run in; the command
 * line of rust-analyzer names none, and its own server then runs macros where it was started itself.
 */
function worldOf({ env, currentDir }: ExpandMacro, startFolder: string): ReturnType<typeof macroWorld> {
  const environment = new Map(env);
  const manifestDir = environment.get('CARGO_MANIFEST_DIR');
  const isStartedAbove = manifestDir !== undefined && isInside(startFolder, manifestDir);
  const workspace = currentDir ?? (isStartedAbove ? startFolder : undefined);
  return macroWorld({ environment, manifestDir, workspace });
}

const editions: readonly (Edition | undefined)[] = [2015, 2018, 2021, 2024];

function editionOf({ spanDataTable, callSite }: ExpandMacro, mode: SpanMode): Edition | undefined {
  const file = spanDataTable[callSite * rowLength];
  return mode === 'Id' || file === undefined ? undefined : editions[file >>> editionShift];
}
