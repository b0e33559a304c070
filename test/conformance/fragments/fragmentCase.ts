/**
 * Inputs of macro fragments whose extent rustc decides: `cases/KIND.txt`, one input per line. An input goes on behind the fragment where
 * that is the question.
 *
 * `@2015,2018 input`: in these editions instead of 2021. `«expr:1 + 2»`: a fragment that another macro matched before.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rootContext } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import { spanOf } from '../../../server/src/syntax/token';
import type { Edition, FragmentKind, Group, TokenTree } from '../../../server/src/syntax/token';

export interface FragmentCase {
  readonly kind: FragmentKind;
  readonly edition: Edition;
  readonly input: string;
  /** The input with each `«…»` replaced by `‹name›`, a name of three characters that begins with this mark. */
  readonly template: string;
  readonly markers: readonly { readonly kind: FragmentKind; readonly text: string }[];
}

/**
 * What became of an input: how many tokens of its outermost level, and how many characters of the next one, belong to the fragment; `some`,
 * when all that is known is that the input is not refused and goes on behind the fragment.
 */
export type Extent =
  | { readonly consumed: number | 'some'; readonly split?: number }
  | { readonly refused: string; readonly at?: number };

export const marker = '_m';

export function fragmentCases(): FragmentCase[] {
  const folder = fileURLToPath(new URL('cases/', import.meta.url));
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const kind = name.replace('.txt', '') as FragmentKind;
      const lines = readFileSync(folder + name, 'utf8').split('\n');
      return lines.filter((line) => line !== '').flatMap((line) => casesOfLine(kind, line));
    });
}

function casesOfLine(kind: FragmentKind, line: string): FragmentCase[] {
  const [, editions = '2021', input = ''] = /^(?:@([\d,]+) )?(.*)$/.exec(line) ?? [];
  return editions
    .split(',')
    .map((edition) => ({ kind, edition: Number(edition) as Edition, input, ...withoutMarkers(input) }));
}

function withoutMarkers(input: string): Pick<FragmentCase, 'template' | 'markers'> {
  const markers: { kind: FragmentKind; text: string }[] = [];
  const template = input.replace(/«(\w+):(.*?)»/g, (_, kind: string, text: string) => {
    markers.push({ kind: kind as FragmentKind, text });
    return `${marker}${(markers.length - 1).toString(36)}`;
  });
  return { template, markers };
}

/** The tokens of a case, with a fragment for each marker. */
export function caseTokens(test: FragmentCase): TokenTree[] {
  return replaceMarkers(lex(test.template, test.edition), test);
}

/** Where in the template each token of the outermost level begins. */
export function tokenStarts(test: FragmentCase): number[] {
  return caseTokens(test).map((token) => spanOf(token).start);
}

function replaceMarkers(tokens: readonly TokenTree[], test: FragmentCase): TokenTree[] {
  const result: TokenTree[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    if (token.kind === 'group') result.push({ ...token, tokens: replaceMarkers(token.tokens, test) });
    else if (token.kind === 'ident' && token.text.startsWith(marker)) {
      const found = test.markers[parseInt(token.text.slice(marker.length), 36)];
      if (found) result.push(fragment(found, test.edition, token.span.start, token.span.end));
    } else if (token.kind === 'punct' && token.text === '$') {
      const word = tokens[index + 1];
      if (word?.kind === 'ident' && word.text === 'crate') {
        result.push({ ...word, text: '$crate', crate: 0, span: { ...word.span, start: token.span.start } });
        index++;
      } else result.push(token);
    } else result.push(token);
  }
  return result;
}

function fragment(
  found: { readonly kind: FragmentKind; readonly text: string },
  edition: Edition,
  start: number,
  end: number,
): Group {
  const span = { source: 0, context: rootContext, start, end };
  return {
    kind: 'group',
    delimiter: 'invisible',
    fragment: found.kind,
    tokens: lex(found.text, edition),
    open: { ...span, end: start },
    close: { ...span, start: end },
    openSpacing: 'alone',
    spacing: 'alone',
  };
}

function lex(text: string, edition: Edition): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text), { edition }).tokens;
}
