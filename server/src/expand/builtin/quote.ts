import { SourceMap } from '../../syntax/sourceMap';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import type { Ident, Literal, Spacing, Span, TokenTree } from '../../syntax/token';
import { stringLiteralText } from './literal';

/** What may be put into a template: tokens as they are, or a text that becomes an identifier (a literal when it is quoted). */
export type Quotable = TokenTree | readonly TokenTree[];

/**
 * A template of Rust code with holes: quote`impl ${trait} for ${type} {}`. Every token that the template itself has gets the
 * quoter's span; tokens put into holes keep theirs.
 */
export type Quote = (template: TemplateStringsArray, ...values: readonly Quotable[]) => TokenTree[];

const holePattern = /^__hole_(\d+)$/;

/** Templates are lexed once; their tokens are copied with the wanted span. */
const compiledTemplates = new WeakMap<TemplateStringsArray, readonly TokenTree[]>();

function compile(template: TemplateStringsArray): readonly TokenTree[] {
  const known = compiledTemplates.get(template);
  if (known) return known;
  const text = template.reduce((before, piece, index) => `${before}__hole_${index - 1}${piece}`);
  const { tokens } = parseTokenTrees(new SourceMap().add(undefined, text));
  compiledTemplates.set(template, tokens);
  return tokens;
}

/** A quoter whose tokens have this span. */
export function createQuote(span: Span): Quote {
  return (template, ...values) => instantiate(compile(template), values, span);
}

function instantiate(tokens: readonly TokenTree[], values: readonly Quotable[], span: Span): TokenTree[] {
  const made: TokenTree[] = [];
  for (const token of tokens) {
    if (token.kind === 'group') {
      made.push({ ...token, tokens: instantiate(token.tokens, values, span), open: span, close: span });
      continue;
    }
    const hole = token.kind === 'ident' ? holePattern.exec(token.text)?.[1] : undefined;
    if (hole === undefined) made.push({ ...token, span });
    else append(made, values[Number(hole)] ?? [], token.spacing);
  }
  return made;
}

/** Puts a value in; what follows its last token is now what follows the hole. */
function append(made: TokenTree[], value: Quotable, spacing: Spacing): void {
  const list = 'kind' in value ? [value] : value;
  const last = list[list.length - 1];
  if (!last) return;
  for (let index = 0; index < list.length - 1; index++) made.push(list[index] ?? last);
  made.push(last.spacing === spacing ? last : { ...last, spacing });
}

export function identifier(text: string, span: Span): Ident {
  return { kind: 'ident', text, raw: false, spacing: 'alone', span };
}

/** A string literal with this value. */
export function stringLiteral(value: string, span: Span): Literal {
  return literal('string', stringLiteralText(value), span);
}

/** A literal with this text, without a suffix. */
export function literal(kind: Literal['literal'], text: string, span: Span): Literal {
  return { kind: 'literal', literal: kind, text, suffix: '', spacing: 'alone', span };
}

/** The lists one after another with `separator` between them: a comma stands close to what is before it. */
export function joined(lists: readonly Quotable[], separator: readonly TokenTree[]): TokenTree[] {
  const made: TokenTree[] = [];
  const [first] = separator;
  const close = first?.kind === 'punct' && first.text === ',';
  lists.forEach((list, index) => {
    if (index > 0) made.push(...separator);
    append(made, list, close ? 'jointHidden' : 'alone');
  });
  return made;
}
