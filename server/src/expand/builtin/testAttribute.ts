import { basename, dirname } from 'node:path';
import { outlineItems } from '../../syntax/itemOutline';
import type { AttributeOutline } from '../../syntax/itemOutline';
import type { Ident, Literal, Span, TokenTree } from '../../syntax/token';
import type { Invocation } from '../expansion';
import { splitAtCommas } from '../cfg/evaluateCfg';
import { LineTable } from '../lineTable';
import { invalid } from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import { stringValue } from './literal';
import { createQuote, identifier, literal, stringLiteral } from './quote';

/**
 * `#[test]` and `#[bench]` (rustc_builtin_macros::test): nothing without the test harness; with it (`cfg(test)`) the function as it is, and before it
 * a constant that describes it to the harness.
 */
export function expandTest(
  name: 'test' | 'bench',
  invocation: Invocation,
  context: BuiltinContext,
): readonly TokenTree[] {
  if (!context.crate.cfg.has('test', null)) return [];
  const [item] = outlineItems(invocation.input);
  if (item?.keyword !== 'fn' || !item.name)
    throw invalid('the `#[test]` attribute may only be used on a non-associated function', invocation.span);
  const span = generatedSpan(invocation, context, 'opaque');
  const quote = createQuote(span);
  const path = [...context.modulePath, item.name.text].join('::');
  const call =
    name === 'test'
      ? quote`test::StaticTestFn(#[coverage(off)] || test::assert_test_result(${item.name}()))`
      : quote`test::StaticBenchFn(#[coverage(off)] |b| test::assert_test_result(${item.name}(b)))`;
  const place = placeOf(item.name, context, span);
  const attribute = (wanted: string): AttributeOutline | undefined =>
    item.attributes.find(({ path: words }) => words.length === 1 && words[0]?.text === wanted);
  const reason = attributeText(attribute('ignore'));
  const message = reason
    ? quote`::core::option::Option::Some(${reason})`
    : quote`::core::option::Option::None`;
  return [
    ...quote`extern crate test;
    #[cfg(test)]
    #[rustc_test_marker = ${stringLiteral(path, span)}]
    #[doc(hidden)]
    pub const ${{ ...item.name, span }}: test::TestDescAndFn = test::TestDescAndFn {
      desc: test::TestDesc {
        name: test::StaticTestName(${stringLiteral(path, span)}),
        ignore: ${identifier(String(attribute('ignore') !== undefined), span)},
        ignore_message: ${message},
        source_file: ${place.file},
        start_line: ${place.startLine},
        start_col: ${place.startColumn},
        end_line: ${place.startLine},
        end_col: ${place.endColumn},
        compile_fail: false,
        no_run: false,
        should_panic: ${shouldPanic(attribute('should_panic'), span)},
        test_type: test::TestType::${identifier(testType(context), span)},
      },
      testfn: ${call},
    };`,
    ...invocation.input,
  ];
}

/** The text of `#[ignore = "reason"]`. */
function attributeText(attribute: AttributeOutline | undefined): Literal | undefined {
  const [text] = attribute?.value ?? [];
  return text?.kind === 'literal' && stringValue(text) !== undefined ? text : undefined;
}

/** `#[should_panic]`, `#[should_panic = "…"]` or `#[should_panic(expected = "…")]`. */
function shouldPanic(attribute: AttributeOutline | undefined, span: Span): TokenTree[] {
  const quote = createQuote(span);
  if (!attribute) return quote`test::ShouldPanic::No`;
  const [[word, , text] = []] = splitAtCommas(attribute.arguments?.tokens ?? []);
  const expected =
    word?.kind === 'ident' && word.text === 'expected' && text?.kind === 'literal' ? text : undefined;
  const message = attributeText(attribute) ?? expected;
  return message ? quote`test::ShouldPanic::YesWithMessage(${message})` : quote`test::ShouldPanic::Yes`;
}

interface Place {
  readonly file: Literal;
  readonly startLine: Literal;
  readonly startColumn: Literal;
  readonly endColumn: Literal;
}

/** Where the function's name stands, counted from 1. */
function placeOf(name: Ident, context: BuiltinContext, span: Span): Place {
  const { text } = context.sources.get(name.span.source);
  const { line, column } = new LineTable(text).lineAndColumn(name.span.start);
  const number = (value: number): Literal => ({
    ...literal('integer', `${value}usize`, span),
    suffix: 'usize',
  });
  return {
    file: stringLiteral(context.positionOf(name.span).file, span),
    startLine: number(line),
    startColumn: number(column),
    endColumn: number(column + Array.from(text.slice(name.span.start, name.span.end)).length),
  };
}

/** rustc tells unit tests from integration tests by the folder of the crate's root. */
function testType({ crate }: BuiltinContext): string {
  switch (basename(dirname(crate.rootFile))) {
    case 'src':
      return 'UnitTest';
    case 'tests':
      return 'IntegrationTest';
    default:
      return 'Unknown';
  }
}
