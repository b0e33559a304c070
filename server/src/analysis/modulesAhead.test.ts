import { onTestFinished, expect, test } from 'vitest';
import { createSandbox } from '../sandbox/sandboxPool';
import { ScriptedThreads } from '../sandbox/testing/scriptedThreads';
import { ModulesAhead } from './modulesAhead';

/** Modules that are asked for at once, in a sandbox whose threads compile when the test says. */
function scene(modules: number) {
  const threads = new ScriptedThreads({ automatic: false });
  const sandbox = createSandbox({ threads, maximumWorkers: 2, idleMillis: 60_000 });
  onTestFinished(() => sandbox.dispose());
  const stopping = new AbortController();
  const ahead = new ModulesAhead(sandbox, stopping.signal);
  for (let number = 0; number < modules; number++) {
    const key = `module ${number}`;
    sandbox.addModule(key, new Uint8Array(8));
    for (let call = 0; call < 2; call++) ahead.add({ key, file: '/m.wasm', macros: [] });
  }
  const busy = () => threads.alive.filter(({ request }) => request?.kind === 'prepare');
  return { threads, stopping, busy };
}

test('modules are compiled one after the other, each once and not more than a few', async () => {
  const { threads, busy } = scene(30);
  const compiled: string[] = [];
  for (;;) {
    await threads.running();
    const [thread, ...others] = busy();
    if (thread?.request?.kind !== 'prepare') break;
    expect(others).toEqual([]);
    compiled.push(thread.request.moduleKey);
    await thread.reply({ kind: 'prepared', module: {} as never, rewritten: undefined });
  }
  expect(compiled).toEqual(Array.from({ length: 8 }, (_, number) => `module ${number}`));
});

test('none is compiled any more when the server stops', async () => {
  const { threads, stopping, busy } = scene(3);
  await threads.running();
  const [thread] = busy();
  stopping.abort();
  await thread?.reply({ kind: 'refused', message: 'no module' });
  await threads.running();
  expect(busy()).toEqual([]);
});
