import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallPositions } from '../../server/src/expand/procedural/callPositions';
import type { SandboxResult } from '../../server/src/sandbox/types';
import { ProbeCache, probeCall, runProbe } from './probeCalls';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'macroscope-cache-'));
  folder = join(parent, 'crate');
  mkdirSync(folder);
});
afterEach(() => rmSync(parent, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

describe('a call of a macro', () => {
  it('is run once for the same tokens, in any crate', async () => {
    const probe = new ProbeCache();
    expect(await probe.ask(probeCall('order', folder))).not.toContain('cached');
    expect(await probe.ask(probeCall('order', folder))).toContain('(cached)');
    // In another checkout, with another environment.
    expect(await probe.ask(probeCall('order', parent, { HOME: '/elsewhere' }))).toContain('(cached)');
    expect(probe.runs).toBe(1);
  });

  it.each([
    ['other tokens', { input: new TextEncoder().encode('clock;clock') }],
    ['another module', { moduleKey: 'another' }],
    ['another budget', { budget: { ...probeCall('', '/').budget, instructions: 40_000_000 } }],
  ])('is run again for %s', async (_, changes) => {
    const probe = new ProbeCache();
    await probe.ask(probeCall('clock', folder));
    await probe.ask(probeCall('clock', folder, {}, changes));
    expect(probe.runs).toBe(2);
  });

  it('that reads a file is run again when that file changes, and not when another does', async () => {
    const probe = new ProbeCache();
    const call = probeCall('read a.txt', folder);
    write('a.txt', 'one');
    expect(await probe.ask(call)).toBe('one');
    write('b.txt', 'unrelated');
    expect(await probe.ask(call)).toBe('one (cached)');
    write('a.txt', 'two');
    expect(await probe.ask(call)).toBe('two');
    // Both states are remembered: a branch that is checked out again costs nothing.
    write('a.txt', 'one');
    expect(await probe.ask(call)).toBe('one (cached)');
  });

  it('sees a file that was missing, and one that is gone', async () => {
    const probe = new ProbeCache();
    const call = probeCall('exists a.txt', folder);
    expect(await probe.ask(call)).toBe('false');
    expect(await probe.ask(call)).toBe('false (cached)');
    write('a.txt', '');
    expect(await probe.ask(call)).toBe('true');
    renameSync(join(folder, 'a.txt'), join(folder, 'b.txt'));
    expect(await probe.ask(call)).toBe('false (cached)');
  });

  it('sees a new name in a folder that it listed', async () => {
    const probe = new ProbeCache();
    const call = probeCall('list .', folder);
    write('a.txt', '');
    expect(await probe.ask(call)).toBe('a.txt');
    write('a.txt', 'content does not matter');
    expect(await probe.ask(call)).toBe('a.txt (cached)');
    mkdirSync(join(folder, 'b'));
    expect(await probe.ask(call)).toBe('a.txt b/');
  });

  it('sees that a link leads out of its folder, though the content is the same', async () => {
    const probe = new ProbeCache();
    const call = probeCall('read a.txt', folder);
    write('a.txt', 'same');
    expect(await probe.ask(call)).toBe('same');
    rmSync(join(folder, 'a.txt'));
    writeFileSync(join(parent, 'outside.txt'), 'same');
    symlinkSync(join(parent, 'outside.txt'), join(folder, 'a.txt'));
    expect(await probe.ask(call)).toContain('PermissionDenied');
    // What was refused for what it was is asked for each time.
    expect(await probe.ask(call)).not.toContain('cached');
  });

  it('sees that a link leads elsewhere, though the content is the same', async () => {
    const probe = new ProbeCache();
    const link = join(folder, 'link.txt');
    const call = probeCall(`canonical ${link}`, folder);
    write('a.txt', 'same');
    write('b.txt', 'same');
    symlinkSync('a.txt', link);
    expect(await probe.ask(call)).toBe(`0 ${join(folder, 'a.txt')}`);
    expect(await probe.ask(call)).toBe(`0 ${join(folder, 'a.txt')} (cached)`);
    rmSync(link);
    symlinkSync('b.txt', link);
    expect(await probe.ask(call)).toBe(`0 ${join(folder, 'b.txt')}`);
  });

  it('of another checkout reads the files of that one', async () => {
    const probe = new ProbeCache();
    write('a.txt', 'here');
    writeFileSync(join(parent, 'a.txt'), 'here');
    expect(await probe.ask(probeCall('read a.txt', folder))).toBe('here');
    expect(await probe.ask(probeCall('read a.txt', parent))).toBe('here');
    writeFileSync(join(parent, 'a.txt'), 'there');
    expect(await probe.ask(probeCall('read a.txt', folder))).toBe('here (cached)');
    expect(await probe.ask(probeCall('read a.txt', parent))).toBe('there');
  });

  it('looks at the variables that it named, and at no other', async () => {
    const probe = new ProbeCache();
    const ask = (environment: Record<string, string>): Promise<string> =>
      probe.ask(probeCall('variable PROFILE;variable UNSET', folder, environment));
    expect(await ask({ PROFILE: 'dev', HOME: '/a' })).toBe('Some("dev");None');
    expect(await ask({ PROFILE: 'dev', HOME: '/b', MORE: '1' })).toBe('Some("dev");None (cached)');
    expect(await ask({ PROFILE: 'release' })).toBe('Some("release");None');
    expect(await ask({ PROFILE: 'dev', UNSET: '' })).toBe('Some("dev");Some("")');
    expect(await ask({ PROFILE: 'release' })).toBe('Some("release");None (cached)');
  });

  it('looks at all variables when it took all of them', async () => {
    const probe = new ProbeCache();
    const ask = (environment: Record<string, string>): Promise<string> =>
      probe.ask(probeCall('env PROFILE', folder, environment));
    await ask({ PROFILE: 'dev' });
    expect(await ask({ PROFILE: 'dev' })).toContain('(cached)');
    expect(await ask({ PROFILE: 'dev', HOME: '/a' })).not.toContain('(cached)');
  });

  it('that panics or spends its budget is known to do so', async () => {
    const probe = new ProbeCache();
    for (const orders of ['panic oh', 'spin', 'exit 3', 'allocate 100000000']) {
      const first = await probe.ask(probeCall(orders, folder));
      expect(await probe.ask(probeCall(orders, folder))).toBe(`${first} (cached)`);
    }
  });

  it.each(['out-of-time', 'worker-failed', 'cancelled'] as const)(
    'that ended as %s is run again',
    async (status) => {
      const { used, reads, outputs, refusals, console } = runProbe(probeCall('clock', folder));
      const ended: SandboxResult = { status, message: '', used, reads, outputs, refusals, console };
      let runs = 0;
      const { cache } = new ProbeCache({ run: () => (runs++, Promise.resolve(ended)) });
      await cache.call(probeCall('clock', folder));
      await cache.call(probeCall('clock', folder));
      expect(runs).toBe(2);
    },
  );

  it('is forgotten when the memory is full', async () => {
    const probe = new ProbeCache({ maximumBytes: 5000 });
    for (let count = 0; count < 20; count++) await probe.ask(probeCall(`read ${count}`, folder));
    expect(await probe.ask(probeCall('read 19', folder))).toContain('(cached)');
    expect(await probe.ask(probeCall('read 0', folder))).not.toContain('(cached)');
  });
});

describe('a call that comes with positions', () => {
  /** Positions of a call in a file: a macro that is at a line, and has a text. */
  const at = (line: string, text: string, asked?: readonly string[]): CallPositions => ({
    plainInput: new TextEncoder().encode('plain'),
    questionsOf: () => asked,
    answer: (question) => ({ line, text })[question],
  });
  /** The whole file is part of what is run. */
  const callIn = (file: string) => probeCall(`print ${file}`, folder);
  const isCached = async (probe: ProbeCache, file: string, positions: CallPositions): Promise<boolean> =>
    (await probe.cache.call(callIn(file), {}, positions)).cached;

  it('is run once for the same answers to what was asked, whatever else is in the file', async () => {
    const probe = new ProbeCache();
    expect(await isCached(probe, 'file', at('1', 'text', ['text']))).toBe(false);
    expect(await isCached(probe, 'edited', at('2', 'text', ['text']))).toBe(true);
    expect(await isCached(probe, 'edited', at('2', 'other', ['text']))).toBe(false);
  });

  it('depends on what any of its runs asked', async () => {
    const probe = new ProbeCache();
    // Each place asks for its line; that with another text asks for nothing else.
    for (const line of ['1', '2', '3', '4', '5', '6', '7', '8'])
      expect(await isCached(probe, line, at(line, 'text', ['line', 'text']))).toBe(false);
    for (const line of ['1', '2', '3', '4', '5', '6', '7', '8'])
      expect(await isCached(probe, `${line}, edited`, at(line, 'text', ['line', 'text']))).toBe(true);
    expect(await isCached(probe, 'other', at('9', 'other', ['text']))).toBe(false);
    expect(await isCached(probe, 'more', at('10', 'other', ['text']))).toBe(true);
  });

  it('depends on the whole file when it is not known what was asked', async () => {
    const probe = new ProbeCache();
    expect(await isCached(probe, 'file', at('1', 'text'))).toBe(false);
    expect(await isCached(probe, 'file', at('1', 'text'))).toBe(true);
    expect(await isCached(probe, 'edited', at('1', 'text'))).toBe(false);
  });
});

describe('the same call by several at once', () => {
  /** A cache whose runs end when they are told to. */
  function slowProbe() {
    const waiting: (() => void)[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const probe = new ProbeCache({
      run: async (call, { signal }) => {
        signals.push(signal);
        const result = runProbe(call);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return result;
      },
    });
    return { cache: probe.cache, waiting, signals };
  }

  it('is run once for ten hovers', async () => {
    const { cache, waiting } = slowProbe();
    write('a.txt', 'text');
    const hovers = Array.from({ length: 10 }, () => cache.call(probeCall('read a.txt', folder)));
    await new Promise(setImmediate);
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    const results = await Promise.all(hovers);
    expect(results.map(({ cached }) => cached)).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
  });

  it('is run again for one who came after a file had changed', async () => {
    const { cache, waiting } = slowProbe();
    write('a.txt', 'old');
    const first = cache.call(probeCall('read a.txt', folder));
    write('a.txt', 'new');
    const second = cache.call(probeCall('read a.txt', folder));
    waiting.shift()?.();
    await first;
    await new Promise(setImmediate);
    waiting.shift()?.();
    expect(await second).toMatchObject({ output: new TextEncoder().encode('new'), cached: false });
  });

  it('goes on while one of them waits, and ends with the last', async () => {
    const { cache, signals } = slowProbe();
    const callers = [new AbortController(), new AbortController()];
    const calls = callers.map(({ signal }) => cache.call(probeCall('clock', folder), { signal }));
    callers[0]?.abort();
    expect(await calls[0]).toMatchObject({ status: 'cancelled' });
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    callers[1]?.abort();
    expect(await calls[1]).toMatchObject({ status: 'cancelled' });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it('is run at once for a hover when only the background waits for it', async () => {
    const { cache, waiting } = slowProbe();
    void cache.call(probeCall('clock', folder), { priority: 'background' });
    void cache.call(probeCall('clock', folder), { priority: 'background' });
    expect(waiting).toHaveLength(1);
    void cache.call(probeCall('clock', folder));
    void cache.call(probeCall('clock', folder));
    expect(waiting).toHaveLength(2);
  });
});
