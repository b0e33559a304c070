import { describe, expect, it } from 'vitest';
import { maximumNesting, parseTokenTrees } from './parseTokenTrees';
import { leafTexts } from './tokenText';
import type { Edition, TokenTree } from './token';

function parse(text: string, edition: Edition = 2024) {
  return parseTokenTrees({ id: 7, path: undefined, text }, { edition });
}

/** Each token as `kind:text`, groups in their delimiters. */
function describeTokens(tokens: readonly TokenTree[]): string {
  return tokens
    .map((token) => {
      switch (token.kind) {
        case 'group':
          return `${token.delimiter}<${describeTokens(token.tokens)}>`;
        case 'literal':
          return `${token.literal}:${token.text}${token.suffix && `~${token.suffix}`}`;
        case 'docComment':
          return `${token.style}-${token.comment}:${token.text}`;
        case 'ident':
        case 'lifetime':
          return `${token.kind}:${token.raw ? 'raw ' : ''}${token.text}`;
        default:
          return `${token.kind}:${token.text}`;
      }
    })
    .join(' | ');
}

describe('tokens', () => {
  it.each([
    // Identifiers
    [
      'r#fn r#loop _ _a été 東京',
      'ident:raw fn | ident:raw loop | ident:_ | ident:_a | ident:été | ident:東京',
    ],
    ['e\u0301', 'ident:\u00e9'],
    // Numbers
    ['1u8 1e5f32 0xFFu8 1_000', 'integer:1u8~u8 | float:1e5f32~f32 | integer:0xFFu8~u8 | integer:1_000'],
    [
      '1..2 1.foo() 1.0.1',
      'integer:1 | punct:.. | integer:2 | integer:1 | punct:. | ident:foo | paren<> | float:1.0 | punct:. | integer:1',
    ],
    ['t.0.1', 'ident:t | punct:. | float:0.1'],
    ['1. 1.;2.e', 'float:1. | float:1. | punct:; | integer:2 | punct:. | ident:e'],
    ['1e+5 2E-1 0xe+1', 'float:1e+5 | float:2E-1 | integer:0xe | punct:+ | integer:1'],
    ['0o17 0b1_0 1f32 1_f64', 'integer:0o17 | integer:0b1_0 | integer:1f32~f32 | integer:1_f64~f64'],
    // Characters and lifetimes
    [
      `'a' 'a 'é' 'r#a '\\'' '\\u{41}' b'x' b'\\''`,
      `char:'a' | lifetime:'a | char:'é' | lifetime:raw 'a | char:'\\'' | char:'\\u{41}' | byte:b'x' | byte:b'\\''`,
    ],
    [`'a: loop { break 'a }`, `lifetime:'a | punct:: | ident:loop | brace<ident:break | lifetime:'a>`],
    [`'🚀' '"' '/' '_ 'static`, `char:'🚀' | char:'"' | char:'/' | lifetime:'_ | lifetime:'static`],
    // Strings
    [
      `"a\\"b" r"\\" r##"x"#y"## b"1" br#""# c"z" cr"z" "s"tail`,
      `string:"a\\"b" | rawString:r"\\" | rawString:r##"x"#y"## | byteString:b"1" | rawByteString:br#""# | cString:c"z" | rawCString:cr"z" | string:"s"tail~tail`,
    ],
    ['"a\r\nb"', 'string:"a\nb"'],
    ['"\u202e bidi"', 'string:"\u202e bidi"'],
    // Comments
    ['/// a\n//! b\n//// c\n// d', 'outer-line: a | inner-line: b'],
    ['/** a */ /*! b */ /***/ /**/ /*** c */ /* /* d */ */ x', 'outer-block: a  | inner-block: b  | ident:x'],
    ['/// a\r\nx', 'outer-line: a | ident:x'],
    ['/** a /* b */ c */', 'outer-block: a /* b */ c '],
    // Operators
    [
      '<<= >>= ... ..= => <- && || -> :: &&= ||=',
      'punct:<<= | punct:>>= | punct:... | punct:..= | punct:=> | punct:<- | punct:&& | punct:|| | punct:-> | punct::: | punct:&& | punct:= | punct:|| | punct:=',
    ],
    [
      'a===b ::: .... !==',
      'ident:a | punct:== | punct:= | ident:b | punct::: | punct:: | punct:... | punct:. | punct:!= | punct:=',
    ],
    [
      '$crate #![a] a?.b @ ~',
      'punct:$ | ident:crate | punct:# | punct:! | bracket<ident:a> | ident:a | punct:? | punct:. | ident:b | punct:@ | punct:~',
    ],
  ])('reads %j', (text, expected) => {
    const { tokens, problems } = parse(text);
    expect(describeTokens(tokens)).toBe(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ["'👩‍🚀'", 'character literal may only contain one codepoint'],
    ['1e', 'expected at least one digit in exponent'],
    ['0b12', 'invalid digit for a base 2 literal'],
    ['0x', 'no valid digits found for number'],
    ['0x1.0', 'only decimal float literals are supported'],
    ["''", 'empty character literal'],
    ["'1a", 'lifetimes cannot start with a number'],
    ['"abc', 'unterminated double quote string'],
    ['r#"abc"', 'unterminated raw string'],
    ['/* /* */', 'unterminated block comment'],
    ['\\', 'unknown start of token: \\'],
  ])('finds the problem in %j', (text, message) => {
    expect(parse(text).problems.map((problem) => problem.message)).toEqual([message]);
  });

  it('follows the edition for C strings and raw lifetimes', () => {
    expect(describeTokens(parse(`c"x" 'r#a`, 2018).tokens)).toBe(
      `ident:c | string:"x" | lifetime:'r | punct:# | ident:a`,
    );
  });
});

describe('the beginning of a file', () => {
  it.each([
    ['\ufeffx', 'ident:x'],
    ['#!/usr/bin/env run\nx', 'ident:x'],
    ['#!/* c */ [allow(a)]\nx', 'punct:# | punct:! | bracket<ident:allow | paren<ident:a>> | ident:x'],
    ['---\n[dependencies]\nx = "\n---\nx', 'ident:x'],
    ['#!/bin/run\n\n---cargo\n"\n---\nx', 'ident:x'],
    ['---1', 'punct:- | punct:- | punct:- | integer:1'],
  ])('reads %j', (text, expected) => {
    expect(describeTokens(parse(text).tokens)).toBe(expected);
  });
});

describe('spacing', () => {
  it.each([
    ['a+b', ['joint', 'jointHidden', 'alone']],
    ['a + b', ['alone', 'alone', 'alone']],
    ['+ //c\n', ['alone']],
    ['+/**d*/', ['jointHidden', 'alone']],
    ['&mut', ['jointHidden', 'alone']],
    ['$x:expr', ['jointHidden', 'joint', 'jointHidden', 'alone']],
    ['+/*c*/+', ['alone', 'alone']],
    ["'a,", ['joint', 'alone']],
    ['=>>', ['joint', 'alone']],
  ])('of %j', (text, expected) => {
    expect(parse(text).tokens.map((token) => token.spacing)).toEqual(expected);
  });

  it('of delimiters', () => {
    const group = parse('(-x);').tokens[0];
    expect(group).toMatchObject({ openSpacing: 'joint', spacing: 'joint' });
  });
});

describe('brackets', () => {
  it.each([
    ['(a', 'paren<ident:a>', ['this delimiter is not closed']],
    ['a) b', 'ident:a | unknown:) | ident:b', ['unexpected closing delimiter: `)`']],
    ['{ (a } b', 'brace<paren<ident:a>> | ident:b', ['this delimiter is not closed']],
    [
      'fn f() { g(; } fn h() {}',
      'ident:fn | ident:f | paren<> | brace<ident:g | paren<punct:;>> | ident:fn | ident:h | paren<> | brace<>',
      ['this delimiter is not closed'],
    ],
    ['( { ) } )', 'paren<brace<unknown:)>>', ['unexpected closing delimiter: `)`']],
    [
      '([)]',
      'paren<bracket<>> | unknown:]',
      ['this delimiter is not closed', 'unexpected closing delimiter: `]`'],
    ],
  ])('in %j', (text, expected, messages) => {
    const { tokens, problems } = parse(text);
    expect(describeTokens(tokens)).toBe(expected);
    expect(problems.map((problem) => problem.message)).toEqual(messages);
  });

  it('nested a hundred thousand times neither crash nor lose a token', () => {
    const { tokens } = parse('('.repeat(100_000) + ')'.repeat(100_000));
    expect(leafTexts(tokens)).toHaveLength(200_000);
    let depth = 0;
    for (let token = tokens[0]; token?.kind === 'group'; token = token.tokens[0]) depth++;
    expect(depth).toBe(maximumNesting);
  });
});

describe('large groups in braces that are deferred', () => {
  const filler = '/* so long that it is worth it */ '.repeat(4);
  const readLater = (text: string) => parseTokenTrees({ id: 7, path: undefined, text }, { deferred: true });

  it.each([
    `fn f() { ${filler} g(1, "}", '}', b'{', r#"}"}"#, 'a, /* } /* } */ */ x[0]) // }\n } fn h() {}`,
    `mod a { impl B { ${filler} fn c() { ${filler} match d { ${filler} E => { ${filler} } } } } }`,
    `fn f() { ${filler} (] } fn g() { ${filler} ) } fn h() { ${filler} [ }`,
    `fn f() { ${filler} fn g() { ${filler} "unfinished`,
    `fn f() { ${filler} a += c"{" + cr#"{"# + r#fn + 1.0e+5r"{" }`,
    '{'.repeat(maximumNesting + 3) + filler + '}'.repeat(maximumNesting + 3),
    `{ ${filler} `.repeat(40) + ']' + ' } '.repeat(40),
  ])('have the tokens that they have when they are read at once: %#', (text) => {
    expect(describeTokens(readLater(text).tokens)).toBe(describeTokens(parse(text).tokens));
    expect(JSON.stringify(readLater(text).tokens)).toBe(JSON.stringify(parse(text).tokens));
  });

  it('tell their problems when they are read', () => {
    const { tokens, problems } = readLater(`fn f() { ${filler} 0b3 }`);
    expect(problems).toEqual([]);
    describeTokens(tokens);
    expect(problems.map(({ message }) => message)).toEqual(['invalid digit for a base 2 literal']);
  });

  it('tell more problems than a function takes arguments', () => {
    const text = `fn f() { ${'\u0001 '.repeat(200_000)} }`;
    const { tokens, problems } = readLater(text);
    expect(leafTexts(tokens)).toHaveLength(200_000 + 6);
    expect(problems).toHaveLength(200_000);
  });
});

describe('a text that was edited', () => {
  const readAfter = (before: string, after: string): string => {
    const source = (text: string) => ({ id: 7, path: undefined, text });
    const old = parseTokenTrees(source(before), { deferred: true });
    // Groups within others are known once they were read.
    describeTokens(old.tokens);
    return JSON.stringify(parseTokenTrees(source(after), { deferred: true, before: old }).tokens);
  };
  const filler = '/* so long that it is worth it */ '.repeat(4);
  const functions = (names: string): string =>
    [...names].map((name) => `fn ${name}() { ${filler} { ${name} } }`).join(' ');

  const deep = '{'.repeat(maximumNesting - 2) + filler + '}'.repeat(maximumNesting - 2);

  it.each([
    ['a line at the top', functions('abc'), `\n${functions('abc')}`],
    ['a line less', `\n${functions('abc')}`, functions('abc')],
    ['something in the middle', functions('abc'), functions('abxyc')],
    ['a string that begins', functions('ab'), `${functions('a')} " ${functions('b')}`],
    [
      'a string that ends behind a group',
      `fn a() { ${filler} "\n } ${filler}`,
      `fn a() { ${filler} "\n } ${filler} "`,
    ],
    [
      'a raw string that ends behind it',
      `fn a() { ${filler} r#"\n } ${filler}`,
      `fn a() { ${filler} r#"\n } ${filler} "#`,
    ],
    ['a quote behind a group', `fn a() { ${filler} '}`, `fn a() { ${filler} '}'`],
    ['a group around all', functions('abc'), `{ ${functions('abc')} }`],
    ['groups around what is nested deeply', deep, `{ { { ${deep}`],
    ['a comment', functions('abc'), `${functions('a')} /* ${functions('bc')} */`],
    ['a brace that is missing', functions('abc'), functions('abc').replace('{', '')],
    ['nothing that is the same', functions('abc'), functions('xyz')],
  ])('has the tokens of a new one: %s', (_, before, after) => {
    expect(readAfter(before, after)).toBe(JSON.stringify(parse(after).tokens));
    expect(readAfter(after, before)).toBe(JSON.stringify(parse(before).tokens));
  });
});

describe('hostile text', () => {
  const pieces = [
    '"',
    "'",
    'r#"',
    '\\',
    '/*',
    '*/',
    '//',
    '\n',
    '(',
    ')',
    '{',
    '}',
    'é',
    '\ud800',
    '1e',
    '0x',
    "b'",
    'r##',
    '#!',
    '\0',
  ];

  it('is covered by tokens, without overlap', () => {
    let seed = 1;
    const random = (limit: number) => (seed = (seed * 48271) % 2147483647) % limit;
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: 30 }, () => pieces[random(pieces.length)]).join('');
      let end = 0;
      const visit = (token: TokenTree): void => {
        const spans = token.kind === 'group' ? [token.open, token.close] : [token.span];
        expect(spans[0]?.start).toBeGreaterThanOrEqual(end);
        end = spans[0]?.end ?? 0;
        if (token.kind === 'group') {
          token.tokens.forEach(visit);
          end = token.close.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      };
      parse(text).tokens.forEach(visit);
    }
  });

  it.each(['"\\', '\\"\n', 'r#"', "b'", "'", '/*', '#!', '---\n'])(
    '%j two hundred thousand times is read at once',
    (piece) => {
      expect(parse(piece.repeat(200_000)).tokens.length).toBeGreaterThanOrEqual(0);
    },
  );
});
