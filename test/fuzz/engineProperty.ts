import { expandDeclarative } from '../../server/src/expand/declarative/expandDeclarative';
import { declarativeDefinition } from '../../server/src/expand/declarative/testFixture';
import { treeSize } from '../../server/src/expand/declarative/treeSize';
import { MacroError } from '../../server/src/expand/expansion';
import { Hygiene } from '../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { Edition, TokenTree } from '../../server/src/syntax/token';
import { invocationOf } from '../conformance/declarative/caseFiles';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from './corpus';
import { checkFragments, fragmentKinds } from './fragmentProperty';
import { editions, mutate, splice, textOf, type FuzzCase, type Property } from './fuzzCase';
import { randomRules } from './randomRules';
import { same } from './same';

const limits = { steps: 50_000, tokens: 5_000 };

/**
 * The engine gives an expansion or a MacroError for any rules and any input, the same each time, within its budget. The second macro is called
 * with what the first one made, and so with the fragments that it bound.
 */
export const engineProperty: Property = {
  name: 'engine',
  generate(random, corpus) {
    const { name, rules } = definition(random, corpus);
    return {
      texts: { rules, input: input(random, corpus, name), secondRules: secondRules(random, corpus) },
      edition: random.pick(editions),
    };
  },
  check(fuzzCase: FuzzCase) {
    const first = expandTwice(textOf(fuzzCase, 'rules'), textOf(fuzzCase, 'input'), fuzzCase.edition);
    if (!first) return;
    const [tokens, again] = first;
    if (tokens.length < 60) checkFragments(tokens);
    const second = textOf(fuzzCase, 'secondRules');
    same(
      expandOnce(second, tokens, fuzzCase.edition),
      expandOnce(second, again, fuzzCase.edition),
      'expansions',
    );
  },
};

/** Mostly rules that take what they are given as one kind of fragment: others seldom match what another macro made. */
function secondRules(random: Random, corpus: Corpus): string {
  if (random.below(3) === 0) return definition(random, corpus).rules;
  const kind = random.pick(fragmentKinds);
  const repetition = random.pick([',*', '*', ';*', '?']);
  return `($($v:${kind})${repetition}) => { $($v)* m![$($v),*] }; ($v:${kind} $($t:tt)*) => { $v { $($t)* } }`;
}

function definition(random: Random, corpus: Corpus): { readonly name: string; readonly rules: string } {
  const { name, body, arms } = corpus.macro(random);
  switch (random.below(8)) {
    case 0:
    case 1:
      return { name, rules: body };
    case 4:
    case 5:
      return { name, rules: randomRules(random, corpus) };
    case 2: {
      const others = Array.from({ length: 1 + random.below(3) }, () => corpus.macro(random).arms);
      const chosen = [...arms, ...others.flat()].filter(() => random.below(3) > 0);
      return { name, rules: chosen.join(';') };
    }
    case 3: {
      // A transcriber with the variables of another matcher, and the other way round.
      const [matcher = ''] = random.pick([...arms, body]).split('=>');
      const transcriber = random
        .pick([...corpus.macro(random).arms, body])
        .split('=>')
        .slice(1)
        .join('=>');
      return { name, rules: `${matcher}=>${transcriber}` };
    }
    default:
      return { name, rules: mutate(random, corpus, arms.length > 0 ? random.pick(arms) : body) };
  }
}

function input(random: Random, corpus: Corpus, name: string): string {
  switch (random.below(6)) {
    case 0:
      return splice(random, corpus, 4);
    case 1:
      return corpus.input(random);
    case 2:
    case 3:
      return mutate(random, corpus, corpus.input(random, name));
    default:
      return corpus.input(random, name);
  }
}

/** Both results with everything made anew; undefined when they are an error. Throws when they differ. */
function expandTwice(
  rules: string,
  text: string,
  edition: Edition,
): [readonly TokenTree[], readonly TokenTree[]] | undefined {
  const read = (): readonly TokenTree[] => parse(text, edition);
  const first = expandOnce(rules, read(), edition);
  const second = expandOnce(rules, read(), edition);
  same(second, first, 'expansions');
  return first.tokens && second.tokens ? [first.tokens, second.tokens] : undefined;
}

function expandOnce(
  rules: string,
  tokens: readonly TokenTree[],
  edition: Edition,
): { readonly tokens?: readonly TokenTree[]; readonly error?: object } {
  const macro = declarativeDefinition(parse(rules, edition), { edition });
  try {
    const result = expandDeclarative(macro, invocationOf(tokens), {
      hygiene: new Hygiene(),
      edition,
      limits,
    });
    const size = result.tokens.reduce((sum, token) => sum + treeSize(token), 0);
    if (size > limits.tokens) throw new Error(`${size} tokens, more than the budget allows`);
    return { tokens: result.tokens };
  } catch (error) {
    if (!(error instanceof MacroError) || error.code === 'internal') throw error;
    const { code, message, span, notes } = error;
    return { error: { code, message, span, notes } };
  }
}

function parse(text: string, edition: Edition): readonly TokenTree[] {
  return parseTokenTrees({ id: 1, path: undefined, text }, { edition }).tokens;
}
