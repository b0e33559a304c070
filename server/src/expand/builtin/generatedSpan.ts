import type { Transparency } from '../../syntax/hygiene';
import type { Span } from '../../syntax/token';
import type { Invocation } from '../expansion';
import type { BuiltinContext } from './context';

/**
 * The span of tokens that a built-in macro makes up: the place of the call with the mark of a new expansion. `opaque` is rustc's
 * `with_def_site_ctxt`, `transparent` its `with_call_site_ctxt`.
 */
export function generatedSpan(
  invocation: Invocation,
  { hygiene }: BuiltinContext,
  transparency: Transparency,
): Span {
  const { span } = invocation;
  return { ...span, context: hygiene.applyMark(span.context, hygiene.freshExpansion(), transparency) };
}
