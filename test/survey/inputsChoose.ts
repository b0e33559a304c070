/** A varied choice of inputs: each one that is taken brings something that those before it did not have. */
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { leafTexts, walkTokens } from '../../server/src/syntax/tokenText';
import type { TokenTree } from '../../server/src/syntax/token';
import type { MacroInput } from './callsTypes';

/** Inputs with the same tokens are the same input. */
export function inputKey(input: MacroInput): string {
  return [input.kind, input.name, input.edition, ...leafTexts(tokensOf(input))].join(' ');
}

/** At most `count` of the inputs of one macro, taking turns between the places that they come from. */
export function chooseInputs(inputs: readonly MacroInput[], count: number): MacroInput[] {
  const groups = (['users', 'tests', 'documentation'] as const).map((source) =>
    inputs
      .filter((input) => input.source === source)
      .map((input) => ({ input, features: featuresOf(input) })),
  );
  const seen = new Set<string>();
  const chosen: MacroInput[] = [];
  while (chosen.length < count && groups.some((group) => group.length > 0))
    for (const group of groups) {
      const best = mostNovel(group, seen);
      const [taken] = group.splice(best, 1);
      if (!taken || chosen.length >= count) continue;
      chosen.push(taken.input);
      for (const feature of taken.features) seen.add(feature);
    }
  return chosen;
}

function mostNovel(
  group: readonly { readonly features: ReadonlySet<string> }[],
  seen: ReadonlySet<string>,
): number {
  let best = 0;
  let most = -1;
  group.forEach(({ features }, index) => {
    let novelty = 0;
    for (const feature of features) if (!seen.has(feature)) novelty++;
    if (novelty > most) [best, most] = [index, novelty];
  });
  return best;
}

/** Words in attributes, keywords and operators, kinds of literals, and how large it is. */
function featuresOf(input: MacroInput): Set<string> {
  const features = new Set<string>();
  const tokens = tokensOf(input);
  let size = 0;
  const attributes: TokenTree[] = [];
  walkTokens(tokens, {
    leaf: (token) => {
      size++;
      if (token.kind === 'ident' && (keywords.has(token.text) || input.kind === 'bang'))
        features.add(token.text);
      else if (token.kind === 'punct') features.add(token.text);
      else if (token.kind === 'literal') features.add(`${token.literal} ${token.suffix}`);
      else features.add(token.kind);
    },
    open: (group) => {
      features.add(`${group.delimiter}${group.tokens.length === 0 ? ' empty' : ''}`);
      if (group.delimiter === 'bracket' && group.tokens[0]?.kind === 'ident')
        attributes.push(...group.tokens);
    },
    close: () => undefined,
  });
  for (const word of leafTexts(attributes)) if (/^\w+$/.test(word)) features.add(`attribute ${word}`);
  features.add(`size ${Math.floor(Math.log2(size + 1))}`);
  return features;
}

const keywords = new Set(
  (
    'struct enum union fn impl trait where dyn for const static async await unsafe extern mut ref pub crate self Self super ' +
    'move return match if let loop while type as in box yield try macro_rules mod use'
  ).split(' '),
);

function tokensOf({ argument, text, edition }: MacroInput): TokenTree[] {
  const parse = (part: string): TokenTree[] =>
    parseTokenTrees({ id: 0, path: undefined, text: part }, { edition }).tokens;
  return [...parse(argument ?? ''), ...parse(text)];
}
