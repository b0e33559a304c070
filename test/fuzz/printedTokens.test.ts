/** Token trees that no lexer would give, but a macro may: laid out, they are read as the same tokens. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { Delimiter, Edition, Group, Spacing, TokenTree } from '../../server/src/syntax/token';
import { editions } from './fuzzCase';
import { apart, dollarCrate, samePrinted } from './printedTokens';

/** Tokens of which one next to another is often read as something else. */
const texts = [
  ...'let if else true fn impl for where match dyn as mut move async unsafe use struct foo x r b br c cr e r#fn'.split(
    ' ',
  ),
  ...'= < > ! ~ + - * / % ^ & | @ . , ; : # $ ? => == <= << <<= <- >= >> >>= != += /= && || -> .. ... ..= ::'.split(
    ' ',
  ),
  ...`'a 'static '_ 'r#a`.split(' '),
  ...`0 1 1. 1.5 1e5 0x1 0b1 1u8 2f32 'a' b'a' "s" b"s" c"s" r"s" r#"s"# br#"s"# "s"suffix "two\nlines"`.split(
    ' ',
  ),
  ...[
    '/// outer\n',
    '//! inner\n',
    '/** block */',
    '/*! inner\n block */',
    '$crate',
    '#[doc = " text"]',
    '#[doc = "/ "]',
  ],
  ...['#[attribute]', '\\', '`'],
];

function tokensOf(text: string, edition: Edition = 2021): TokenTree[] {
  return parseTokenTrees({ id: 0, path: undefined, text }, { edition }).tokens;
}

const nowhere = { source: 0, start: 0, end: 0, context: 0 };

function group(delimiter: Delimiter, tokens: readonly TokenTree[], spacing: Spacing = 'alone'): Group {
  return { kind: 'group', delimiter, tokens, open: nowhere, close: nowhere, openSpacing: spacing, spacing };
}

const spacings = fc.constantFrom<Spacing>('alone', 'joint', 'jointHidden');

/** Lists of tokens of an edition, in groups of all kinds, with any spacing. */
function trees(edition: Edition): fc.Arbitrary<readonly TokenTree[]> {
  const { list } = fc.letrec<{
    list: readonly TokenTree[];
    leaf: readonly TokenTree[];
    group: readonly TokenTree[];
  }>((tie) => ({
    leaf: fc
      .tuple(fc.constantFrom(...texts), spacings)
      .map(([text, spacing]) =>
        (text === '$crate' ? [dollarCrate] : tokensOf(text, edition)).map((token) => ({ ...token, spacing })),
      ),
    group: fc
      .tuple(
        fc.constantFrom<Delimiter>('paren', 'bracket', 'brace', 'invisible', 'invisible'),
        tie('list'),
        spacings,
      )
      .map(([delimiter, tokens, spacing]) => [group(delimiter, tokens, spacing)]),
    list: fc
      .array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          { arbitrary: tie('leaf'), weight: 5 },
          tie('group'),
        ),
        { maxLength: 8 },
      )
      .map((lists) => lists.flat()),
  }));
  return list;
}

describe('any tokens', () => {
  it('are read again from the text that they are laid out as', () => {
    const cases = fc.constantFrom(...editions).chain((edition) =>
      fc.record({
        edition: fc.constant(edition),
        tokens: trees(edition),
        width: fc.constantFrom(100, 30, 5),
      }),
    );
    const property = fc.property(cases, ({ edition, tokens, width }) => {
      for (const position of ['item', 'statement', 'pattern', undefined] as const)
        samePrinted(tokens, edition, { width, crateName: () => '::name', ...(position && { position }) });
    });
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });

  it('stand apart where two would be read as another one', () => {
    for (const edition of [2015, 2024] as const)
      for (const left of texts)
        for (const right of texts)
          for (const next of ['x', '.'])
            samePrinted(
              [left, right, next].map((text) => group('invisible', tokensOf(text, edition))),
              edition,
            );
  });
});

describe('code', () => {
  const samples = [
    "impl<T: A<B<C>>> D<<E as F<G>>::H> for J where K: for<'a> L<'a>, { type M = N; const O: P = Q { r: 1, ..s }; }",
    'macro_rules! m { ($($x:expr),* $(,)?) => { $( f($x); )* }; (@ $y:ty) => {} }',
    'fn f() { /// doc\n let a = b as c < d; { 1 } - 2; let x = 1 . max ( 2 ) . .. 3 ; }',
    '/** block\n   comment */ mod m { //! inner\n #![allow(x)] fn f() {} }',
    'garbage ) here . . = > < < - > | | || & & && / / 1 . . 2 . e r "x" b \'c\' # # ! [ ] $ $ ; ; {',
    'select! { a = b => { c }, else => d, } thread_local! { static A: B = C; }',
    'match x { A | B if c => 1, | D => { 2 } E(f @ 1..=9) => if g { h } else { i }, _ => |j| k, }',
    '#[rustc_box] #[a(b = "c", d(e))] async unsafe extern "C" fn f(#[g] h: i, ...) -> impl J + use<\'k, L> {}',
    'let S { a, b: c, .. } = d; for (i, j) in k {} while let Some(l) = m {} if { n } { o }',
    '"a\nb" \'x\' r##"y"## 0xFFu8 1e5 x.0.0 \'lifetime: loop {}',
  ];

  it.each(samples)('keeps its tokens: %s', (sample) => {
    for (const tokens of [tokensOf(sample), apart(tokensOf(sample))])
      for (const width of [100, 20]) samePrinted(tokens, 2021, { width });
  });
});
