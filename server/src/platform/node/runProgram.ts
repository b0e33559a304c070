import { spawn } from 'node:child_process';
import type { RunProgram } from '../program';

/** Runs a program of the machine. */
export const runProgram: RunProgram = (program, args, options) =>
  new Promise((resolve) => {
    if (options.signal?.aborted) {
      resolve({ code: undefined, stdout: '', stderr: '', failure: `${program} was cancelled` });
      return;
    }
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own, so that stopping cargo stops the compilers that it started.
      detached: process.platform !== 'win32',
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const lines = options.onLine && lineSplitter(options.onLine);
    let failure: string | undefined;

    const stop = (reason: string): void => {
      failure ??= reason;
      stopGroup(child.pid);
      child.kill('SIGKILL');
    };
    const onAbort = (): void => {
      stop(`${program} was cancelled`);
    };
    const timer = setTimeout(() => {
      stop(`${program} took longer than ${Math.round(options.timeoutMillis / 1000)} s`);
    }, options.timeoutMillis);
    options.signal?.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      if (lines) lines.push(chunk);
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= error.code === 'ENOENT' ? `${program} was not found` : `${program}: ${error.message}`;
      finish(undefined);
    });
    child.on('close', finish);

    let finished = false;
    function finish(code: number | null | undefined): void {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      lines?.end();
      resolve({
        code: failure === undefined ? (code ?? undefined) : undefined,
        stdout: Buffer.concat(output).toString('utf8'),
        stderr: Buffer.concat(errors).toString('utf8'),
        ...(failure === undefined ? {} : { failure }),
      });
    }
  });

function stopGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}

function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  let rest: Buffer[] = [];
  return {
    push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        rest.push(chunk.subarray(start, end));
        onLine(Buffer.concat(rest).toString('utf8'));
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    },
    end() {
      if (rest.length > 0) onLine(Buffer.concat(rest).toString('utf8'));
    },
  };
}
