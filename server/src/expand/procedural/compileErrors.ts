import { stringValue } from '../builtin/literal';
import { isGroup, isPunct, isWord } from '../../syntax/tokenTests';
import type { Literal, TokenTree } from '../../syntax/token';
import type { MacroDiagnostic } from '../expansion';
import { joinSpans } from './spanTable';
import { spanOf } from '../../syntax/token';

/**
 * The errors that a macro reports through `compile_error!{ "…" }` in its output, wherever they stand: each has the span that the macro gave it. Calls
 * under a `cfg` and in the bodies of macro definitions are left to those who expand them.
 */
export function compileErrors(tokens: readonly TokenTree[]): MacroDiagnostic[] {
  const found: MacroDiagnostic[] = [];
  const pending: (readonly TokenTree[])[] = [tokens];
  for (let list = pending.pop(); list; list = pending.pop()) {
    const groups: (readonly TokenTree[])[] = [];
    for (let index = 0; index < list.length; index++) {
      const token = list[index];
      if (token?.kind === 'group') groups.push(token.tokens);
      if (token?.kind !== 'ident') continue;
      if (isWord(token, 'macro_rules') && isPunct(list[index + 1], '!')) {
        index += 3;
        continue;
      }
      if (!isWord(token, 'compile_error') || !isPunct(list[index + 1], '!')) continue;
      const message = list[index + 2];
      const literal = message?.kind === 'group' ? onlyLiteral(message.tokens) : undefined;
      if (message && literal && !isConditional(list, index)) {
        found.push({
          severity: 'error',
          message: stringValue(literal) ?? literal.text,
          span: joinSpans(spanOf(token), spanOf(message)),
          children: [],
        });
      }
    }
    pending.push(...groups.reverse());
  }
  return found;
}

function onlyLiteral(tokens: readonly TokenTree[]): Literal | undefined {
  const [token, comma, more] = tokens;
  const single = comma === undefined || (isPunct(comma, ',') && more === undefined);
  return single && token?.kind === 'literal' ? token : undefined;
}

/** Whether `#[cfg(…)]` stands in front of the path that ends at `index`. */
function isConditional(tokens: readonly TokenTree[], index: number): boolean {
  let at = index - 1;
  while (isPunct(tokens[at], '::') || isWord(tokens[at], 'core') || isWord(tokens[at], 'std')) at--;
  for (; isGroup(tokens[at], 'bracket') && isPunct(tokens[at - 1], '#'); at -= 2) {
    const attribute = tokens[at];
    if (attribute?.kind === 'group' && isWord(attribute.tokens[0], 'cfg')) return true;
  }
  return false;
}
