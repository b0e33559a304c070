import type { Delimiter, DocComment, Leaf } from './token';

/** The text of a single token as code: raw identifiers with `r#`, doc comments as comments. */
export function leafText(token: Leaf): string {
  switch (token.kind) {
    case 'ident':
      return token.raw ? `r#${token.text}` : token.text;
    case 'lifetime':
      return token.raw ? `'r#${token.text.slice(1)}` : token.text;
    case 'docComment':
      return docCommentText(token);
    default:
      return token.text;
  }
}

function docCommentText(token: DocComment): string {
  const mark = token.style === 'inner' ? '!' : token.comment === 'line' ? '/' : '*';
  return token.comment === 'line' ? `//${mark}${token.text}` : `/*${mark}${token.text}*/`;
}

const openings: Readonly<Record<Delimiter, string>> = { paren: '(', bracket: '[', brace: '{', invisible: '' };
const closings: Readonly<Record<Delimiter, string>> = { paren: ')', bracket: ']', brace: '}', invisible: '' };

/** The opening delimiter; empty for an invisible one. */
export function openingText(delimiter: Delimiter): string {
  return openings[delimiter];
}

/** The closing delimiter; empty for an invisible one. */
export function closingText(delimiter: Delimiter): string {
  return closings[delimiter];
}
