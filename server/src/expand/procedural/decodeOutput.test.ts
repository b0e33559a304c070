import { describe, expect, test } from 'vitest';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import { printTokens } from '../../syntax/tokenText';
import { MacroError } from '../expansion';
import { ByteWriter } from './byteWriter';
import { decodeOutput, type MacroOutput } from './decodeOutput';
import { encodeTokens } from './encodeTokens';
import { SpanTable } from './spanTable';

const source = `/// doc
impl<'a> Trait for r#type<'a> { fn f(&self) -> u8 { 0x1fu8 + "é" + 'c' >>= b"x" ..= r#"raw"# } /** block */ }`;

class Setup {
  readonly sources = new SourceMap();
  readonly spans: SpanTable;
  readonly valid: Uint8Array;

  constructor() {
    const text = this.sources.add('/demo/src/lib.rs', source);
    const span = { source: text.id, start: 0, end: 1, context: 0 };
    this.spans = new SpanTable({ call: span, mixed: span, definition: span });
    const writer = new ByteWriter();
    writer.append(Uint8Array.from([0x4d, 0x54, 0x4f, 0x4b, 1]));
    // Three computed spans: the second token resolved at the third, its start, and both joined.
    writer.append(Uint8Array.from([3, 0, 4, 5, 1, 4, 3, 4, 5]));
    encodeTokens(parseTokenTrees(text).tokens, writer, this.spans);
    // A diagnostic with one span, a variable, and a position question.
    writer.append(Uint8Array.from([1, 0, 2, 0x6e, 0x6f, 1, 4, 0, 1, 0, 1, 0x56, 1, 4, 0]));
    this.valid = writer.finish();
  }

  decode(bytes: Uint8Array, maximumTokens = 10_000): MacroOutput {
    return decodeOutput(bytes, this.spans, this.sources, maximumTokens);
  }
}

test('a valid output is read as what it is', () => {
  const setup = new Setup();
  const output = setup.decode(setup.valid);
  expect(printTokens(output.tokens)).toBe(printTokens(parseTokenTrees(setup.sources.get(0)).tokens));
  expect(output.diagnostics).toMatchObject([{ severity: 'error', message: 'no', children: [] }]);
  expect(output.tracked).toEqual([{ kind: 'environment', name: 'V', value: undefined }]);
  expect(output.positions).toEqual([{ span: 4, question: 'lineColumn' }]);
});

describe('whatever bytes come, there is a result or a MacroError', () => {
  /** Numbers that look random and are the same in every run (a linear congruential generator). */
  function numbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  function outcome(bytes: Uint8Array): string {
    try {
      new Setup().decode(bytes);
      return 'read';
    } catch (error) {
      return error instanceof MacroError ? error.code : String(error);
    }
  }

  test('one to four bytes of a valid output changed', () => {
    const { valid } = new Setup();
    const next = numbers(1);
    const outcomes = new Set<string>();
    for (let round = 0; round < 3000; round++) {
      const bytes = valid.slice();
      for (let changes = next(4) + 1; changes > 0; changes--) bytes[next(bytes.length)] = next(256);
      outcomes.add(outcome(bytes));
    }
    expect([...outcomes].sort()).toEqual(['module-invalid', 'read']);
  });

  test('cut off at every place', () => {
    const { valid } = new Setup();
    const outcomes = new Set<string>();
    for (let length = 0; length < valid.length; length++) outcomes.add(outcome(valid.slice(0, length)));
    expect([...outcomes]).toEqual(['module-invalid']);
  });

  test('noise behind a right beginning', () => {
    const next = numbers(2);
    const outcomes = new Set<string>();
    for (let round = 0; round < 3000; round++) {
      const noise = Array.from({ length: next(40) }, () => next(next(2) === 0 ? 8 : 256));
      outcomes.add(outcome(Uint8Array.from([0x4d, 0x54, 0x4f, 0x4b, 1, ...noise])));
    }
    expect([...outcomes]).toEqual(['module-invalid']);
  });
});

test('an output of too many tokens stops where the budget says', () => {
  const setup = new Setup();
  expect(() => setup.decode(setup.valid, 5)).toThrow("the macro's output has more than 5 tokens");
});
