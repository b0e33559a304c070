import { describe, expect, it } from 'vitest';
import { renderTokens, renderTokensInTurns } from './renderTokens';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { apart, dollarCrate } from '../../../test/fuzz/printedTokens';
import type { RenderOptions } from './renderTokens';
import type { Group, TokenTree } from '../syntax/token';

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees({ id: 0, path: undefined, text }).tokens;
}

function render(text: string, options?: RenderOptions): string {
  return renderTokens(apart(tokensOf(text)), options).text;
}

function invisible(tokens: readonly TokenTree[]): Group {
  const span = { source: 0, start: 0, end: 0, context: 0 };
  return {
    kind: 'group',
    delimiter: 'invisible',
    tokens,
    open: span,
    close: span,
    openSpacing: 'alone',
    spacing: 'alone',
  };
}

/** Removes the indentation of the first line from all of them. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

describe('spacing in one line', () => {
  it.each([
    "let x: Vec<Option<&'a mut T>> = <S as Trait<u8>>::f::<{ N }, 3>(-1, !a, *b - 2, &c & d, &&e && f);",
    'a < b && c > d || e << 2 >= f >> 1;',
    'x as *const T as usize + 1;',
    'let f = |a: u8, &b| -> u8 { a + b };',
    'let g = move || a | b || c;',
    'x[1..], y[..=2], (a..b), t.0.1, 1.max(2), 2.0.sqrt(), s?.t()?;'.replace(/, /g, '; '),
    "'outer: for i in 0..=10 {}",
    'let (a, mut b, ref c @ [.., d]) = e else {};',
    "fn f<'a, T: ?Sized + 'a>(self: &Self, x: impl Fn(u8) -> u8 + Send) -> !;",
    'pub(crate) static mut X: [u8; 2] = [0; 2];',
    "impl<T> ::core::fmt::Debug for Box<dyn ::std::any::Any + 'static> {}",
    "type F = for<'a> fn(&'a ::T, ...) -> *mut u8;",
    'where_(a, b)(c)[d] = return -1;',
    'x = -y; *z += 1; a ^= !b;',
    'vec![1, 2]; println!("{}", x); m! { a };',
    'unsafe extern "C" {}',
    'use a::{b, c::{self, d as e}, *};',
    'let x = if a { b } else { c };',
    '&raw const x; &mut **y; -(-z); !!w;',
    'f(b"x", c"y", \'z\', r#"w"#, 1u8, 2.5e3);',
    'struct S(pub u8, pub(in a::b) Vec<u8>);',
    'const _: () = assert!(1 < 2);',
    'a == b as u8 && c != -d;',
    '#[cfg(feature = "x")]\nfn f() {}',
  ])('%s', (text) => {
    expect(render(text, { position: 'statement' })).toBe(
      text.replaceAll('; ', ';\n').replace('[0;\n2]', '[0; 2]').replace('[u8;\n2]', '[u8; 2]'),
    );
  });
});

describe('layout', () => {
  it('of a derive', () => {
    const text = dedent(`
      #[automatically_derived]
      impl<T: ::core::clone::Clone> ::core::clone::Clone for Shape<T> {
          #[inline]
          fn clone(&self) -> Shape<T> {
              match self {
                  Shape::Empty => Shape::Empty,
                  Shape::Circle {
                      center: __self_0,
                      radius: __self_1,
                  } => {
                      let __a = 1;
                      Shape::Circle {
                          center: ::core::clone::Clone::clone(__self_0),
                          radius: ::core::clone::Clone::clone(__self_1),
                      }
                  }
                  Shape::Line(__self_0, __self_1) => Shape::Line(
                      ::core::clone::Clone::clone(__self_0),
                      ::core::clone::Clone::clone(__self_1),
                      ::core::clone::Clone::clone(__self_2),
                  ),
              }
          }
      }

      impl Copy for Shape {}`);
    expect(render(text)).toBe(text);
  });

  it('of items', () => {
    const text = dedent(`
      use std::fmt;

      /// A pair.
      #[derive(Debug, Clone)]
      pub struct Pair<T>
      where
          T: Copy,
      {
          /// The first.
          pub a: T,
          #[serde(skip)]
          b: Vec<T>,
      }

      enum E {
          A,
          B(u8),
          C { x: u8 },
          D = 4,
      }

      fn a_function_with_a_long_name(
          parameter_number_one: &mut SomeType,
          parameter_number_two: Option<OtherType>,
      ) -> Result<(), Error> {
          Ok(())
      }`);
    expect(render(text)).toBe(text);
  });

  it('of statements', () => {
    const text = dedent(`
      let values = items
          .iter()
          .map(|item| item.value.checked_add(1).unwrap_or_default())
          .filter(|value| *value > 2)
          .collect::<Vec<_>>();
      if let Some(x) = first && !second {
          return;
      } else if third {
          loop {
              break;
          }
      } else {
          unsafe { *pointer }
      }
      if a_rather_long_condition_number_one(argument) == 1
          && a_rather_long_condition_number_two(argument) == 2
      {
          call(|x| {
              first(x);
              second(x)
          });
      }
      let total = first_operand_with_a_long_name * second_operand_with_a_long_name
          + third_operand_with_a_long_name;
      ::std::io::_print(format_args!("hello {}\\n", name));`);
    expect(render(text, { position: 'statement' })).toBe(text);
  });

  it('of heads', () => {
    const text = dedent(`
      impl<F, Fut, S, Res, M, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>
          Handler<SomeType, Other> for F
      {
          fn f() {}
      }

      impl<F, Fut, S, Res, M, T1, T2, T3, T4, T5, T6, T7> Handler<SomeType, Other>
          for FFFFFFFFFFFFFFFFFFFFFFFF
      {
          fn f() {}
      }

      impl<
              FirstParameter: Iterator,
              SecondParameter: Iterator,
              ThirdParameter: Iterator,
              FourthParameter: Iterator,
          > Handler<SomeType>
      {
          fn f() {}
      }

      impl<F> A for B where F: Foo {}
      impl<F, G> A for B
      where
          F: Foo,
          G: Bar,
      {
      }
      struct S<F>(F)
      where
          F: Foo;

      pub trait ATraitWithALongName<F>:
          TheFirstTraitThatItNeeds + TheSecondTraitThatItNeeds + TheThirdTraitThatItNeeds
      {
          fn f();
      }

      type Output = PInt<<Ul as Div<Ur>>::Output>;`);
    expect(render(text)).toBe(text);
  });

  it('of arguments', () => {
    const text = dedent(`
      f.write_fmt(format_args!(
          "an error of {:?} at: {}",
          self.code,
          self.input
      ));
      ::std::io::_print(format_args!(
          "{0} people, the oldest is {1}\\n",
          ages.len(),
          {
              let first = 1;
              first
          }
      ));
      foo(some_object.some_method_with_long_name(argument_one, argument_two_xx_yyyyyy));
      foo("a single argument that is no call stays in the line for as long as it fits there");
      foo(unsafe { some_object_name_aaaaaaaaaaaaaaaaa.foo() + some_method_with_long_name });
      let a = foo(
          T1, T2, T3, aaa, ddd, TTTT, RRRR, DDDD, RRRR, AAAA, BBBB, CCCC, EEEE, DDDD,
      );
      let a: (
          SomeObjectNameAaaaaaaaaaaaaaaaaa,
          Foo,
          SomeMethodWithLongName,
          X,
          Y,
          Eeeee,
      ) = xyz();
      return Err(
          Foooooooooooooooooooooooooooooooooo::foooooooooooooooooooooooo(
              "bar",
              xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
          ),
      );`);
    expect(render(text, { position: 'statement' })).toBe(text);
  });

  it('of chains', () => {
    const text = dedent(`
      __errors.push(
          darling::Error::duplicate_field_of_the_derived_structure("dsl_path")
              .with_span(&__inner_span_of_the_field),
      );
      while let Some(x) = a_variable_with_a_rather_long_name_here
          .a_method_of_it(an_argument, another_argument)
          .another_method()?
      {
          x();
      }
      let Some(x) = a_variable_with_a_rather_long_name_here
          .a_method_of_it(an_argument, another_argument)
          .another_method()
      else {
          return;
      };
      match self
          .a_field_with_a_rather_long_name
          .a_method_of_it(an_argument_that_is_long)
      {
          _ => f(),
      }
      if !a_function_with_a_long_name(
          an_argument_that_is_long,
          another_argument_that_is_long,
          a_third_argument,
      )
      .is_some()
      {
          x();
      }`);
    expect(render(text, { position: 'statement' })).toBe(text);
  });

  it('breaks more in a narrow page', () => {
    expect(render('f(first_argument, second_argument)', { position: 'expression', width: 30 })).toBe(
      'f(\n    first_argument,\n    second_argument\n)',
    );
  });

  it('shows doc attributes as comments where that is possible', () => {
    expect(
      render(
        String.raw`#[doc = " a \"b\""] #[doc = r" c"] #[doc = "d\ne"] #[doc = "/f"] #[doc(hidden)] struct S;`,
      ),
    ).toBe(
      String.raw`/// a "b"
/// c
#[doc = "d\ne"]
#[doc = "/f"]
#[doc(hidden)]
struct S;`,
    );
  });
});

describe('without a position', () => {
  it.each([
    ['fn f() {} fn g() {}', 'fn f() {}\nfn g() {}'],
    ['use a; struct S;', 'use a;\n\nstruct S;'],
    ['m!(a).b() + 1', 'm!(a).b() + 1'],
    ['let a = 1; a!(b); c', 'let a = 1;\na!(b);\nc'],
    ['a | b', 'a | b'],
    ['', ''],
  ])('%j is told from its tokens', (text, expected) => {
    expect(render(text)).toBe(expected);
  });
});

describe('$crate', () => {
  it('is printed by name, when there is one', () => {
    const tokens = [dollarCrate, ...tokensOf('::m!(x);')];
    expect(renderTokens(tokens).text).toBe('$crate::m!(x);');
    expect(renderTokens(tokens, { crateName: (id) => (id === 3 ? '::serde' : undefined) }).text).toBe(
      '::serde::m!(x);',
    );
  });
});

describe('the span map', () => {
  it('has an entry for each token, in the order of the text', () => {
    const source = '#[a] fn f(x: Vec<Vec<u8>>) { g(x) }';
    const { text, spans } = renderTokens(tokensOf(source));
    for (const { start, end, span } of spans)
      expect(text.slice(start, end)).toBe(source.slice(span.start, span.end));
    expect(spans.map(({ start, end }) => text.slice(start, end)).join('')).toBe(source.replaceAll(' ', ''));
  });
});

describe('the tokens of the text', () => {
  it('are all there when groups nest a hundred thousand times', () => {
    let tokens: TokenTree[] = tokensOf('x');
    for (let depth = 0; depth < 100_000; depth++)
      tokens = [{ ...invisible(tokens), delimiter: depth % 2 ? 'paren' : 'brace' }];
    expect(renderTokens(tokens).text.replace(/\s/g, '')).toHaveLength(200_001);
  });
});

describe('Very many statements', () => {
  it('are laid out one below the other', () => {
    expect(render('a;'.repeat(150_000), { position: 'statement' })).toBe('a;\n'.repeat(150_000).trimEnd());
  });
});

describe('A literal of very many lines', () => {
  it('is laid out as the value of a variable', () => {
    const text = `let a = "${'a\n'.repeat(200_000)}";`;
    expect(render(text, { position: 'statement' }).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});

describe('A large expansion', () => {
  const tokens = tokensOf('impl A for B { fn f(&self) -> u8 { self.g(1, 2) } }\n'.repeat(2000));

  it('is laid out the same whether or not there are pauses', async () => {
    expect(await renderTokensInTurns(tokens)).toEqual(renderTokens(tokens));
  });

  it('lets other work have its turns', async () => {
    let turns = 0;
    const counter = setInterval(() => turns++, 0);
    await renderTokensInTurns(tokens);
    clearInterval(counter);
    expect(turns).toBeGreaterThan(2);
  });
});
