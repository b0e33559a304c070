import { expect, test } from 'vitest';
import { CallSpans } from './callSpans';
import { RustAnalyzerSpans } from './rustAnalyzerSpans';

const rows = [
  [1, 5, 0, 50, 0],
  [1, 5, 10, 11, 0],
  [1, 5, 40, 41, 0],
];

test('the whole of a group is joined when it is asked for, and then once', () => {
  const arithmetic = new RustAnalyzerSpans(rows.flat(), 6);
  const spans = CallSpans.ofSites({ call: 0, mixed: 0, definition: 0 }, arithmetic);
  const whole = spans.addJoined(spans.add(1), spans.add(2));
  expect(arithmetic.table).toEqual(rows.flat());
  expect(spans.copy().flat(whole)).toBe(rows.length);
  expect(spans.flat(whole)).toBe(rows.length);
  expect(arithmetic.table).toEqual([...rows.flat(), 1, 5, 10, 41, 0]);
});

test('spans are computed from those that exist only', () => {
  const spans = CallSpans.ofSites(
    { call: 0, mixed: 0, definition: 0 },
    new RustAnalyzerSpans(rows.flat(), 5),
  );
  const first = spans.add(1);
  expect(spans.derive({ operation: 'start', of: first })).toBe(true);
  expect(spans.derive({ operation: 'join', first, last: spans.size })).toBe(false);
  expect(spans.derive({ operation: 'end', of: 99 })).toBe(false);
  expect(spans.size).toBe(5);
});
