import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { memoryOfTree, processorMillis, treeOf } from '../processFigures';

/** A run of one of rust-analyzer's commands, from the start of the process to its end. */
export interface AnalyzerRun {
  readonly output: string;
  readonly errors: string;
  /** That pass. */
  readonly seconds: number;
  /** Of processor time, of all processes together: on a busy machine this says more. */
  readonly processorSeconds: number;
  /** The most that rust-analyzer, its macro server and what else it starts occupied together, in MB, as it was seen now and then. */
  readonly memory: number;
}

export interface AnalyzerOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Path of the server of procedural macros. Undefined: rust-analyzer starts its own. */
  readonly macroServer: string | undefined;
}

const sampleMillis = 200;

/** The shell tells, at last, what its children and theirs have used ("times" in POSIX). */
const timed = 'rust-analyzer "$@"; times >&2';

/** Runs `rust-analyzer COMMAND FOLDER`. Its exit code counts for nothing: that of `diagnostics` says that there are some. */
export async function runAnalyzer(
  command: 'analysis-stats' | 'diagnostics',
  folder: string,
  { environment, macroServer }: AnalyzerOptions,
): Promise<AnalyzerRun> {
  const server = macroServer === undefined ? [] : ['--proc-macro-srv', macroServer];
  const started = performance.now();
  const analyzer = spawn('sh', ['-c', timed, 'sh', command, folder, ...server], {
    cwd: folder,
    env: { ...environment, RA_METRICS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let memory = 0;
  let launched = 0;
  const sampling = setInterval(() => {
    memory = Math.max(memory, memoryOfTree(analyzer.pid ?? 0));
    launched = Math.max(launched, launchedSeconds(analyzer.pid ?? 0));
  }, sampleMillis);
  try {
    const [output, errors] = await Promise.all([
      text(analyzer.stdout),
      text(analyzer.stderr),
      once(analyzer, 'exit'),
    ]);
    const seconds = (performance.now() - started) / 1000;
    return { output, errors, seconds, processorSeconds: processorSeconds(errors) + launched, memory };
  } finally {
    clearInterval(sampling);
  }
}

function processorSeconds(errors: string): number {
  const [, ...numbers] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(errors)?.map(Number) ?? [];
  const [userMinutes = NaN, user = NaN, systemMinutes = NaN, system = NaN] = numbers;
  return 60 * (userMinutes + systemMinutes) + user + system;
}

/**
 * Seconds of processor time that our macro server has used so far. Its launcher is ended without a warning, so that nobody waits for the server itself,
 * and what it used is in nobody's account.
 */
function launchedSeconds(root: number): number {
  for (const id of treeOf(root))
    try {
      const [program, script] = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
      if (program === 'node' && script?.endsWith('/macroServer.js') === true)
        return processorMillis(id) / 1000;
    } catch {
      // It has ended meanwhile.
    }
  return 0;
}
