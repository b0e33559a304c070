import { describe, expect, test } from 'vitest';
import type { DeclarativeDefinition, Scope } from '../../resolve/definition';
import { Hygiene } from '../../syntax/hygiene';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import type { Edition, Ident, TokenTree } from '../../syntax/token';
import type { Invocation, StepResult } from '../expansion';
import { MacroError } from '../expansion';
import type { DeclarativeLimits } from './expandDeclarative';
import { expandDeclarative } from './expandDeclarative';
import { declarativeDefinition } from './testFixture';

const sources = new SourceMap();
const scope: Scope = { crate: 1, module: { crate: 1, path: [], file: '' }, textual: { depth: 0 } };

function tokensOf(text: string): readonly TokenTree[] {
  return parseTokenTrees(sources.add(undefined, text)).tokens;
}

function define(
  rules: string | readonly TokenTree[],
  more: Partial<DeclarativeDefinition> = {},
): DeclarativeDefinition {
  return declarativeDefinition(typeof rules === 'string' ? tokensOf(rules) : rules, more);
}

function call(input: string | readonly TokenTree[]): Invocation {
  const tokens = typeof input === 'string' ? tokensOf(input) : input;
  return {
    kind: 'bang',
    path: { global: false, segments: [] },
    input: tokens,
    delimiter: 'paren',
    span: { source: 0, start: 0, end: 0, context: 0 },
    original: tokens,
    scope,
    position: 'expression',
  };
}

function expand(
  definition: DeclarativeDefinition,
  input: string | readonly TokenTree[],
  {
    hygiene = new Hygiene(),
    edition = 2021 as Edition,
    limits = undefined as DeclarativeLimits | undefined,
  } = {},
): StepResult {
  return expandDeclarative(definition, call(input), { hygiene, edition, limits });
}

/** Tokens with single spaces; `⟦expr …⟧` is a bound fragment. */
function show(tokens: readonly TokenTree[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'docComment') return `/*doc${token.text}*/`;
      if (token.kind !== 'group') return token.kind === 'ident' && token.raw ? `r#${token.text}` : token.text;
      const inside = show(token.tokens);
      if (token.fragment) return inside ? `⟦${token.fragment} ${inside}⟧` : `⟦${token.fragment}⟧`;
      const [open, close] = { paren: '()', bracket: '[]', brace: '{}', invisible: '⟨⟩' }[token.delimiter];
      return `${open ?? ''}${inside}${close ?? ''}`;
    })
    .join(' ');
}

function failure(run: () => unknown): MacroError {
  try {
    run();
  } catch (error) {
    if (error instanceof MacroError) return error;
    throw error;
  }
  throw new Error('does not fail');
}

function idents(tokens: readonly TokenTree[], name: string): Ident[] {
  return tokens.flatMap((token) =>
    token.kind === 'group'
      ? idents(token.tokens, name)
      : token.kind === 'ident' && token.text === name
        ? [token]
        : [],
  );
}

describe('bound fragments', () => {
  test.each([
    ['block', '{ a; }', '⟦block {a ;}⟧'],
    ['expr', 'a + b * c', '⟦expr a + b * c⟧'],
    ['ident', 'r#type', 'r#type'],
    ['item', 'pub fn f() {}', '⟦item pub fn f () {}⟧'],
    ['lifetime', "'a", "'a"],
    ['literal', '-1.5', '⟦literal - 1.5⟧'],
    ['meta', 'cfg(a = "b")', '⟦meta cfg (a = "b")⟧'],
    ['pat', 'A | Some(_)', '⟦pat A | Some (_)⟧'],
    ['path', 'a::B<C>', '⟦path a :: B < C >⟧'],
    ['stmt', 'let a = 1', '⟦stmt let a = 1⟧'],
    ['tt', '{ a }', '{a}'],
    ['ty', "&'a [u8; 4]", "⟦ty & 'a [u8 ; 4]⟧"],
    ['vis', 'pub(in a::b)', '⟦vis pub (in a :: b)⟧'],
  ])('$x:%s takes %s', (kind, input, output) => {
    const rules = kind === 'vis' ? '($x:vis fn) => { $x }' : `($x:${kind}) => { $x }`;
    expect(show(expand(define(rules), kind === 'vis' ? `${input} fn` : input).tokens)).toBe(output);
  });

  test('a visibility may be nothing', () => {
    expect(show(expand(define('($v:vis struct) => { $v struct }'), 'struct').tokens)).toBe('⟦vis⟧ struct');
  });

  test('passed on as what it is, a fragment is not wrapped again', () => {
    const bound = expand(define('($x:expr) => { $x }'), '1 + 2').tokens;
    expect(show(expand(define('($x:expr) => { $x }'), bound).tokens)).toBe('⟦expr 1 + 2⟧');
    expect(show(expand(define('($x:tt) => { [$x] }'), bound).tokens)).toBe('[⟦expr 1 + 2⟧]');
  });

  test('is opaque: its tokens match nothing any more', () => {
    const bound = expand(define('($x:expr) => { $x }'), 'a').tokens;
    expect(failure(() => expand(define('(a) => {}'), bound)).message).toBe(
      'no rules expected expression `a`',
    );
    expect(expand(define('(a) => {}; ($x:expr) => {}'), bound).arm).toBe(1);
  });

  test('a group that a procedural macro left invisible is looked through, as in rustc 1.85', () => {
    const span = { source: 0, start: 0, end: 0, context: 0 };
    const invisible: TokenTree = {
      kind: 'group',
      delimiter: 'invisible',
      tokens: tokensOf('a b'),
      open: span,
      close: span,
      openSpacing: 'alone',
      spacing: 'alone',
    };
    expect(show(expand(define('(a $x:tt) => { $x }'), [invisible]).tokens)).toBe('b');
  });
});

describe('arms', () => {
  test('the first that matches is taken, and named', () => {
    const definition = define('(a) => { 0 }; ($x:ident) => { 1 }; ($($x:tt)*) => { 2 }');
    expect(['a', 'b', '+'].map((input) => expand(definition, input).arm)).toEqual([0, 1, 2]);
  });

  test('a fragment that starts and fails ends the matching', () => {
    const error = failure(() => expand(define('($x:expr) => {}; (+ +) => {}; ($($x:tt)*) => {}'), 'a + *'));
    expect(error.code).toBe('invalid-input');
    expect(error.notes).toEqual(['while parsing argument for this `expr` macro fragment: `$x`']);
  });

  test('the error says for each arm where it stopped', () => {
    const error = failure(() => expand(define('(a b) => {}; (a c $x:ident) => {}; ([x]) => {}'), 'a c 1'));
    expect(error.code).toBe('no-arm-matched');
    expect(error.message).toBe('no rules expected `1`');
    expect(error.notes).toEqual([
      'while trying to match meta-variable `$x:ident`',
      'arm 1, `(a b)`, expected `b`, found `c`',
      'arm 2, `(a c $x:ident)`, expected `$x:ident`, found `1`',
      'arm 3, `([x])`, expected `[`, found `a`',
    ]);
  });

  test.each([
    ['($($x:ident),*; b)', 'a, c d', 'expected `,` or `;`, found `d`'],
    ['($($x:ident),*; b)', 'a,', 'expected `$x:ident`, found the end of the input'],
    [
      '($($x:ident)* $(= $y:expr)? $(;)?)',
      'a 1',
      'expected `$x:ident` or `=` or `;` or the end of the input, found `1`',
    ],
    [
      '($(a)* $(b)* $(c)* $(d)* $(e)* $(f)*)',
      '1',
      'expected `a` or `b` or `c` or `d` or 3 other tokens, found `1`',
    ],
    ['([$x:tt])', '[a b]', 'expected `]`, found `b`'],
    ['([$x:tt] c)', '[]', 'expected `$x:tt`, found `]`'],
    ['(struct $x:ident)', 'fn x', 'expected keyword `struct`, found keyword `fn`'],
  ])('an arm %s for %s: %s', (matcher, input, expected) => {
    const error = failure(() => expand(define(`${matcher} => {}; (@) => {}`), input));
    expect(error.notes.find((note) => note.startsWith('arm 1'))).toBe(`arm 1, \`${matcher}\`, ${expected}`);
  });

  test('the error points at the place in the definition where each arm stopped', () => {
    const source = sources.add('/definition.rs', '(a b) => {}; (a c $($x:ident)* ;) => {}; () => {}');
    const error = failure(() => expand(define(parseTokenTrees(source).tokens), 'a c 1'));
    const places = error.related.map(({ span }) => source.text.slice(span.start, span.end));
    expect(places).toEqual(['b', '$x:ident', ')']);
    expect(error.related[1]?.message).toBe('arm 2 expected `$x:ident` or `;`, found `1`');
  });

  test('of very many arms the error tells about those that got furthest', () => {
    const arms = Array.from({ length: 40 }, (_, index) => `(${'a '.repeat(index % 20)} b) => {}`).join('; ');
    const { notes } = failure(() => expand(define(arms), 'a '.repeat(30)));
    expect(notes.at(-1)).toBe('28 more arms stopped before or there');
    expect(notes.filter((note) => note.startsWith('arm '))).toHaveLength(12);
  });

  test('pat and expr mean what the edition of the definition means', () => {
    const pattern = '($x:pat) => { 0 }; ($($x:pat_param)|+) => { 1 }';
    expect(expand(define(pattern, { edition: 2018 }), 'A | B', { edition: 2021 }).arm).toBe(1);
    expect(expand(define(pattern, { edition: 2021 }), 'A | B', { edition: 2018 }).arm).toBe(0);
    const underscore = '($x:expr) => { 0 }; (_) => { 1 }';
    expect(expand(define(underscore, { edition: 2021 }), '_', { edition: 2024 }).arm).toBe(1);
    expect(expand(define(underscore, { edition: 2024 }), '_', { edition: 2021 }).arm).toBe(0);
  });

  test('a macro that a macro defined keeps the edition of the one that wrote it', () => {
    const hygiene = new Hygiene();
    const outer = define('() => { ($x:pat) => { 0 }; ($$($$x:pat_param)|+) => { 1 } }', { edition: 2018 });
    const inner = define(expand(outer, '', { hygiene }).tokens, { edition: 2021 });
    expect(expand(inner, 'A | B', { hygiene, edition: 2021 }).arm).toBe(1);
  });
});

describe('hygiene', () => {
  test('a local of the macro and one of the caller are two, even of one name', () => {
    const hygiene = new Hygiene();
    const { tokens } = expand(define('($x:expr) => { let x = 3; $x }'), 'x', { hygiene });
    const [own, passed] = idents(tokens, 'x');
    expect(hygiene.marks(own?.span.context ?? 0)).toEqual([
      { expansion: 1, transparency: 'semiTransparent' },
    ]);
    expect(passed?.span.context).toBe(0);
  });

  test('each expansion marks anew', () => {
    const hygiene = new Hygiene();
    const definition = define('() => { x }');
    const contexts = [1, 2].map(
      () => idents(expand(definition, '', { hygiene }).tokens, 'x')[0]?.span.context,
    );
    expect(new Set(contexts).size).toBe(2);
  });

  test('macro 2.0 is opaque, unless the standard library says otherwise', () => {
    const hygiene = new Hygiene();
    const transparency = (more: Partial<DeclarativeDefinition>): string | undefined => {
      const [x] = idents(
        expand(define('() => { x }', { flavor: 'macro', ...more }), '', { hygiene }).tokens,
        'x',
      );
      return hygiene.marks(x?.span.context ?? 0)[0]?.transparency;
    };
    expect(transparency({})).toBe('opaque');
    expect(transparency({ transparency: 'semiTransparent' })).toBe('semiTransparent');
  });

  test('metavariables of an outer and an inner macro are two, even of one name', () => {
    const hygiene = new Hygiene();
    const outer = define('($x:ident) => { ($x:ident, $$x:ident) => { [$x $$x] } }');
    const inner = define(expand(outer, 'y', { hygiene }).tokens, { name: 'inner' });
    // The body is now `(y:ident, $x:ident) => { [y $x] }`.
    expect(show(expand(inner, 'y : ident, z', { hygiene }).tokens)).toBe('[y z]');
  });

  test('tokens keep the place where they were written', () => {
    const body = sources.add('/def.rs', '($x:expr) => { f($x) }');
    const input = sources.add('/call.rs', '1 + 2');
    const definition = define(parseTokenTrees(body).tokens);
    const { tokens } = expand(definition, parseTokenTrees(input).tokens);
    const [f, list] = tokens;
    expect(f?.kind === 'ident' && [f.span.source, f.span.start, f.span.end]).toEqual([body.id, 15, 16]);
    const argument = list?.kind === 'group' ? list.tokens[0] : undefined;
    const one = argument?.kind === 'group' ? argument.tokens[0] : undefined;
    expect(one?.kind === 'literal' && [one.span.source, one.span.start]).toEqual([input.id, 0]);
    expect(argument?.kind === 'group' && [argument.open.start, argument.close.end]).toEqual([0, 5]);
  });
});

describe('$crate', () => {
  test('means the crate of the definition and keeps it through another crate', () => {
    const outer = define('($($t:tt)*) => { $crate::f($($t)*) }', { crate: 3 });
    const inner = expand(define('() => { $crate::g }', { crate: 5 }), '').tokens;
    const names = idents(expand(outer, inner).tokens, '$crate');
    expect(names.map(({ crate }) => crate)).toEqual([3, 5]);
  });

  test('in a macro that a macro defines it is that of the outer one', () => {
    const rules = expand(define('() => { () => { $crate::f } }', { crate: 3 }), '').tokens;
    const [name] = idents(expand(define(rules, { crate: 9 }), '').tokens, '$crate');
    expect(name?.crate).toBe(3);
  });

  test('a file of two crates gives each its own', () => {
    const body = tokensOf('() => { $crate }');
    const crates = [1, 2].map(
      (crate) => idents(expand(define(body, { crate }), '').tokens, '$crate')[0]?.crate,
    );
    expect(crates).toEqual([1, 2]);
  });

  test('local_inner_macros leaves the tokens alone: it counts where names are looked up', () => {
    const rules = '($x:expr) => { inner!($x) }';
    expect(show(expand(define(rules, { localInnerMacros: true }), 'other!()').tokens)).toBe(
      'inner ! (⟦expr other ! ()⟧)',
    );
  });
});

describe('spacing', () => {
  test('tokens of the definition and identifiers are separate, token trees keep how they were written', () => {
    const { tokens } = expand(define('($a:ident $t:tt) => { $a+$t }'), 'x+');
    expect(tokens.map((token) => token.spacing)).toEqual(['alone', 'alone', 'alone']);
    const [minus] = expand(define('($($t:tt)*) => { $($t)* }'), '->a').tokens;
    expect(minus?.spacing).toBe('jointHidden');
  });
});

describe('limits', () => {
  test('an output that doubles stops at the budget', () => {
    const double = define('($x:tt) => { ($x $x) }');
    const run = (): void => {
      let tokens: readonly TokenTree[] = tokensOf('a');
      for (let round = 0; round < 100; round++) tokens = expand(double, tokens).tokens;
    };
    const error = failure(run);
    expect(error.code).toBe('expansion-budget');
    expect(error.message).toBe('the expansion of `m!` has more than 2000000 tokens');
  });

  test('matching stops at the budget', () => {
    const limits = { steps: 50, tokens: 1000 };
    const error = failure(() => expand(define('($($x:tt)*) => {}'), 'a '.repeat(100), { limits }));
    expect(error.message).toBe('matching `m!` takes more than 50 steps');
  });

  test('a matcher with threads without number stops at the budget', () => {
    const definition = define(`(${'$(a)* '.repeat(8)}) => {}`);
    const limits = { steps: 100_000, tokens: 1000 };
    expect(failure(() => expand(definition, 'a '.repeat(1000), { limits })).code).toBe('expansion-budget');
  });

  test('a definition that takes for ever to check is refused', () => {
    const definition = define(`(${'$(a)* '.repeat(5000)}) => {}`);
    expect(failure(() => expand(definition, '')).code).toBe('expansion-budget');
  });

  test('a group of very many tokens that is looked through does not overflow the stack', () => {
    const span = { source: 0, start: 0, end: 0, context: 0 };
    const tokens = tokensOf('a '.repeat(150_000));
    const invisible: TokenTree = {
      kind: 'group',
      delimiter: 'invisible',
      tokens,
      open: span,
      close: span,
      openSpacing: 'alone',
      spacing: 'alone',
    };
    expect(expand(define('($($x:tt)*) => { $($x)* }'), [invisible]).tokens.length).toBe(150_000);
  });

  test('input that is nested deeper than any parser likes is an error or a result, never a crash', () => {
    const span = { source: 0, start: 0, end: 0, context: 0 };
    let tree: TokenTree = { kind: 'ident', text: 'a', raw: false, spacing: 'alone', span };
    for (let depth = 0; depth < 100_000; depth++) {
      tree = {
        kind: 'group',
        delimiter: 'paren',
        tokens: [tree],
        open: span,
        close: span,
        openSpacing: 'alone',
        spacing: 'alone',
      };
    }
    expect(expand(define('($x:tt) => { $x $x }'), [tree]).tokens.length).toBe(2);
    expect(failure(() => expand(define('(b) => {}; ($($x:ident)*) => {}'), [tree])).code).toBe(
      'no-arm-matched',
    );
    expect(failure(() => expand(define([tree, ...tokensOf('=> {}')]), '')).code).toBe('recursion-limit');
  });

  test('a repetition of a hundred thousand tokens takes linear time and no stack', () => {
    const definition = define('($($x:ident),*) => { [$($x),*] }');
    const [list] = expand(definition, 'a, '.repeat(99_999) + 'a').tokens;
    expect(list?.kind === 'group' && list.tokens.length).toBe(199_999);
  });
});

describe('unfinished source', () => {
  test.each([
    '',
    '(',
    '(a) =>',
    '(a) => {',
    '($',
    '($x:',
    '($(',
    '(a) => { $',
    '(a) => { ${',
    '(a) => { $( }',
    ')',
    ';;',
  ])('a definition `%s` is an error of the definition or expands', (rules) => {
    try {
      expand(define(rules), 'a');
    } catch (error) {
      expect(error).toBeInstanceOf(MacroError);
    }
  });
});
