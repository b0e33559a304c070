import { outlineItems } from '../../syntax/itemOutline';
import type { TokenTree } from '../../syntax/token';
import type { Invocation } from '../expansion';
import { invalid } from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import { createQuote } from './quote';

/**
 * `#[global_allocator]` (rustc_builtin_macros::global_allocator): the static as it is, and the functions by which the runtime reaches it.
 */
export function expandGlobalAllocator(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const [item] = outlineItems(invocation.input);
  if (item?.keyword !== 'static' || !item.name) throw invalid('allocators must be statics', invocation.span);
  const quote = createQuote(generatedSpan(invocation, context, 'opaque'));
  const allocator = quote`::core::alloc::GlobalAlloc`;
  const layout = quote`::core::alloc::Layout::from_size_align_unchecked(size, align)`;
  const { name } = item;
  return [
    ...invocation.input,
    ...quote`const _: () = {
      #[rustc_std_internal_symbol]
      unsafe fn __rust_alloc(size: usize, align: usize) -> *mut u8 {
        ${allocator}::alloc(&${name}, ${layout})
      }
      #[rustc_std_internal_symbol]
      unsafe fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize) -> () {
        ${allocator}::dealloc(&${name}, ptr, ${layout})
      }
      #[rustc_std_internal_symbol]
      unsafe fn __rust_realloc(ptr: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8 {
        ${allocator}::realloc(&${name}, ptr, ${layout}, new_size)
      }
      #[rustc_std_internal_symbol]
      unsafe fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
        ${allocator}::alloc_zeroed(&${name}, ${layout})
      }
    };`,
  ];
}
