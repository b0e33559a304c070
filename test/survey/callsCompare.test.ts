import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { compareOutcomes } from './callsCompare';
import { flattenTokens } from './callsFlatten';
import type { CallOutcome } from './callsTypes';

function returned(...tokens: string[]): CallOutcome {
  return { kind: 'returned', tokens };
}

const panicked: CallOutcome = { kind: 'panicked', message: 'no' };

test.each<[CallOutcome, CallOutcome, string | undefined]>([
  [returned('ia', 'j:', 'a:'), returned('ia', 'j:', 'a:'), undefined],
  [returned('ia'), returned('ib'), 'tokens'],
  [returned('ia', 'ib'), returned('ia'), 'tokens'],
  [returned('ia', 'j+'), returned('ia', 'a+'), 'spacing'],
  [returned('<', 'ia', '>'), returned('ia'), 'invisible groups'],
  [returned('a<'), returned('<'), 'tokens'],
  [panicked, panicked, undefined],
  [panicked, { kind: 'panicked', message: null }, 'panic message'],
  [panicked, returned(), 'outcome'],
])('%j and %j', (native, wasm, expected) => {
  expect(compareOutcomes(native, wasm)?.class).toBe(expected);
});

test('our tokens are written as macros see them', () => {
  const text = '/// "d"\nr#a ..=b, \'c { 1u8 }';
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text });
  expect(flattenTokens(tokens).join(' ')).toBe(
    String.raw`a# [ idoc a= l" \"d\"" ] ir#a j. j. a= ib a, j' ic { l1u8 }`,
  );
});
