import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach } from 'vitest';

interface Stoppable {
  stop(): Promise<void>;
}

/** Starts an editor for each test of the describe block that calls this, and stops it. Gives what gives the editor of the test that runs. */
export function editorPerTest<Started extends Stoppable>(start: () => Promise<Started>): () => Started {
  let editor: Started | undefined;
  beforeEach(async () => {
    editor = await start();
  });
  afterEach(async () => {
    // Where the next one does not start, this one is not stopped again.
    const stopped = editor;
    editor = undefined;
    await stopped?.stop();
  });
  return () => {
    if (!editor) throw new Error('the editor is not started');
    return editor;
  };
}

/** Waits for an editor whose processes run to be ready. Where it does not get so, nothing of it is left. */
export async function whenReady<Started extends Stoppable>(
  editor: Started,
  ready: () => Promise<unknown>,
): Promise<Started> {
  try {
    await ready();
    return editor;
  } catch (error) {
    await editor.stop();
    throw error;
  }
}

/** Ends a process, if it has not ended by itself. */
export async function endProcess(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, 'exit');
  process.kill('SIGTERM');
  await exited;
}
