import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import { compileErrors } from './compileErrors';

const messages = (code: string) =>
  compileErrors(parseTokenTrees(new SourceMap().add(undefined, code)).tokens).map(({ message }) => message);

test.each([
  ['::core::compile_error! { "first" } struct A; compile_error!("second",);', ['first', 'second']],
  ['fn f() { std::compile_error!(r#"in a "body""#) }', ['in a "body"']],
  [
    String.raw`compile_error!("line\n\"two\" \u{e9} \x41 \
      joined")`,
    ['line\n"two" é A joined'],
  ],
  ['#[cfg(feature = "x")] ::core::compile_error!("conditional");', []],
  ['#[doc(hidden)] ::core::compile_error!("unconditional");', ['unconditional']],
  ['macro_rules! m { () => { compile_error!("later") } }', []],
  ['compile_error!(concat!("a", "b")); compile_error; compile_error!()', []],
])('%s', (code, expected) => {
  expect(messages(code)).toEqual(expected);
});

test('the place is that of the whole call, as the macro set it', () => {
  const source = new SourceMap().add(undefined, 'a; ::core::compile_error!{ "x" }');
  const [error] = compileErrors(parseTokenTrees(source).tokens);
  expect(source.text.slice(error?.span?.start, error?.span?.end)).toBe('compile_error!{ "x" }');
});
