/** Our own standard library has its macros where the real one has them. */
import { expect, test } from 'vitest';
import { Fixture } from '../resolve/fixture';

function resolve(call: string): string {
  return Fixture.resolve(`//- /a/src/lib.rs crate:a\n${call}`, { std: true }).replace(/:\d+$|:\d+(?= )/, '');
}

test.each(
  (
    'std::assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne matches r#try todo unimplemented write writeln ' +
    'dbg eprint eprintln format print println thread_local vec ' +
    'core::assert_eq core::matches core::todo core::write std::format std::vec ' +
    'std::pin::pin core::pin::pin std::ptr::addr_of core::ptr::addr_of_mut std::task::ready core::task::ready ' +
    'std::mem::offset_of std::assert_matches::assert_matches core::assert_matches::debug_assert_matches ' +
    'std::panic::panic_2015 std::panic::panic_2021 core::panic::panic_2015 core::panic::panic_2021 ' +
    'core::panic::unreachable_2015 core::panic::unreachable_2021 std::thread::local_impl::thread_local_inner'
  ).split(' '),
)('%s!', (path) => {
  const name = path.split('::').at(-1)?.replace('r#', '') ?? '';
  expect(resolve(`fn f() { $0${path}!() }`)).toMatch(
    new RegExp(`^(core|alloc|std)::${name} /std/(core|alloc|std)\\.rs$`),
  );
});

test.each(
  (
    'assert cfg column compile_error concat concat_idents env file format_args include include_bytes include_str line ' +
    'log_syntax module_path option_env stringify trace_macros concat_bytes const_format_args panic unreachable ' +
    'std::arch::asm core::arch::global_asm std::format_args core::concat'
  ).split(' '),
)('%s! is built in', (path) => {
  // The macros outside of the prelude are reached by their path.
  const reached = path === 'const_format_args' ? `std::${path}` : path;
  expect(resolve(`fn f() { $0${reached}!() }`)).toMatch(/\(builtin bang\)$/);
});

test.each(
  (
    'Clone Copy Debug Default Eq Hash Ord PartialEq PartialOrd std::clone::Clone core::marker::Copy std::fmt::Debug ' +
    'core::fmt::Debug std::default::Default std::cmp::Eq core::hash::Hash std::hash::Hash std::cmp::PartialOrd'
  ).split(' '),
)('derive(%s)', (path) => {
  expect(resolve(`#[derive($0${path})] struct S;`)).toMatch(/\(builtin derive\)$/);
});

test.each([
  'test',
  'derive',
  'global_allocator',
  'bench',
  'core::prelude::v1::test',
  'std::prelude::v1::derive',
])('#[%s]', (path) => {
  expect(resolve(`#[$0${path}] fn f() {}`)).toMatch(/\(builtin attribute\)$/);
});
