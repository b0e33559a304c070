/** Our token trees in the form in which native calls are written down (native/survey.rs), so that both can be compared. */
import { escapeDebug } from '../../server/src/expand/builtin/literal';
import { leafText } from '../../server/src/syntax/leafText';
import { walkTokens } from '../../server/src/syntax/tokenText';
import type { Delimiter, DocComment, Spacing, TokenTree } from '../../server/src/syntax/token';
import type { FlatTokens } from './callsTypes';

const opening: Readonly<Record<Delimiter, string>> = { paren: '(', bracket: '[', brace: '{', invisible: '<' };
const closing: Readonly<Record<Delimiter, string>> = { paren: ')', bracket: ']', brace: '}', invisible: '>' };

/** As macros see them: operators one character each, a lifetime as quote and identifier, a doc comment as attribute. */
export function flattenTokens(tokens: readonly TokenTree[]): FlatTokens {
  const flat: string[] = [];
  walkTokens(tokens, {
    leaf: (token) => {
      switch (token.kind) {
        case 'punct':
          flat.push(...operator(token.text, token.spacing));
          return;
        case 'lifetime':
          flat.push("j'", `i${leafText(token).slice(1)}`);
          return;
        case 'docComment':
          flat.push(...docAttribute(token));
          return;
        case 'literal':
          flat.push(`l${token.text}`);
          return;
        default:
          flat.push(`i${leafText(token)}`);
      }
    },
    open: ({ delimiter }) => flat.push(opening[delimiter]),
    close: ({ delimiter }) => flat.push(closing[delimiter]),
  });
  return flat;
}

function operator(text: string, spacing: Spacing): string[] {
  return [...text].map((character, index) => {
    const joint = index < text.length - 1 || spacing === 'joint';
    return `${joint ? 'j' : 'a'}${character}`;
  });
}

/** rustc_expand::proc_macro_server: FromInternal for doc comments. */
function docAttribute({ text, style }: DocComment): string[] {
  const literal = [...text].map((character) => escapeDebug(character)).join('');
  return ['a#', ...(style === 'inner' ? ['a!'] : []), '[', 'idoc', 'a=', `l"${literal}"`, ']'];
}
