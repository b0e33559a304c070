import fc from 'fast-check';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiskStore } from '../cache/diskStore';
import { FileHashes } from '../cache/fileHashes';
import { disk } from '../platform/node/disk';
import type { SandboxRead } from '../sandbox/types';
import type { AnswerBasis } from './answerBasis';
import { AnswerRecord } from './answerRecord';
import { jsonFormat } from './jsonFormat';
import type { Response } from './protocol';
import { readCall, type RecordedCall } from './recordedCall';
import { RustAnalyzerSpans } from './rustAnalyzerSpans';
import { editionShift, rowLength } from './spanRows';

let folder: string;
let library: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-answers-'));
  library = join(folder, 'libdemo.so');
  writeFileSync(library, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storeFolder = (): string => join(folder, 'answers');

/** The record as a later session finds it. */
function open(maximumBytes = 1 << 20): AnswerRecord {
  const store = new DiskStore({ folder: storeFolder(), maximumBytes: 1 << 20 });
  return new AnswerRecord({ store, key: 'demo', maximumBytes });
}

function basis(reads: readonly SandboxRead[] = []): AnswerBasis {
  const stamp = disk.statusOf(library)?.stamp ?? '';
  return { library: { path: library, stamp }, reads, roots: [{ hostPath: folder, guestPath: folder }] };
}

const tree = { subtree: [0, 0, 0, 0, 0], literal: [], punct: [], ident: [], token_tree: [], text: [] };

function request(table: readonly number[], macro = 'demo'): Buffer {
  const task = { lib: library, env: [], current_dir: null, macro_body: tree, macro_name: macro };
  const sites = { has_global_spans: { def_site: 0, call_site: 0, mixed_site: 0 }, span_data_table: table };
  return Buffer.from(JSON.stringify({ ExpandMacro: { ...task, attributes: null, ...sites } }));
}

function call(table: readonly number[], macro?: string): RecordedCall {
  const read = readCall(request(table, macro));
  if (!read) throw new Error('it is no call');
  return read;
}

function returned(table: readonly number[], text = 'out "span_data_table":['): Response {
  return { ExpandMacroExtended: { Ok: { tree: { ...tree, text: [text] }, span_data_table: table } } };
}

function add(record: AnswerRecord, to: RecordedCall, response: Response, on = basis()): void {
  record.add(to, response, String(jsonFormat.write(response)), on);
}

function answer(record: AnswerRecord, to: RecordedCall): unknown {
  const bytes = record.find(to);
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as unknown);
}

const one = [5, 1, 2, 3, 0];

describe('spans', () => {
  const small = fc.nat(3);
  const row = fc.tuple(fc.record({ edition: small, file: small }), small, small, small, small);
  const step = fc.record({
    operation: fc.constantFrom('resolvedAt', 'start', 'end', 'join', 'subspan'),
    first: fc.nat(),
    second: fc.nat(),
  });
  /** How a client numbers four files and, beside the root's, three contexts. */
  const numbers = fc.record({
    files: fc.uniqueArray(fc.nat((1 << editionShift) - 1), { minLength: 4, maxLength: 4 }),
    contexts: fc.uniqueArray(fc.integer({ min: 1, max: 0xffffffff }), { minLength: 3, maxLength: 3 }),
  });

  test('of an answer are those that the macro would compute, however the client numbers files and contexts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: (each) => JSON.stringify(each) }),
        fc.array(step, { maxLength: 8 }),
        numbers,
        numbers,
        (rows, steps, ...clients) => {
          const [before, now] = clients.map(({ files, contexts }) => {
            const table = rows.flatMap(([{ edition, file }, item, start, length, context]) => [
              // Two editions of one file are two files.
              edition * 2 ** editionShift + (files[file] ?? 0),
              item,
              start,
              start + length,
              [0, ...contexts][context] ?? 0,
            ]);
            return { call: call(table), response: returned(computed(table, steps)) };
          });
          if (!before || !now) throw new Error('there are two clients');
          const record = open();
          add(record, before.call, before.response);
          expect(answer(record, now.call)).toEqual(now.response);
        },
      ),
    );
  });

  function computed(
    table: readonly number[],
    steps: readonly { operation: string; first: number; second: number }[],
  ): readonly number[] {
    const spans = new RustAnalyzerSpans(table, 5);
    for (const { operation, first, second } of steps) {
      const size = spans.table.length / rowLength;
      const [a, b] = [first % size, second % size];
      if (operation === 'resolvedAt') spans.resolvedAt(a, b);
      else if (operation === 'join') spans.join(a, b);
      else if (operation === 'start') spans.start(a);
      else if (operation === 'end') spans.end(a);
      else spans.subspan(a, 1, 1);
    }
    return spans.table;
  }
});

test.each<[string, readonly number[], readonly number[]]>([
  ['a range', one, [5, 1, 2, 4, 0]],
  ['an item', one, [5, 2, 2, 3, 0]],
  ['an edition', one, [5 + 2 ** editionShift, 1, 2, 3, 0]],
  ['whether a context is the root', one, [5, 1, 2, 3, 7]],
  ['whether files are the same', [...one, ...[5, 1, 9, 9, 0]], [...one, ...[6, 1, 9, 9, 0]]],
  ['whether contexts are the same', [...one, ...[5, 1, 9, 9, 1]], [...one, ...[5, 1, 9, 9, 0]]],
])('a call that differs in %s is another one', (_, table, other) => {
  const record = open();
  add(record, call(table), returned(table));
  expect(answer(record, call(table))).toEqual(returned(table));
  expect(record.find(call(other))).toBeUndefined();
  expect(record.find(call(table, 'other'))).toBeUndefined();
});

test('a macro that fails does so again, in the same words', () => {
  const failed: Response = { ExpandMacroExtended: { Err: 'no "span_data_table":[1,2]' } };
  const record = open();
  add(record, call(one), failed);
  expect(answer(record, call([6, 1, 2, 3, 0]))).toEqual(failed);
});

test('a later session finds what an earlier one has kept', async () => {
  const first = open();
  add(first, call(one), returned([...one, 5, 1, 2, 2, 0]));
  add(first, call(one, 'failing'), { ExpandMacroExtended: { Err: 'no' } });
  await first.keep(true);

  const second = open();
  expect(second.isEmpty).toBe(false);
  expect(answer(second, call([9, 1, 2, 3, 0]))).toEqual(returned([9, 1, 2, 3, 0, 9, 1, 2, 2, 0]));
  expect(answer(second, call(one, 'failing'))).toEqual({ ExpandMacroExtended: { Err: 'no' } });
});

test('a library that was compiled since is not what an answer was made by', () => {
  const record = open();
  add(record, call(one), returned(one));
  utimesSync(library, 1, 1);
  expect(record.find(call(one))).toBeUndefined();
  rmSync(library);
  expect(record.find(call(one))).toBeUndefined();
});

test('an answer counts as long as what the macro has read is the same', async () => {
  const file = join(folder, 'read.txt');
  writeFileSync(file, 'one');
  const state = new FileHashes().statesFor({ roots: basis().roots })(file);
  const missing = join(folder, 'missing.txt');
  const reads: SandboxRead[] = [
    { kind: 'file', name: file, hash: state?.hash ?? '' },
    { kind: 'missing', name: missing, hash: null },
  ];
  const first = open();
  add(first, call(one), returned(one), basis(reads));
  await first.keep(true);

  const record = open();
  expect(answer(record, call(one))).toEqual(returned(one));
  writeFileSync(file, 'two');
  expect(record.find(call(one))).toBeUndefined();
  writeFileSync(file, 'one');
  expect(answer(record, call(one))).toEqual(returned(one));
  writeFileSync(missing, '');
  expect(record.find(call(one))).toBeUndefined();
});

test('what nobody has asked for the longest goes first', () => {
  const record = open(4000);
  const text = 'x'.repeat(1000);
  for (const macro of ['first', 'second', 'third', 'fourth']) {
    add(record, call(one, macro), returned(one, text));
    record.find(call(one, 'first'));
  }
  const kept = ['first', 'second', 'third', 'fourth'].filter((macro) => record.find(call(one, macro)));
  expect(kept).toEqual(['first', 'fourth']);
});

test('where nothing can be written a session goes on', async () => {
  writeFileSync(storeFolder(), '');
  const record = open();
  add(record, call(one), returned(one));
  await record.keep(true);
  expect(answer(record, call(one))).toEqual(returned(one));
  expect(open().isEmpty).toBe(true);
});

test.each([
  ['no expansion', '{"ListMacros":{"dylib_path":"/lib.so"}}'],
  ['no spans', JSON.stringify({ ExpandMacro: { lib: '/lib.so' } })],
  ['none in its table', '{"ExpandMacro":{"span_data_table":[]}}'],
  ['a part of one', '{"ExpandMacro":{"span_data_table":[1,2,3]}}'],
  ['what is no span', '{"ExpandMacro":{"span_data_table":[1,2,3,4,-5]}}'],
  ['no end', '{"ExpandMacro":{"span_data_table":[1,2,3,4,5'],
])('a request with %s is none that is known', (_, message) => {
  expect(readCall(Buffer.from(message))).toBeUndefined();
});
