import { isWideWhiteSpace } from './characters';

/**
 * The index at which Rust tokens begin: behind a byte order mark, a shebang line and frontmatter.
 * Shebang: rustc_lexer::strip_shebang. Frontmatter: RFC 3503; skipped only when its closing fence exists.
 */
export function skipPrologue(text: string): number {
  return skipFrontmatter(text, skipShebang(text));
}

function skipShebang(text: string): number {
  const index = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text.startsWith('#!', index) && !startsAttribute(text, index + 2) ? endOfLine(text, index) : index;
}

/** Whether the first token from `index` on, comments aside, is `[`: then `#!` begins an inner attribute. */
function startsAttribute(text: string, index: number): boolean {
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (isWhiteSpace(code)) index++;
    else if (text.startsWith('//', index)) index = endOfLine(text, index);
    else if (text.startsWith('/*', index)) index = skipBlockComment(text, index).end;
    else return code === 91;
  }
  return false;
}

function isWhiteSpace(code: number): boolean {
  return (code >= 9 && code <= 13) || code === 32 || isWideWhiteSpace(code);
}

function endOfLine(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}

export interface FrontMatter {
  /** What stands between the fences. */
  readonly content: string;
  /** The line, from 0, on which that begins. */
  readonly line: number;
  /** The words behind the opening fence, which say what it is. */
  readonly info: string;
  /** What rustc and cargo refuse it for, and the line, from 0. */
  readonly mistake: { readonly message: string; readonly line: number } | undefined;
}

/** The frontmatter of a file; undefined for one that has none. As for cargo, none stands behind a byte order mark. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const fences = text.charCodeAt(0) === 0xfeff ? undefined : findFrontmatter(text, skipShebang(text));
  if (!fences) return undefined;
  const { start, begin, close, mistake } = fences;
  const firstLine = text.slice(start, endOfLine(text, start));
  return {
    content: text.slice(begin, close),
    line: lineAt(text, begin),
    info: firstLine.replace(/^-+/, '').trim(),
    mistake: mistake && { message: mistake.message, line: lineAt(text, mistake.at) },
  };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1;
}

function skipFrontmatter(text: string, from: number): number {
  return findFrontmatter(text, from)?.end ?? from;
}

/** `end` is undefined where there is no closing fence, and `close` the end of the text then. */
interface Fences {
  readonly start: number;
  /** Behind the line of the opening fence. */
  readonly begin: number;
  readonly close: number;
  readonly end: number | undefined;
  readonly mistake: { readonly message: string; readonly at: number } | undefined;
}

/** A fence is a line that begins with three dashes or more; the closing one has as many as the opening one (rustc_lexer, `frontmatter`). */
function findFrontmatter(text: string, from: number): Fences | undefined {
  let start = from;
  while (isWhiteSpace(text.charCodeAt(start))) start++;
  if (start > 0 && start !== from && text.charAt(start - 1) !== '\n') return undefined;
  const fence = /^-*/.exec(text.slice(start, endOfLine(text, start)))?.[0] ?? '';
  if (fence === '') return undefined;
  const begin = Math.min(endOfLine(text, start) + 1, text.length);
  if (fence.length < 3) {
    const message = `found ${fence.length} \`-\` in rust frontmatter, expected at least 3`;
    return { start, begin, close: begin, end: undefined, mistake: { message, at: start } };
  }
  // A shorter fence is a mistake only where there is none that is long enough.
  const close = fenceFrom(text, begin, fence) ?? fenceFrom(text, begin, '---');
  if (close === undefined) {
    const mistake = { message: `unclosed frontmatter; expected \`${fence}\``, at: start };
    return { start, begin, close: text.length, end: undefined, mistake };
  }
  const end = endOfLine(text, close);
  const message = closingMistake(text.slice(close, end), fence.length) ?? repeatedMistake(text.slice(end));
  return { start, begin, close, end, mistake: message === undefined ? undefined : { message, at: close } };
}

/** The index of the first line from `from` on, which begins one itself, that begins with this fence. */
function fenceFrom(text: string, from: number, fence: string): number | undefined {
  for (let at = from; at < text.length; at = endOfLine(text, at) + 1)
    if (text.startsWith(fence, at)) return at;
  return undefined;
}

function closingMistake(line: string, expected: number): string | undefined {
  const { length } = /^-*/.exec(line)?.[0] ?? '';
  const difference = `${Math.abs(length - expected)} ${length > expected ? 'more' : 'less'}`;
  if (length !== expected) return `closing code fence has ${difference} \`-\` than the opening fence`;
  return line.slice(length).trim() === '' ? undefined : 'unexpected characters after frontmatter close';
}

function repeatedMistake(rest: string): string | undefined {
  return /^\s*\n---/.test(rest) ? 'only one frontmatter is supported' : undefined;
}

/** From the index of a block comment's opening marker to the index behind its end. Block comments nest. */
export function skipBlockComment(text: string, index: number): { end: number; terminated: boolean } {
  let depth = 1;
  let at = index + 2;
  const { length } = text;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 42 && text.charCodeAt(at + 1) === 47) {
      at += 2;
      if (--depth === 0) return { end: at, terminated: true };
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      depth++;
      at += 2;
    } else at++;
  }
  return { end: length, terminated: false };
}
