import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from './corpus';

const specifiers =
  'block expr expr_2021 ident item lifetime literal meta pat pat_param path stmt tt tt tt ty vis'.split(' ');
const separators = [', ', ', ', '; ', ' => ', ' ', ' '];
const expressions = [
  'count($v)',
  'count($v, 1)',
  'index()',
  'len()',
  'ignore($v)',
  'concat($v, x)',
  'len(9)',
];

/** What does not stand for itself in a matcher: brackets by themselves, comments, variables. */
const noLiteral = /[()[\]{}$]|\/\/.*|\/\*[^]*/g;

/** A pattern and what can be written with its variables, which are named in order. */
interface Part {
  readonly matcher: string;
  readonly transcriber: string;
}

/**
 * Rules that nobody wrote: metavariables of every kind in repetitions in repetitions, in any order, so that threads of the matcher part and meet.
 * Most arms are valid; some transcribers forget a repetition.
 */
export function randomRules(random: Random, corpus: Corpus): string {
  const arms = Array.from({ length: 1 + random.below(3) }, () => {
    const { matcher, transcriber } = new PartMaker(random, corpus).parts(3);
    return `(${matcher}) => { ${transcriber} }`;
  });
  return arms.join('; ');
}

class PartMaker {
  private variables = 0;

  constructor(
    private readonly random: Random,
    private readonly corpus: Corpus,
  ) {}

  parts(depth: number): Part {
    const separator = this.random.pick(separators);
    const parts = Array.from({ length: 1 + this.random.below(3) }, () => this.part(depth));
    return {
      matcher: parts.map(({ matcher }) => matcher).join(separator),
      transcriber: parts.map(({ transcriber }) => transcriber).join(this.random.pick([separator, ' '])),
    };
  }

  private part(depth: number): Part {
    const { random } = this;
    switch (random.below(depth > 0 ? 8 : 4)) {
      case 0: {
        const piece = this.corpus.piece(random, 3).replace(noLiteral, ' ');
        return { matcher: piece, transcriber: piece };
      }
      case 4:
      case 5:
      case 6: {
        const inner = this.parts(depth - 1);
        const operator = random.pick([',*', ',*', '*', ';+', '?', '+']);
        const written = random.below(12) === 0 ? inner.transcriber : `$(${inner.transcriber})${operator}`;
        return { matcher: `$(${inner.matcher})${operator}`, transcriber: written };
      }
      case 7: {
        const inner = this.parts(depth - 1);
        const [open = '', close = ''] = random.pick(['()', '[]', '{}']);
        return {
          matcher: open + inner.matcher + close,
          transcriber: `m![${inner.transcriber}] ${inner.transcriber}`,
        };
      }
      default: {
        const name = `v${this.variables++}`;
        const expression = random.pick(expressions).replace('$v', `$${name}`);
        const written = random.below(6) === 0 ? `\${${expression}} $${name}` : `$${name}`;
        return { matcher: `$${name}:${random.pick(specifiers)}`, transcriber: written };
      }
    }
  }
}
