/**
 * The text of Markdown that `markdown.ts` and the hovers have made, without its marks, for clients that show none: code as it stands, and words without
 * emphasis, escapes and the addresses of links.
 */
export function plainText(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [, marks] = /^\s*(`{3,})[^`]*$/.exec(line) ?? [];
    if (fence === undefined && marks !== undefined) fence = marks;
    else if (fence !== undefined && line.trim() === fence) fence = undefined;
    else lines.push(fence === undefined ? withoutMarks(line) : line);
  }
  return lines.join('\n');
}

/** One line that is no code block. What stands between backticks is as it is. */
function withoutMarks(line: string): string {
  const mark =
    /(?<!`)(?<ticks>`+)(?!`)(?<code>.*?[^`])\k<ticks>(?!`)|\\(?<escaped>[^A-Za-z0-9\s])|\[(?<name>[^\]]*)\]\([^)]*\)|\*+/g;
  return line.replace(mark, (_all, ...rest) => {
    const { ticks, code, escaped, name } = rest.at(-1) as Record<string, string | undefined>;
    if (code !== undefined) return ticks === '`' ? code : code.slice(1, -1);
    return escaped ?? name ?? '';
  });
}
