import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { spanBetween } from '../syntax/invocationSite';
import { flattenTokens } from './flattenTokens';
import type { DocComment, TokenTree } from '../syntax/token';

/**
 * The doc comment that `#[doc = "…"]` at `index` is, or undefined when it is none or cannot be written as a line comment: a text of several
 * lines, or one that would make `////`. `length` is the number of tokens that it takes the place of.
 */
export function docCommentAt(
  tokens: readonly TokenTree[],
  index: number,
): { readonly comment: DocComment; readonly length: number } | undefined {
  const first = tokens[index];
  if (!first || !isPunct(first, '#')) return undefined;
  const inner = isPunct(tokens[index + 1], '!');
  const length = inner ? 3 : 2;
  const group = tokens[index + length - 1];
  if (!isGroup(group, 'bracket')) return undefined;
  // What a macro passes on as `$meta` stands in an invisible group.
  const content = flattenTokens(group.tokens);
  if (content.length !== 3) return undefined;
  const [name, equals, value] = content;
  if (!isWord(name, 'doc') || !isPunct(equals, '=') || value?.kind !== 'literal' || value.suffix)
    return undefined;
  const text = stringValue(value.text);
  if (text === undefined || /[\r\n]/.test(text) || (!inner && text.startsWith('/'))) return undefined;
  const comment: DocComment = {
    kind: 'docComment',
    style: inner ? 'inner' : 'outer',
    comment: 'line',
    text,
    spacing: 'alone',
    span: spanBetween(first, group),
  };
  return { comment, length };
}

/** The value of a string literal, plain or raw; undefined for other literals and for escapes other than the simple ones. */
function stringValue(literal: string): string | undefined {
  const raw = /^r(#*)"([^]*)"\1$/.exec(literal);
  if (raw) return raw[2];
  if (!literal.startsWith('"') || !literal.endsWith('"')) return undefined;
  const content = literal.slice(1, -1);
  if (!content.includes('\\')) return content;
  if (/\\[^"'\\]/.test(content.replaceAll('\\\\', ''))) return undefined;
  return content.replace(/\\(["'\\])/g, '$1');
}
