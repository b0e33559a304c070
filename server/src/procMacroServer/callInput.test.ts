import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flatTree, leavesOf, SpanNumbers } from '../../../test/bench/procmacro/flatTree';
import { MacroError } from '../expand/expansion';
import type { Delimiter, LiteralKind, Span, TokenTree } from '../syntax/token';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { CallInput } from './callInput';
import { decodeFlatOutput } from './decodeFlatOutput';
import type { FlatTree } from './flatTree';
import { OpaqueSpans } from './opaqueSpans';
import type { ExpandMacro } from './protocol';

/** What a macro that returns its input gives: the stream behind the header, which has a number of two bytes at most for the spans. */
function echoed(input: CallInput): Uint8Array {
  const bytes = input.withoutPositions();
  let at = 6;
  for (let numbers = 0; numbers < 2; numbers++) while ((bytes[at++] ?? 0) > 0x7f);
  return Uint8Array.from([0x4d, 0x54, 0x4f, 0x4b, 1, 0, ...bytes.subarray(at + 1), 0, 0, 0]);
}

function request(macroBody: FlatTree): ExpandMacro {
  return {
    lib: '/target/libdemo.so',
    env: [],
    currentDir: undefined,
    macroBody,
    macroName: 'Demo',
    attributes: undefined,
    defSite: 0,
    callSite: 0,
    mixedSite: 0,
    spanDataTable: [],
  };
}

function throughModule(tree: FlatTree): FlatTree {
  const input = new CallInput(request(tree), 'derive', 2021, new OpaqueSpans(0), 5);
  return decodeFlatOutput(echoed(input), input.spans, input.layout, 100_000).tree;
}

const withSpans = (tree: FlatTree): string[] => leavesOf(tree, (text, span) => `${text} @${span}`);

function treeOf(source: string): FlatTree {
  return flatTree(parseTokenTrees({ id: 0, path: undefined, text: source }).tokens, new SpanNumbers());
}

const source = `#[doc = "one \\"two\\""] pub struct r#type<'a, T: ?Sized> where T: 'a {
  a: [u8; 0x1f_usize], b: &'a T, c: f64, d: char,
} const X: f32 = 1.5e3f32 + 1f32; const R: &[u8] = br##"raw"##; const C: &CStr = c"c" ; const E: () = { b'x' as char; 'é' };`;

test('what a macro returns as it came has the same texts and the same spans', () => {
  const tree = treeOf(source);
  expect(withSpans(throughModule(tree))).toEqual(withSpans(tree));
});

test('tokens of any kind and nesting come through, each with its span', () => {
  const token = fc.letrec<{ tree: TokenTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ text: fc.constantFrom('a', 'self', 'type', 'é', '_'), at: fc.nat(1000) }).map(ident),
      fc.record({ text: fc.constantFrom('+', '=>', '::', "'", '$'), at: fc.nat(1000) }).map(operator),
      fc.record({ literal: fc.constantFrom(...literals), at: fc.nat(1000) }).map(literal),
      fc
        .record({
          delimiter: fc.constantFrom<Delimiter>('paren', 'bracket', 'brace', 'invisible'),
          tokens: fc.array(tie('tree'), { maxLength: 5 }),
          at: fc.nat(1000),
        })
        .map(group),
    ),
  }));
  fc.assert(
    fc.property(fc.array(token.tree, { maxLength: 8 }), (tokens) => {
      const tree = flatTree(tokens, new SpanNumbers());
      expect(withSpans(throughModule(tree))).toEqual(withSpans(tree));
    }),
  );
});

const literals: readonly (readonly [LiteralKind, string, string])[] = [
  ['integer', '5', ''],
  ['integer', '0b1_0u8', 'u8'],
  ['float', '1.0f64', 'f64'],
  ['string', '"a\\n"', ''],
  ['rawString', 'r##"a"#b"##', ''],
  ['rawCString', 'cr"c"', ''],
  ['char', "'\\''", ''],
];

const spanAt = (at: number): Span => ({ source: 0, start: at, end: at + 1, context: 0 });

function ident({ text, at }: { text: string; at: number }): TokenTree {
  return { kind: 'ident', text, raw: text === 'type', spacing: 'alone', span: spanAt(at) };
}

function operator({ text, at }: { text: string; at: number }): TokenTree {
  return { kind: 'punct', text, spacing: 'joint', span: spanAt(at) };
}

function literal(made: { literal: (typeof literals)[number]; at: number }): TokenTree {
  const [kind, text, suffix] = made.literal;
  return { kind: 'literal', literal: kind, text, suffix, spacing: 'alone', span: spanAt(made.at) };
}

function group({ at, ...rest }: { delimiter: Delimiter; tokens: TokenTree[]; at: number }): TokenTree {
  const [open, close] = [spanAt(at), spanAt(at + 7)];
  return { kind: 'group', ...rest, open, close, openSpacing: 'alone', spacing: 'alone' };
}

test('the same tokens are the same input wherever they stand', () => {
  const here = treeOf('struct A { b: u8 }');
  const there = treeOf('\n\n   struct A { b: u8 }');
  const [one, other] = [here, there].map((tree) =>
    new CallInput(request(tree), 'derive', 2021, new OpaqueSpans(0), 5).withoutPositions(),
  );
  expect(one).toEqual(other);
});

/** As clients before version 5 of the protocol write a tree of version 5, and with `closing` off those before version 2. */
function older(tree: FlatTree, written: Readonly<Record<string, string>>, closing: boolean): FlatTree {
  const rows = (list: readonly number[], length: number): number[][] =>
    Array.from({ length: list.length / length }, (_, index) =>
      list.slice(index * length, (index + 1) * length),
    );
  return {
    ...tree,
    subtree: rows(tree.subtree, 5).flatMap(([open = 0, close = 0, ...rest]) => [
      open,
      ...(closing ? [close] : []),
      ...rest,
    ]),
    literal: rows(tree.literal, 4).flatMap((row) => row.slice(0, 2)),
    ident: rows(tree.ident, 3).flatMap((row) => row.slice(0, 2)),
    text: tree.text.map((text) => written[text] ?? text),
  };
}

test.each([true, false])(
  'a tree of an older client is answered in its own form (closing spans: %s)',
  (closing) => {
    const tree = older(treeOf('fn r#type() { "text" ; 5 }'), { type: 'r#type', text: '"text"' }, closing);
    const returned = throughModule(tree);
    expect(returned.text.toSorted()).toEqual(tree.text.toSorted());
    expect(returned.subtree.length).toBe(tree.subtree.length);
    expect(returned.literal.length).toBe(tree.literal.length);
    expect(returned.ident.length).toBe(tree.ident.length);
  },
);

test('a negative number that another macro made is an operator and a number, as in the compiler', () => {
  const tree = treeOf('f(5)');
  const negative = { ...tree, text: tree.text.map((text) => (text === '5' ? '-5' : text)) };
  expect(leavesOf(throughModule(negative))).toEqual(['f', '(', '-', '3:5', ')']);
});

describe('a tree that contradicts itself is refused', () => {
  const tree = treeOf('f(a, [1 + 2], {"s"})');
  const change = (list: keyof FlatTree, index: number, value: number | string): FlatTree => ({
    ...tree,
    [list]: (tree[list] as readonly (number | string)[]).with(index, value),
  });
  const at = 5;
  test.each([
    ['a group in itself', change('token_tree', 1, 0)],
    ['a group in two others', change('token_tree', 4, tree.token_tree[1] ?? 0)],
    ['a child that does not exist', change('token_tree', 0, (99 << 2) | 3)],
    ['children behind the end', change('subtree', at + 4, 4_000_000_000)],
    ['children from behind to before', change('subtree', at + 3, 9)],
    ['an unknown delimiter', change('subtree', at + 2, 4)],
    ['a text that does not exist', change('ident', 1, 77)],
    ['an unknown kind of literal', change('literal', 2, 11)],
    ['what is no operator', change('punct', 1, 0x41)],
    ['lists of no length', { ...tree, ident: tree.ident.slice(1) }],
    ['nothing', { ...tree, subtree: [], token_tree: [] }],
  ])('%s', (_what, broken) => {
    expect(() => throughModule(broken)).toThrow(MacroError);
  });

  test('whatever one number is changed to, there is a tree or a MacroError', () => {
    const lists = ['subtree', 'literal', 'punct', 'ident', 'token_tree'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...lists),
        fc.nat(200),
        fc.oneof(fc.nat(80), fc.nat(0xffffffff)),
        (list, index, value) => {
          try {
            throughModule(change(list, index % tree[list].length, value));
          } catch (error) {
            expect(error).toBeInstanceOf(MacroError);
          }
        },
      ),
    );
  });
});
