/** Inputs for macros that nobody in the corpus calls: plain items of every shape, and short token lists. */
import type { MacroKind } from '../../server/src/resolve/definition';

const items = [
  'struct Unit;',
  "/// Documentation.\n#[repr(C)]\npub struct Named<'a, T: Clone> where T: 'a { pub first: &'a T, second: Option<Vec<u8>>, r#type: [i32; 4] }",
  'pub(crate) struct Tuple(pub String, u32);',
  '#[derive(Debug)]\nenum Choice<T> { Empty, Pair(T, u8), Fields { left: T, right: Box<Choice<T>> }, Number = 7 }',
];

const functions = [
  'fn plain() {}',
  'pub async fn compute<T: Into<String>>(&self, value: T, mut count: usize) -> Result<String, Error> { let text = value.into(); for _ in 0..count { count -= 1; } Ok(text) }',
  "impl<'a> Service for Thing<'a> { type Item = u8; const SIZE: usize = 4; fn call(&mut self, input: &'a str) -> Self::Item { input.len() as u8 } }",
  'trait Service { fn call(&mut self, input: &str) -> u8 { 0 } async fn wait(self); }',
  'mod inner { pub const VALUE: f64 = 1.5e3; }',
];

const lists = ['', 'name', '"text {}", 1 + value', 'a, b; c => { d::<E>() }', 'struct S { field: u8 }', '-1'];

const argumentLists = ['', 'name', 'key = "value", other(1)'];

/** Pairs of arguments (for attributes) and input. */
export function madeUpInputs(
  kind: MacroKind,
): readonly { readonly argument: string | undefined; readonly text: string }[] {
  switch (kind) {
    case 'bang':
      return lists.map((text) => ({ argument: undefined, text }));
    case 'derive':
      return items.map((text) => ({ argument: undefined, text }));
    case 'attribute':
      return [...functions, ...items].map((text, index) => ({
        argument: argumentLists[index % argumentLists.length],
        text,
      }));
  }
}
