import { escapeDebug } from '../../../../server/src/expand/builtin/literal';
import { leafText } from '../../../../server/src/syntax/leafText';
import { walkTokens } from '../../../../server/src/syntax/tokenText';
import type { TokenTree } from '../../../../server/src/syntax/token';

const brackets = { paren: '()', bracket: '[]', brace: '{}', invisible: '' };

/** Tokens as a procedural macro sees them: single characters, those that are joint followed by U+0001. Invisible groups vanish. */
export function rawTexts(tokens: readonly TokenTree[]): string[] {
  const texts: string[] = [];
  walkTokens(tokens, {
    leaf: (token) => {
      if (token.kind === 'punct') {
        [...token.text].forEach((character, index) => {
          const joint = index < token.text.length - 1 || token.spacing === 'joint';
          texts.push(joint ? `${character}\u0001` : character);
        });
      } else if (token.kind === 'lifetime') {
        texts.push("'\u0001", (token.raw ? 'r#' : '') + token.text.slice(1));
      } else if (token.kind === 'docComment') {
        texts.push('#');
        if (token.style === 'inner') texts.push('!');
        texts.push('[', 'doc', '=', `"${Array.from(token.text, escapeDebug).join('')}"`, ']');
      } else texts.push(leafText(token));
    },
    open: (group) => {
      if (group.delimiter !== 'invisible') texts.push(brackets[group.delimiter].slice(0, 1));
    },
    close: (group) => {
      if (group.delimiter !== 'invisible') texts.push(brackets[group.delimiter].slice(1));
    },
  });
  return texts;
}
