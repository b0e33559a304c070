import { closingText, leafText, openingText } from '../../../syntax/leafText';
import type { Group, TokenTree } from '../../../syntax/token';
import { printTokens, forEachLeaf } from '../../../syntax/tokenText';
import { block, consistentBlock, endOfLine, indentUnit, printLayout, space, text } from './layout';
import type { Layout } from './layout';

/** Nothing is broken in a text that fits into a line of rustc's printer. */
const shortText = 60;

/** Brackets nested deeper than this are printed without line breaks. */
const maximumDepth = 400;

/** Tokens as `stringify!` prints them: exact, with rustc's line breaks (rustc_ast_pretty: State::print_tts). */
export function stringifyTokens(tokens: readonly TokenTree[]): string {
  const flat = printTokens(tokens, 'asSpaced');
  return flat.length <= shortText && !hasComment(tokens) ? flat : printLayout(tokenLayout(tokens));
}

function hasComment(tokens: readonly TokenTree[]): boolean {
  let found = false;
  forEachLeaf(tokens, (token) => {
    if (token.kind === 'docComment') found = true;
  });
  return found;
}

/** Tokens with a possible line break wherever a space stands between them. */
export function tokenLayout(tokens: readonly TokenTree[], depth = 0): Layout {
  if (depth > maximumDepth) return text(printTokens(tokens, 'asSpaced'));
  return tokens.map((token, index) => {
    const printed =
      token.kind === 'group'
        ? groupLayout(token, depth)
        : token.kind === 'docComment'
          ? [text(leafText(token)), endOfLine]
          : text(leafText(token));
    const next = tokens[index + 1];
    return next && spaceBetween(token, next) ? [printed, space] : printed;
  });
}

function groupLayout(group: Group, depth: number): Layout {
  const content = tokenLayout(group.tokens, depth + 1);
  const opening = group.delimiter === 'invisible' ? '' : openingText(group.delimiter);
  const closing = group.delimiter === 'invisible' ? '' : closingText(group.delimiter);
  if (group.delimiter !== 'brace') return [text(opening), block(0, content), text(closing)];
  if (group.tokens.length === 0) return text('{}');
  const lastBreak: Layout = { kind: 'break', blank: 1, offset: -indentUnit, beforeBreak: '' };
  return consistentBlock(indentUnit, text('{'), space, block(0, content), lastBreak, text('}'));
}

/** Whether the plain printer puts a space between the two; what stands inside of a group does not matter for that. */
function spaceBetween(left: TokenTree, right: TokenTree): boolean {
  const pair = [withoutContent(left), withoutContent(right)];
  return printTokens(pair, 'asSpaced') !== pair.map((token) => printTokens([token])).join('');
}

/** An invisible group keeps its first and last token, since they decide whether something is glued. */
function withoutContent(token: TokenTree): TokenTree {
  if (token.kind !== 'group') return token;
  return {
    ...token,
    tokens:
      token.delimiter === 'invisible'
        ? [...token.tokens.slice(0, 1), ...token.tokens.slice(1).slice(-1)]
        : [],
  };
}
