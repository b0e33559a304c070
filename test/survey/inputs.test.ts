import { describe, expect, test } from 'vitest';
import type { MacroInput } from './callsTypes';
import { chooseInputs } from './inputsChoose';
import { docCommentBlocks, markdownBlocks } from './inputsDocs';
import { findCalls, type WantedMacro } from './inputsFind';
import { throughMacro } from './inputsThrough';

function wanted(kind: WantedMacro['kind'], name: string): WantedMacro {
  return { kind, name, aliases: new Set([name]) };
}

function textsOf(source: string, macro: WantedMacro, anywhere = false): string[] {
  return findCalls(source, 2021, [macro], anywhere).map(({ text }) => text.replace(/\s+/g, ' ').trim());
}

describe('what a macro gets', () => {
  test('a derive sees the item as if every cfg held, without derives up to its own', () => {
    const source = `
      #[derive(Debug)]
      #[cfg_attr(feature = "serde", derive(Serialize), serde(rename = "s"))]
      #[derive(Clone)]
      struct S { #[cfg(unix)] a: u8, #[cfg_attr(x, serde(skip), other)] b: u8 }`;
    expect(textsOf(source, wanted('derive', 'Serialize'))).toEqual([
      '#[serde(rename = "s")] #[derive(Clone)] struct S { a: u8, #[serde(skip)] #[other] b: u8 }',
    ]);
  });

  test('an attribute has its arguments, and the item without it', () => {
    const [call] = findCalls(
      '#[a] #[route(GET, "/")] #[b] fn f() { 1 }',
      2021,
      [wanted('attribute', 'route')],
      false,
    );
    expect(call).toMatchObject({ argument: 'GET, "/"', text: '#[a]  #[b] fn f() { 1 }', line: 1 });
  });

  test('a call in a macro definition counts where it is asked for and holds no variables', () => {
    const source = 'macro_rules! m { ($a:expr) => { make!(1 + 1); make!($a) } }';
    expect(textsOf(source, wanted('bang', 'make'))).toEqual([]);
    expect(textsOf(source, wanted('bang', 'make'), true)).toEqual(['1 + 1']);
  });
});

test('code in documentation: fences of Rust, with hidden lines', () => {
  const text = '```toml\na = 1\n```\n\n```rust,no_run\n# use x::y;\ny!();\n```\n';
  expect(markdownBlocks(text)).toEqual([{ text: 'use x::y;\ny!();', line: 6 }]);
  expect(docCommentBlocks('//! ```\n//! m!(1)\n//! ```\nfn f() {}')).toEqual([{ text: 'm!(1)', line: 2 }]);
});

const input: MacroInput = {
  kind: 'derive',
  name: 'D',
  argument: undefined,
  text: 'struct S;',
  edition: 2021,
  source: 'users',
  place: '',
  folder: '',
};

test('inputs that bring something new come first', () => {
  const texts = ['struct A;', 'struct B;', 'enum C { #[x(skip)] D(u8) }'];
  const chosen = chooseInputs(
    texts.map((text) => ({ ...input, text })),
    2,
  );
  expect(chosen.map(({ text }) => text)).toEqual(['enum C { #[x(skip)] D(u8) }', 'struct A;']);
});

describe('parts of an input as fragments', () => {
  test.each([
    [
      'derive',
      'pub struct S<T: A> { #[x] a: Vec<T>, b: [u8; 2] }',
      '$f0  struct S<T: A> { #[x] a: $f1 , b: $f2  }',
    ],
    ['derive', 'struct S(pub u8, String);', 'struct S(pub $f0 , $f1 );'],
    ['derive', 'enum E { A = 1 + 1, B(u8), C { d: u8 } }', 'enum E { A = $f0 , B($f1 ), C { d: $f2  } }'],
    ['attribute', 'fn f(a: u8) -> u8 { let b: u8 = a; b }', 'fn f(a: $f0 ) -> u8 { let b: u8 = a; b }'],
    ['bang', '"{}", 1 + 1', '$f0 , $f1 '],
  ] as const)('%s %s', (kind, text, changed) => {
    expect(throughMacro({ ...input, kind, text })?.text).toBe(changed);
  });

  test('none in what is no list of expressions', () => {
    expect(throughMacro({ ...input, kind: 'bang', text: 'a => b' })).toBeUndefined();
  });
});
