import type { TokenTree } from '../../syntax/token';
import { stripCfg } from '../cfg/stripCfg';
import { MacroError } from '../expansion';
import type { Invocation } from '../expansion';
import type { BuiltinContext } from './context';

/**
 * Attributes that rustc implements itself. `#[cfg_eval]` is its item with `cfg` evaluated; a `#[test]` without a test harness is
 * nothing. Throws a MacroError `not-expandable` for the others, with the reason.
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
    case 'test_case':
      if (!context.crate.cfg.has('test', null)) return [];
      throw notExpandable(
        invocation,
        `\`#[${name}]\` registers the item with rustc's test harness and leaves it as it is`,
      );
    case 'derive':
    case 'derive_const':
      throw notExpandable(invocation, '`#[derive]` only lists derives: expand one of them');
    case 'global_allocator':
    case 'alloc_error_handler':
      throw notExpandable(
        invocation,
        `\`#[${name}]\` leaves the item as it is and adds functions that only the linker sees`,
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
