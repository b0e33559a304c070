import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureProject } from '../project/testing/fixtureProject';
import { ModuleFiles } from './moduleFiles';
import { readPrebuiltModule } from './prebuiltModule';
import { hashBytes } from '../platform/hashBytes';
import { macrosOf } from './wasmModule';

/** A module with the given exported functions (all of them the first one) and list of macros. */
function wasmModule(exports: readonly string[], macros: string): Uint8Array {
  const text = (value: string): number[] => [Buffer.byteLength(value), ...Buffer.from(value)];
  const section = (id: number, content: readonly number[]): number[] => [id, content.length, ...content];
  const exported = exports.flatMap((name) => [...text(name), 0, 0]);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(7, [exports.length, ...exported]),
    ...section(0, [...text('macroscope.macros'), ...Buffer.from(macros)]),
  ]);
}

const module = wasmModule(
  ['macroscope_alloc', 'macroscope_derive_A', 'macroscope_bang_b'],
  'derive A x y\nbang b \n',
);

test('the macros of a module are those that it declares and exports', () => {
  expect(macrosOf(module)).toEqual([
    { name: 'A', kind: 'derive', helperAttributes: ['x', 'y'], entry: 'macroscope_derive_A' },
    { name: 'b', kind: 'bang', helperAttributes: [], entry: 'macroscope_bang_b' },
  ]);
  expect(() => macrosOf(wasmModule([], 'bang b \n'))).toThrow('does not export');
  expect(() => macrosOf(Buffer.from('no module'))).toThrow('not a WebAssembly module');
  for (let length = 0; length < module.length; length++) {
    // A module that was cut off is an error or has fewer macros; it never hangs.
    try {
      expect(macrosOf(module.subarray(0, length)).length).toBeLessThanOrEqual(2);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});

test('a module is found by its key and by its source, until its file is gone', () => {
  const folder = fixtureProject({});
  writeFileSync(join(folder, 'built.wasm'), module);
  const files = new ModuleFiles(join(folder, 'store'));
  expect(files.read('key')).toBeUndefined();
  const added = files.addModule('key', ['source'], 'a package', join(folder, 'built.wasm'));
  expect(added.key).toBe(hashBytes(module));
  expect(files.read('key')).toEqual({ built: true, module: added });
  expect(files.readBySource(['unknown', 'source'])).toEqual(added);
  rmSync(added.file);
  expect(files.read('key')).toBeUndefined();
  files.addFailure('key', 'why');
  expect(files.read('key')).toEqual({ built: false, failure: 'why' });
  writeFileSync(join(folder, 'store/results/key.json'), '{"version":1,');
  expect(files.read('key')).toBeUndefined();
});

test('a prebuilt module is taken when it is what its description says', () => {
  const description = (key: string): string => JSON.stringify({ file: 'm.wasm', key });
  const folder = fixtureProject({ 'prebuilt/macroscope.json': description(hashBytes(module)) });
  expect(readPrebuiltModule(folder)).toBeUndefined();
  writeFileSync(join(folder, 'prebuilt/m.wasm'), module);
  expect(readPrebuiltModule(folder)?.macros.map(({ name }) => name)).toEqual(['A', 'b']);
  writeFileSync(join(folder, 'prebuilt/macroscope.json'), description('0'.repeat(64)));
  expect(readPrebuiltModule(folder)).toBeUndefined();
  writeFileSync(join(folder, 'prebuilt/macroscope.json'), JSON.stringify({ file: '../../other.wasm' }));
  expect(readPrebuiltModule(folder)).toBeUndefined();
});
