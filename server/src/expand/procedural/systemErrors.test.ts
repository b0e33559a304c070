import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { printTokens } from '../../syntax/tokenText';
import { tokensWithUnixErrors, withUnixErrors } from './systemErrors';

test('errors of the system have the numbers that a compiler would show', () => {
  expect(withUnixErrors('a.txt: No such file or directory (os error 44)')).toBe(
    'a.txt: No such file or directory (os error 2)',
  );
  expect(withUnixErrors('Os { code: 31, kind: IsADirectory, message: "Is a directory" }')).toBe(
    'Os { code: 21, kind: IsADirectory, message: "Is a directory" }',
  );
  expect(withUnixErrors('Capabilities insufficient (os error 76)')).toBe(
    'Capabilities insufficient (os error 76)',
  );
  expect(withUnixErrors('code: 44, (os error)')).toBe('code: 44, (os error)');
});

test('in strings of the output, at any depth; other tokens stay the same ones', () => {
  const parse = (text: string) => parseTokenTrees({ id: 0, path: undefined, text }).tokens;
  const tokens = parse('mod a { compile_error! { "b (os error 44)" } }');
  expect(printTokens(tokensWithUnixErrors(tokens))).toBe('mod a { compile_error! { "b (os error 2)" } }');
  const others = parse('fn f() { 44 }');
  expect(tokensWithUnixErrors(others)).toBe(others);
});
