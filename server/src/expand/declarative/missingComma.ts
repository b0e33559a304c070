import type { TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';

/**
 * The input with a comma at the last place where one may have been forgotten, as in `println!("{}" a)`; undefined when there is
 * no such place (rustc_ast's TokenStream::add_comma).
 */
export function withMissingComma(tokens: readonly TokenTree[]): readonly TokenTree[] | undefined {
  for (let index = tokens.length - 2; index >= 0; index--) {
    const left = tokens[index];
    const right = tokens[index + 1];
    if (!left || !right || (right.kind === 'punct' && right.text === ',')) continue;
    const forgotten =
      left.kind === 'group'
        ? left.delimiter !== 'invisible'
        : left.spacing === 'alone' && isOperand(left) && isOperand(right);
    if (!forgotten) continue;
    const comma: TokenTree = { kind: 'punct', text: ',', spacing: 'alone', span: spanOf(left) };
    return [...tokens.slice(0, index + 1), comma, ...tokens.slice(index + 1)];
  }
  return undefined;
}

function isOperand(token: TokenTree): boolean {
  return token.kind === 'ident' || token.kind === 'literal';
}
