/** A block of code in a language, whatever it holds. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestBackticks(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Code within a line, whatever it holds. */
export function codeSpan(text: string): string {
  const fence = '`'.repeat(longestBackticks(text) + 1);
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function longestBackticks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A place in a file by the end of its path: `src/main.rs:12`. `numbers`: line and column from 1, or the line alone. */
export function placeText(path: string, ...numbers: readonly number[]): string {
  return escapeMarkdown([path.split('/').slice(-2).join('/'), ...numbers].join(':'));
}

/** Messages come from macros, which must not be able to make links or pictures in the editor. Code spans stay as they are. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1 ? part : part.replace(/[\\*_{}[\]<>#|~!&]/g, '\\$&'),
    )
    .join('');
}
