import { expect, test } from 'vitest';
import { Hygiene } from '../../syntax/hygiene';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import type { TokenTree } from '../../syntax/token';
import type { Invocation } from '../expansion';
import { expandDeclarative } from '../declarative/expandDeclarative';
import { declarativeDefinition } from '../declarative/testFixture';
import { contextOf, crateOf, definitionOf, errorOf, expandCall, filesOf, invocationOf } from './testFixture';
import { expandBuiltin } from './expandBuiltin';

// What rustc makes of correct calls is the business of test/conformance/builtin. Here are errors and what depends on the surroundings.

function expand(name: string, argument: string): string {
  return expandCall(name, argument).text;
}

test.each([
  ['format_args', '', 'requires at least a format string argument'],
  ['format_args', 'x', 'format argument must be a string literal'],
  ['format_args', '"{"', 'invalid format string: expected `}` but string was terminated'],
  ['format_args', '"}"', 'invalid format string: unmatched `}` found'],
  ['format_args', '"{:y}", 1', 'unknown format trait `y`'],
  ['format_args', '"{} {}", 1', '2 positional arguments in format string, but there is 1 argument'],
  ['format_args', '"{}"', '1 positional argument in format string, but no arguments were given'],
  ['format_args', '"{1}", 1', 'invalid reference to positional argument 1 (there is 1 argument)'],
  ['format_args', '"", 1', 'argument never used'],
  ['format_args', '"", a = 1', 'named argument never used'],
  ['format_args', '"", 1, 2', 'multiple unused formatting arguments'],
  ['format_args', '"{a} {}", a = 1, 2', 'positional arguments cannot follow named arguments'],
  ['format_args', '"{a}", a = 1, a = 2', 'duplicate argument named `a`'],
  ['format_args', '"{r#a}"', 'invalid format string: raw identifiers are not supported'],
  ['format_args', '"{_}"', 'invalid format string: invalid argument name `_`'],
  ['concat', '"a", b', 'expected a literal'],
  ['concat', '"a", b"b"', 'cannot concatenate a byte string literal'],
  ['concat', '-"a"', 'expected a literal'],
  ['concat_bytes', '256', 'cannot concatenate this literal: expected a byte or a byte string'],
  ['concat_bytes', '[256]', 'numeric literal is not a `u8`'],
  ['concat_bytes', '[1; 99999999999]', 'repeat count is too large'],
  ['concat_idents', 'a, 1', '`concat_idents!()` requires ident args'],
  ['line', '1', 'line! takes no arguments'],
  ['cfg', '', 'macro requires a cfg-pattern as an argument'],
  ['cfg', 'unix, windows', 'expected 1 cfg-pattern'],
  ['env', '', '`env!()` takes 1 or 2 arguments'],
  ['env', 'A', 'expected string literal'],
  ['include_str', '"a", "b"', 'include_str! takes 1 argument'],
  ['assert', '', 'macro requires a boolean expression as an argument'],
  ['assert', 'a;', 'macro requires an expression as an argument'],
])('%s!(%s) is refused as rustc refuses it', (name, argument, message) => {
  expect(errorOf(() => expand(name, argument))).toMatchObject({ code: 'invalid-input', message });
});

test('an error in a format string is shown at its place in the string', () => {
  const error = errorOf(() => expand('format_args', '"ab{:y}", 1'));
  expect(error.span).toMatchObject({ start: 5 });
});

test('a captured variable points into the string', () => {
  const context = contextOf();
  const call = invocationOf('format_args', 'bang', tokensOf('"{name:?}"'));
  const { tokens } = expandBuiltin(definitionOf('format_args', 'bang'), call, context);
  const group = tokens.find((token) => token.kind === 'group');
  const variable = group?.kind === 'group' ? group.tokens.at(-1) : undefined;
  expect(variable).toMatchObject({ kind: 'ident', text: 'name', span: { start: 2, end: 6 } });
});

test('a format string that a macro made captures nothing', () => {
  const error = errorOf(() => expandCall('format_args', 'given!()', { eager: () => tokensOf('"{name}"') }));
  expect(error.message).toBe('there is no argument named `name`');
});

test.each([
  ['expr', '$f', 'a+b*(c-1)', 'a+b*(c-1)'],
  ['ty', '$f', "Vec<Option<&'static str>>", "Vec<Option<&\\'static str>>"],
  ['pat', '$f', 'Some(x)|None', 'Some(x)|None'],
  ['ident', '$f', 'name', 'name'],
  ['block', '$f', '{a;b}', '{ a;b }'],
  ['literal', '$f', '-1', '-1'],
  ['path', '$f', 'std::vec::Vec<u8>', 'std::vec::Vec<u8>'],
  ['tt', '$f', '(a b)', '(a b)'],
  ['vis', '$f', 'pub(crate)', 'pub(crate)'],
  ['item', '$f', 'struct A { x : u8 }', 'struct A { x : u8 }'],
  ['expr', '$f + $f: $f', 'a+b', 'a+b + a+b : a+b'],
  ['expr', '$f;$f , $f', 'a+b', 'a+b; a+b, a+b'],
  ['expr', '[$f] {$f} -$f !$f &$f', 'a+b', '[a+b] { a+b } - a+b ! a+b & a+b'],
  // An identifier that was matched as a fragment is not the identifier behind which it leaves the space out.
  ['ident', 'f($f).$f [$f] $f! $f::$f', 'a', 'f(a).a [a] a ! a :: a'],
  ['ident', '$f($f) fn $f() {}', 'a', 'a (a) fn a () {}'],
  ['tt', '$f($f) fn $f() {}', 'a', 'a(a) fn a() {}'],
])('stringify! prints a fragment as its source has it: %s as %s of %s', (kind, template, code, text) => {
  const definition = declarativeDefinition(tokensOf(`($f:${kind}) => { ${template} };`));
  const transcribed = expandDeclarative(definition, invocationOf('m', 'bang', tokensOf(code)), {
    hygiene: new Hygiene(),
    edition: 2021,
  });
  const call = invocationOf('stringify', 'bang', transcribed.tokens);
  const [result] = expandBuiltin(definitionOf('stringify', 'bang'), call, contextOf()).tokens;
  expect(result).toMatchObject({ text: `"${text}"` });
});

test('panic! goes by the edition of its caller', () => {
  expect(expand('panic', '"x"')).toBe('$crate::panic::panic_2021!("x")');
  expect(expandCall('panic', '"x"', { panicEdition: 2018 }).text).toBe('$crate::panic::panic_2015!("x")');
  expect(expandCall('unreachable', '', { crate: crateOf({ edition: 2018 }) }).text).toBe(
    '$crate::panic::unreachable_2015!()',
  );
});

test('assert! with a message panics with it, by the edition too', () => {
  expect(expand('assert', 'a == b, "{}", c')).toBe('if !(a == b) { $crate::panic::panic_2021!("{}", c) }');
  expect(expandCall('assert', 'a, "m"', { panicEdition: 2018 }).text).toBe('if !a { panic!("m") }');
});

test('compile_error! is an error with its message', () => {
  expect(errorOf(() => expand('compile_error', '"no such platform"'))).toMatchObject({
    code: 'compile-error',
    message: 'no such platform',
  });
});

test('env! gives the value and declares that it was read', () => {
  const crate = crateOf({ env: new Map([['CARGO_PKG_NAME', 'sample']]) });
  const { text, inputs } = expandCall('env', '"CARGO_PKG_NAME"', { crate });
  expect(text).toBe('"sample"');
  expect(inputs).toEqual([
    {
      kind: 'environment',
      name: 'CARGO_PKG_NAME',
      hash: 'af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf',
    },
  ]);
});

test('env! sees what the compiler was started with behind what cargo sets, and nothing that is no variable', () => {
  const settings = {
    crate: crateOf({ env: new Map([['CARGO', '/bin/cargo']]) }),
    environment: { CARGO: 'another', HOME: '/home/me' },
  };
  expect(expandCall('env', '"CARGO"', settings).text).toBe('"/bin/cargo"');
  expect(expandCall('env', '"HOME"', settings).text).toBe('"/home/me"');
  expect(expandCall('option_env', '"constructor"', settings).text).toContain('None');
});

test('an unset variable is an error with the message of the call, and is declared', () => {
  const error = errorOf(() => expand('env', '"UNSET", "set it"'));
  expect(error).toMatchObject({ code: 'compile-error', message: 'set it' });
  expect(error.inputs).toEqual([{ kind: 'environment', name: 'UNSET', hash: null }]);
  expect(expandCall('option_env', '"UNSET"').inputs).toEqual(error.inputs);
});

test('included files are relative to the file of the call and are declared', () => {
  const files = filesOf({ '/sample/src/data/a.txt': 'text', '/sample/src/b.rs': 'fn b() {} struct B;' });
  const included = expandCall('include_str', '"data/a.txt"', { files });
  expect(included.text).toBe('"text"');
  expect(included.inputs).toMatchObject([{ kind: 'file', name: '/sample/src/data/a.txt' }]);
  expect(expandCall('include', '"b.rs"', { files }, { position: 'item' }).text).toBe('fn b() {} struct B;');
});

test('a missing file is an error and is declared, so that its appearance is noticed', () => {
  const error = errorOf(() => expand('include_bytes', '"missing.bin"'));
  expect(error.message).toBe("couldn't read `/sample/src/missing.bin`: no such file");
  expect(error.inputs).toEqual([{ kind: 'missing', name: '/sample/src/missing.bin', hash: null }]);
});

test('include_str! of bytes that are no text is an error', () => {
  const files = filesOf({ '/sample/src/a.bin': Uint8Array.of(0xff, 0xfe) });
  expect(errorOf(() => expandCall('include_str', '"a.bin"', { files })).message).toContain(
    "wasn't a utf-8 file",
  );
});

test('line! depends on the position', () => {
  const { text, inputs } = expandCall('line', '', {
    positionOf: () => ({ file: 'src/a.rs', line: 7, column: 3 }),
  });
  expect(text).toBe('7u32');
  expect(inputs).toMatchObject([{ kind: 'position', name: '7:3' }]);
});

test('#[test] is nothing without the test harness', () => {
  const call: Partial<Invocation> = { position: 'item' };
  const step = expandBuiltin(
    definitionOf('test', 'attribute'),
    invocationOf('test', 'attribute', [], call),
    contextOf(),
  );
  expect(step.tokens).toEqual([]);
});

test('what has no expansion says why', () => {
  expect(errorOf(() => expand('some_builtin', ''))).toMatchObject({
    code: 'not-expandable',
    message: '`some_builtin!` is built into rustc and has no expansion that could be shown',
  });
});

test('operators and brackets nested without end do not overflow the stack', () => {
  expect(expand('assert', '!'.repeat(2000) + 'a')).toContain('assertion failed: !!!');
  expect(expand('assert', 'a' + ' + a'.repeat(2000))).toContain('assertion failed: a + a');
  const parentheses = '('.repeat(500) + 'a' + ')'.repeat(500);
  expect(errorOf(() => expand('assert', parentheses)).message).toBe('syntax is nested too deeply');
  expect(expand('stringify', parentheses)).toBe(`"${parentheses}"`);
});

test('a sum of very many operands, which rustc prints in a text of a gigabyte, is refused unless there is a message', () => {
  const sum = 'a' + ' + a'.repeat(20_000);
  expect(errorOf(() => expand('assert', sum))).toMatchObject({
    code: 'expansion-budget',
    message:
      'the code as rustc prints it, each operand indented further than the next, has more than 16777216 characters',
  });
  expect(expand('assert', `${sum}, "message"`).slice(-60)).toContain('"message"');
});

test('lists of more elements than a function takes arguments are printed', () => {
  const elements = 'a, '.repeat(60_000);
  expect(expand('assert', `[${elements}].is_empty()`)).toContain('assertion failed: [a, a, a');
  expect(expand('assert', `f(|[${elements}]| a)`)).toContain('assertion failed: f(|[a, a, a');
});

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text)).tokens;
}
