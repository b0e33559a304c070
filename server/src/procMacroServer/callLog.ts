import { appendFileSync } from 'node:fs';
import type { MacroKind } from '../resolve/definition';
import type { SandboxResult } from '../sandbox/types';

export interface LoggedCall {
  readonly crate: string;
  readonly macro: string;
  readonly kind: MacroKind;
  /** With the time from the request to the answer. */
  readonly millis: number;
  readonly result: SandboxResult;
  /** Positions that the macro asked for. */
  readonly positions: number;
  /** Why the macro ran as it was before its last changes. */
  readonly stale: string | undefined;
}

/** Notes what each macro read and cost, a line of JSON for each call. */
export type CallLog = (call: LoggedCall) => void;

/**
 * A log in a file, to which lines are added; `-` stands for standard error, which rust-analyzer shows in its own log. Every line is written at
 * once, since a client ends its server without a warning. `onProblem` is told once when the file cannot be written.
 */
export function openCallLog(file: string, onProblem: (message: string) => void): CallLog {
  let failed = false;
  return (call) => {
    if (failed) return;
    try {
      const line = `${JSON.stringify(entryOf(call))}\n`;
      if (file === '-') process.stderr.write(line);
      else appendFileSync(file, line);
    } catch (error) {
      failed = true;
      onProblem(
        `the log ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
}

function entryOf({ crate, macro, kind, millis, result, positions, stale }: LoggedCall): object {
  const { used, reads, outputs, refusals } = result;
  return {
    time: new Date().toISOString(),
    crate,
    macro,
    kind,
    result: result.status,
    instructions: used.instructions,
    millis: Math.round(millis * 1000) / 1000,
    cached: result.cached ?? false,
    read: reads.map((read) => `${read.kind} ${read.name}`),
    positions,
    written: outputs.map((output) => `${output.kind} ${output.path}`),
    refused: refusals,
    printed: result.console === '' ? undefined : result.console,
    stale,
  };
}
