import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSha256 } from '../sandbox/nodeHost';
import type { SandboxCall, SandboxRead, SandboxResult } from '../sandbox/types';
import { contentHash, environmentHash, variableHash } from '../sandbox/wasi/readHashes';
import { CallCache } from './callCache';

const call: SandboxCall = {
  moduleKey: 'm',
  entry: 'macroscope_bang_x',
  input: new Uint8Array([1, 2, 3]),
  environment: new Map([['CARGO_PKG_NAME', 'demo']]),
  roots: [],
  workingDirectory: '/',
  budget: { instructions: 1, wallMillis: 1, memoryPages: 1, stackUnits: 1, outputBytes: 1 },
};

function returned(output: number, reads: SandboxRead[] = []): SandboxResult {
  const used = { instructions: 1, wallMicros: 1, memoryPages: 1, outputBytes: 1 };
  const rest = { used, reads, outputs: [], refusals: [], console: '' };
  return { status: 'returned', output: new Uint8Array([output]), ...rest };
}

describe('CallCache', () => {
  let folder: string;
  let runs: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'macroscope-'));
    runs = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('answers an equal call without running it, and a different one by running it', async () => {
    const cache = new CallCache(() => Promise.resolve(returned(++runs)));
    expect(await cache.call(call)).toMatchObject({ cached: false, output: new Uint8Array([1]) });
    expect(await cache.call({ ...call, input: new Uint8Array([1, 2, 3]) })).toMatchObject({ cached: true });
    for (const other of [
      { ...call, moduleKey: 'n' },
      { ...call, input: new Uint8Array([1, 2]) },
      { ...call, budget: { ...call.budget, stackUnits: 2 } },
      { ...call, roots: [{ hostPath: '/', guestPath: '/', writable: false }] },
    ])
      expect(await cache.call(other)).toMatchObject({ cached: false });
    expect(runs).toBe(5);
  });

  it('runs again when a file that the call read has changed, and not when another has', async () => {
    const template = join(folder, 'template.html');
    writeFileSync(template, 'one');
    const cache = new CallCache(() => {
      runs++;
      return Promise.resolve(
        returned(runs, [{ kind: 'file', name: template, hash: contentHash(Buffer.from('one'), nodeSha256) }]),
      );
    });
    await cache.call(call);
    writeFileSync(join(folder, 'unrelated'), '');
    expect(await cache.call(call)).toMatchObject({ cached: true });
    writeFileSync(template, 'two');
    expect(await cache.call(call)).toMatchObject({ cached: false });
  });

  it('runs again when a file that was missing exists', async () => {
    const path = join(folder, 'later');
    const cache = new CallCache(() =>
      Promise.resolve(returned(++runs, [{ kind: 'missing', name: path, hash: null }])),
    );
    await cache.call(call);
    expect(await cache.call(call)).toMatchObject({ cached: true });
    writeFileSync(path, '');
    expect(await cache.call(call)).toMatchObject({ cached: false });
  });

  describe('of a call that read the environment', () => {
    const given = (variables: Record<string, string>): SandboxCall => ({
      ...call,
      environment: new Map(Object.entries(variables)),
    });
    const cacheOf = (readsOf: (call: SandboxCall) => SandboxRead[]) =>
      new CallCache((asked) => Promise.resolve(returned(++runs, readsOf(asked))));
    const isCached = async (cache: CallCache, variables: Record<string, string>) =>
      (await cache.call(given(variables))).cached;

    it('looks at the variables that it read by name, and at no other', async () => {
      const cache = cacheOf(({ environment }) =>
        ['PROFILE', 'UNSET'].map((name) => ({
          kind: 'environment',
          name,
          hash: variableHash(environment.get(name), nodeSha256),
        })),
      );
      expect(await isCached(cache, { PROFILE: 'dev', HOME: '/a' })).toBe(false);
      expect(await isCached(cache, { PROFILE: 'dev', HOME: '/b', MORE: '1' })).toBe(true);
      expect(await isCached(cache, { PROFILE: 'release' })).toBe(false);
      expect(await isCached(cache, { PROFILE: 'dev', UNSET: '' })).toBe(false);
      // All of these are kept beside each other.
      expect(await isCached(cache, { PROFILE: 'dev' })).toBe(true);
      expect(await isCached(cache, { PROFILE: 'release' })).toBe(true);
    });

    it('looks at all variables when it took all of them', async () => {
      const cache = cacheOf(({ environment }) => [
        { kind: 'environment', name: '*', hash: environmentHash(environment, nodeSha256) },
      ]);
      expect(await isCached(cache, { PROFILE: 'dev' })).toBe(false);
      expect(await isCached(cache, { PROFILE: 'dev' })).toBe(true);
      expect(await isCached(cache, { PROFILE: 'dev', HOME: '/a' })).toBe(false);
    });

    it('looks at none when it read none', async () => {
      const cache = cacheOf(() => []);
      expect(await isCached(cache, { PROFILE: 'dev' })).toBe(false);
      expect(await isCached(cache, { PROFILE: 'release' })).toBe(true);
    });
  });

  it('does not keep what the clock ended', async () => {
    const cache = new CallCache(() => {
      runs++;
      const used = { instructions: undefined, wallMicros: 1, memoryPages: 0, outputBytes: 0 };
      return Promise.resolve({
        status: 'out-of-time',
        message: '',
        used,
        reads: [],
        outputs: [],
        refusals: [],
        console: '',
      });
    });
    await cache.call(call);
    await cache.call(call);
    expect(runs).toBe(2);
  });
});
