import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const macros = `extern crate proc_macro;
use proc_macro::TokenStream;
pub fn old_panic(_: TokenStream) -> TokenStream { "panic!(\\"{}\\")".parse().unwrap() }
pub fn old_assert(_: TokenStream) -> TokenStream { "assert!(true, \\"{}\\")".parse().unwrap() }
pub fn old_name(_: TokenStream) -> TokenStream { "take!({ let async = 1; async })".parse().unwrap() }
pub fn pass(input: TokenStream) -> TokenStream { input }
`;

const main = `macro_rules! take { ($e:expr) => { [$e] }; }
fn main() {
    old::old_panic!();
    old::old_assert!();
    old::old_name!();
    old::pass!(panic!("a{}", 1));
    core::panic::unreachable_2015!("a{}", 1);
    debug_assert!(true, "a{}", 1);
}
`;

// rustc 1.85 gives each of these with -Zunpretty=expanded.
describe('what a macro of the edition 2015 writes in a crate of 2021', { timeout: patience }, () => {
  const files = macroCrate('old', macros);
  files['old/Cargo.toml'] = (files['old/Cargo.toml'] ?? '').replace('2021', '2015');
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nold = { path = "old" }\n[workspace]\n',
    'src/main.rs': main,
    ...files,
  });
  const hover = (call: string): Promise<string> =>
    project.client.hoverText(project.path('src/main.rs'), positionOf(main, call));

  beforeAll(async () => {
    const environment = { ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache') };
    await project.start({ trusted: true, environment });
    await project.client.open(project.path('src/main.rs'));
    await project.client.ready();
  }, patience);
  afterAll(() => project.client.stop());

  it.each([
    ['old_panic!', 'begin_panic("{}")'],
    ['old_assert!', 'begin_panic("{}")'],
    ['old_name!', 'let async = 1;'],
  ])('%s goes by 2015', async (call, expected) => {
    expect(await hover(call)).toContain(expected);
  });

  it.each([
    ['pass!', 'panic_fmt'],
    ['unreachable_2015!', 'panic_fmt'],
    ['debug_assert!', 'panic_fmt'],
  ])('%s goes by 2021', async (call, expected) => {
    expect(await hover(call)).toContain(expected);
  });
});
