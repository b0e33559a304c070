import type { Lexer } from './lexer';

const closingOf: Readonly<Record<number, number>> = { 40: 41, 91: 93, 123: 125 };

/**
 * The offset of the delimiter that closes the group whose content begins at the lexer's position, found without making tokens; undefined when
 * a delimiter in the group has no counterpart or more than `maximumDepth` are nested in it. `closing` is the character that closes the group.
 */
export function endOfGroup(lexer: Lexer, closing: number, maximumDepth: number): number | undefined {
  const { length } = lexer.text;
  const open = [closing];
  while (lexer.position < length) {
    const code = lexer.skipTrivia();
    switch (code) {
      case 40:
      case 91:
      case 123:
        if (open.length >= maximumDepth) return undefined;
        open.push(closingOf[code] ?? 0);
        lexer.position++;
        break;
      case 41:
      case 93:
      case 125:
        if (open.pop() !== code) return undefined;
        if (open.length === 0) return lexer.position;
        lexer.position++;
        break;
      default:
        if (lexer.position < length) lexer.skipLeaf(code);
    }
  }
  return undefined;
}
