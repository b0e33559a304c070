import type { TokenTree } from '../../syntax/token';
import { stripCfg } from '../cfg/stripCfg';
import { MacroError } from '../expansion';
import type { Invocation } from '../expansion';
import type { BuiltinContext } from './context';
import { expandGlobalAllocator } from './globalAllocator';
import { expandTest } from './testAttribute';

/**
 * Attributes that rustc implements itself. Throws a MacroError: `invalid-input` where rustc reports an error, `not-expandable` with the
 * reason for attributes that have nothing to show.
 */
export function expandAttribute(
  name: string,
  invocation: Invocation,
  context: BuiltinContext,
): readonly TokenTree[] {
  switch (name) {
    case 'cfg_eval':
      return stripCfg(invocation.input, context.crate.cfg);
    case 'test':
    case 'bench':
      return expandTest(name, invocation, context);
    case 'global_allocator':
      return expandGlobalAllocator(invocation, context);
    case 'test_case':
      if (!context.crate.cfg.has('test', null)) return [];
      throw notExpandable(invocation, '`#[test_case]` registers the item with a test harness of its own');
    case 'derive':
    case 'derive_const':
      throw notExpandable(invocation, '`#[derive]` only lists derives: expand one of them');
    case 'alloc_error_handler':
      throw notExpandable(
        invocation,
        '`#[alloc_error_handler]` leaves the function as it is and makes it known to the linker',
      );
    case 'cfg_accessible':
      throw notExpandable(invocation, 'whether a path is accessible is known to rustc only');
    default:
      throw notExpandable(
        invocation,
        `\`#[${name}]\` is built into rustc and has no expansion that could be shown`,
      );
  }
}

function notExpandable(invocation: Invocation, message: string): MacroError {
  return new MacroError('not-expandable', message, invocation.span);
}
