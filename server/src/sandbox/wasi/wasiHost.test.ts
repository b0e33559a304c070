import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeHost } from '../nodeHost';
import type { SandboxCall } from '../types';
import { webAssembly } from '../webAssembly';
import { CallRecord } from './callRecord';
import { GuestMemory } from './guestMemory';
import { GuestExit } from './processFunctions';
import { wasiHost, type WasiHost } from './wasiHost';
import { WASI_SIGNATURES } from './wasiSignatures';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-wasi-')));
writeFileSync(join(root, 'a'), 'content');

function host(): { call: WasiHost['call']; bytes: Uint8Array; record: CallRecord } {
  const memory = new webAssembly.Memory({ initial: 1 });
  const record = new CallRecord();
  const call: SandboxCall = {
    moduleKey: '',
    entry: '',
    input: new Uint8Array(),
    environment: new Map([['NAME', 'value']]),
    roots: [{ hostPath: root, guestPath: root }],
    workingDirectory: root,
    budget: { instructions: 0, wallMillis: 0, memoryPages: 0, stackUnits: 0, outputBytes: 1000 },
  };
  const wasi = wasiHost(call, nodeHost, new GuestMemory(() => memory), record);
  return {
    call: (name, parameters) => wasi.call(name, parameters),
    bytes: new Uint8Array(memory.buffer),
    record,
  };
}

test('every function of the snapshot exists', () => {
  for (const [name, signature] of WASI_SIGNATURES) {
    const zeros = [...signature.replace(/:.*/, '')].map((kind) => (kind === 'I' ? 0n : 0));
    try {
      expect(host().call(name, zeros), name).toBeTypeOf('number');
    } catch (error) {
      expect(error, name).toBeInstanceOf(GuestExit);
    }
  }
  expect(() => host().call('no_such_function', [])).toThrow('there is no host function');
});

test('whatever a guest passes, it gets a number back, and nothing is written', () => {
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const interesting = [
    0, 1, 2, 3, 4, 5, 8, 64, 255, 1024, 65528, 65535, 65536, -1, -2, 0x7fffffff, -0x80000000,
  ];
  const answers = new Set<unknown>();
  for (let round = 0; round < 300; round++) {
    const { call: callHost, bytes } = host();
    for (let index = 0; index < bytes.length; index += 7) bytes[index] = random(256);
    bytes.set(Buffer.from('a\0./a\0../a'), 1024);
    for (let call = 0; call < 40; call++) {
      const [name, signature] = [...WASI_SIGNATURES][random(WASI_SIGNATURES.size)] ?? ['', ''];
      const parameters = [...signature.replace(/:.*/, '')].map((kind) => {
        const value = interesting[random(interesting.length)] ?? 0;
        return kind === 'I' ? BigInt(value) << BigInt(random(33)) : value;
      });
      try {
        answers.add(callHost(name, parameters));
      } catch (error) {
        expect(error).toBeInstanceOf(GuestExit);
      }
    }
  }
  // Success, and errors of many kinds.
  expect([...answers].every((answer) => Number.isInteger(answer))).toBe(true);
  expect(answers.size).toBeGreaterThan(8);
});

test('what is refused is refused by name', () => {
  const { call, record } = host();
  expect(call('sock_send', [3, 0, 0, 0, 0])).toBe(58);
  expect(record.refusals).toEqual(['sock_send was refused: a macro has no network']);
});
