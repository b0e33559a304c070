import { isWideWhiteSpace } from './characters';

/**
 * The index at which Rust tokens begin: behind a byte order mark, a shebang line and frontmatter.
 * Shebang: rustc_lexer::strip_shebang. Frontmatter: RFC 3503; taken as such only when its closing fence exists.
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
    if ((code >= 9 && code <= 13) || code === 32 || isWideWhiteSpace(code)) index++;
    else if (text.startsWith('//', index)) index = endOfLine(text, index);
    else if (text.startsWith('/*', index)) index = skipBlockComment(text, index).end;
    else return code === 91;
  }
  return false;
}

function endOfLine(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}

/** What stands between the fences of a file's frontmatter, and the line, from 0, on which it begins. Undefined where there is none. */
export function frontMatterOf(text: string): { readonly content: string; readonly line: number } | undefined {
  const from = skipShebang(text);
  const fences = findFrontmatter(text, from);
  if (!fences) return undefined;
  const begin = endOfLine(text, fences.start) + 1;
  return {
    content: text.slice(begin, fences.close),
    line: text.slice(0, begin).split('\n').length - 1,
  };
}

function skipFrontmatter(text: string, from: number): number {
  return findFrontmatter(text, from)?.end ?? from;
}

/** `start`: the opening fence; `close`: the line break before the closing one; `end`: behind that. */
function findFrontmatter(
  text: string,
  from: number,
): { readonly start: number; readonly close: number; readonly end: number } | undefined {
  let start = from;
  while (start < text.length && /\s/.test(text.charAt(start))) start++;
  if (!text.startsWith('---', start)) return undefined;
  if (start > 0 && start !== from && text.charAt(start - 1) !== '\n') return undefined;
  const firstLine = text.slice(start, endOfLine(text, start));
  const fence = /^(-{3,})[ \t]*[\w.-]*[ \t]*\r?$/.exec(firstLine)?.[1];
  if (!fence) return undefined;
  let close = text.indexOf('\n' + fence, start);
  while (close >= 0) {
    const end = endOfLine(text, close + 1);
    if (text.slice(close + 1 + fence.length, end).trim() === '') return { start, close, end };
    close = text.indexOf('\n' + fence, close + 1);
  }
  return undefined;
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
