/** Tokens in the form in which ours are compared with rustc's. */
import { stringValue } from '../../../../server/src/expand/builtin/literal';
import { closingText, leafText, openingText } from '../../../../server/src/syntax/leafText';
import type { Leaf, TokenTree } from '../../../../server/src/syntax/token';
import { walkTokens } from '../../../../server/src/syntax/tokenText';

/**
 * The texts of all tokens. How tokens are written does not count, and nothing else is taken away: operators come as single
 * characters, since a printer may put spaces between them; `x.0.1` has no floating-point number, whatever a lexer sees there; a doc comment is
 * the attribute that it stands for, and the text of a doc attribute is compared by its value, however it is quoted.
 */
export function comparableTexts(tokens: readonly TokenTree[]): string[] {
  const found: string[] = [];
  walkTokens(tokens, {
    leaf: (token) => {
      found.push(...leafTexts(token, found));
    },
    open: (group) => found.push(openingText(group.delimiter)),
    close: (group) => found.push(closingText(group.delimiter)),
  });
  return found.filter((text) => text !== '');
}

function leafTexts(token: Leaf, before: readonly string[]): string[] {
  switch (token.kind) {
    case 'punct':
      return [...token.text];
    case 'docComment':
      return [
        '#',
        ...(token.style === 'inner' ? ['!'] : []),
        '[',
        'doc',
        '=',
        JSON.stringify(token.text),
        ']',
      ];
    case 'literal': {
      const value = before.at(-1) === '=' && before.at(-2) === 'doc' ? stringValue(token) : undefined;
      if (value !== undefined) return [JSON.stringify(value)];
      return before.at(-1) === '.' ? token.text.split(/(\.)/) : [token.text];
    }
    default:
      return [leafText(token)];
  }
}
