import { describe, expect, test } from 'vitest';
import { MacroError } from '../expand/expansion';
import { RustAnalyzerSpans } from './rustAnalyzerSpans';

const madeUp = 0xfffffffe;

/** Of one file: two spans of its first item, one of its second, one with a hygiene of its own, one that is made up. */
const rows = [
  [7, 1, 10, 14, 0],
  [7, 1, 20, 25, 0],
  [7, 2, 0, 3, 0],
  [7, 1, 30, 31, 9],
  [7, madeUp, 5, 6, 0],
];
const [first, second, elsewhere, hygienic, fixup] = [0, 1, 2, 3, 4] as const;

function setUp(): { readonly spans: RustAnalyzerSpans; readonly row: (span: number) => number[] } {
  const spans = new RustAnalyzerSpans(rows.flat(), 5);
  return { spans, row: (span) => spans.table.slice(span * 5, span * 5 + 5) };
}

test('a place of the one with the hygiene of the other', () => {
  const { spans, row } = setUp();
  expect(row(spans.resolvedAt(first, hygienic))).toEqual([7, 1, 10, 14, 9]);
});

describe('join', () => {
  test('covers both, in one item', () => {
    const { spans, row } = setUp();
    expect(row(spans.join(second, first))).toEqual([7, 1, 10, 25, 0]);
  });
  test('gives the first of two items, whose ranges cannot be compared', () => {
    const { spans } = setUp();
    expect(spans.join(first, elsewhere)).toBe(first);
  });
  test('leaves out what the user has written himself, beside what a macro wrote', () => {
    const { spans } = setUp();
    expect(spans.join(first, hygienic)).toBe(hygienic);
    expect(spans.join(hygienic, first)).toBe(hygienic);
  });
  test('leaves out what is made up', () => {
    const { spans } = setUp();
    expect(spans.join(fixup, first)).toBe(first);
    expect(spans.join(first, fixup)).toBe(first);
  });
});

test('ends and parts of a span', () => {
  const { spans, row } = setUp();
  expect(row(spans.start(second))).toEqual([7, 1, 20, 20, 0]);
  expect(row(spans.end(second))).toEqual([7, 1, 25, 25, 0]);
  expect(row(spans.subspan(second, 1, 2))).toEqual([7, 1, 21, 23, 0]);
  expect(row(spans.subspan(second, 3, 900))).toEqual([7, 1, 23, 25, 0]);
});

test('made-up code keeps its span: rust-analyzer knows it again by that', () => {
  const { spans } = setUp();
  expect([spans.start(fixup), spans.end(fixup), spans.subspan(fixup, 0, 1)]).toEqual([fixup, fixup, fixup]);
});

test('no two rows are equal, since a client numbers different ones only', () => {
  const { spans } = setUp();
  expect(spans.resolvedAt(first, second)).toBe(first);
  const start = spans.start(first);
  expect(spans.start(first)).toBe(start);
  expect(spans.resolvedAt(start, second)).toBe(start);
  expect(spans.table.length).toBe(rows.flat().length + 5);
});

test('a number that is not in the table is the first row, and a table without rows is refused', () => {
  expect(setUp().spans.known(99)).toBe(0);
  expect(() => new RustAnalyzerSpans([], 5)).toThrow(MacroError);
  expect(() => new RustAnalyzerSpans([1, 2, 3], 5)).toThrow(MacroError);
});

test('made-up code has another mark in version 6', () => {
  const spans = new RustAnalyzerSpans([...rows.flat(), 7, 0, 1, 2, 0], 6);
  const made = rows.length;
  expect(spans.start(made)).toBe(made);
  expect(spans.start(fixup)).not.toBe(fixup);
});
