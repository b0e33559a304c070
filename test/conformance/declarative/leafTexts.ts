import type { TokenTree } from '../../../server/src/syntax/token';

const brackets = { paren: ['(', ')'], bracket: ['[', ']'], brace: ['{', '}'], invisible: [] } as const;

/**
 * The texts of a token tree's leaves and brackets, in order: what two expansions are compared by. Operators are single characters, so
 * that it does not matter how they were glued; `$crate` is one text; a doc comment is the attribute that it stands for.
 */
export function leafTexts(tokens: readonly TokenTree[]): string[] {
  const texts: string[] = [];
  append(tokens, texts);
  return texts;
}

function append(tokens: readonly TokenTree[], texts: string[]): void {
  tokens.forEach((token, index) => {
    switch (token.kind) {
      case 'group': {
        const [open, close] = brackets[token.delimiter];
        if (open) texts.push(open);
        append(token.tokens, texts);
        if (close) texts.push(close);
        break;
      }
      case 'ident': {
        const before = tokens[index - 1];
        if (token.text === 'crate' && before?.kind === 'punct' && before.text === '$')
          texts[texts.length - 1] = '$crate';
        else texts.push(token.raw ? `r#${token.text}` : token.text);
        break;
      }
      case 'docComment':
        texts.push(
          '#',
          ...(token.style === 'inner' ? ['!'] : []),
          '[',
          'doc',
          '=',
          docLiteral(token.text),
          ']',
        );
        break;
      case 'punct':
        texts.push(...token.text);
        break;
      default:
        texts.push(token.text);
    }
  });
}

function docLiteral(text: string): string {
  let hashes = 0;
  for (const match of text.matchAll(/"#*/g)) hashes = Math.max(hashes, match[0].length);
  return `r${'#'.repeat(hashes)}"${text}"${'#'.repeat(hashes)}`;
}
