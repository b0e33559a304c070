import type { RenderedTokens } from '../../render/renderTokens';

/** The text with each line but the first indented; lines inside of a token (a string, a block comment) stay as they are. */
export function indentText({ text, spans }: RenderedTokens, indent: string): string {
  if (indent === '') return text;
  const pieces: string[] = [];
  let from = 0;
  let token = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    while ((spans[token]?.end ?? Infinity) <= at) token++;
    const isInside = (spans[token]?.start ?? Infinity) <= at;
    const isBlank = text[at + 1] === '\n';
    if (isInside || isBlank) continue;
    pieces.push(text.slice(from, at + 1), indent);
    from = at + 1;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

/** The white space at the beginning of the line that an offset is in. */
export function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
