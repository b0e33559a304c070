import type { Ident, Literal, Span, TokenTree } from '../../../syntax/token';
import { spanOf } from '../../../syntax/token';
import type { Invocation } from '../../expansion';
import { MacroError } from '../../expansion';
import { unwrapInvisible } from '../../cfg/unwrapInvisible';
import { splitExpressions } from '../arguments';
import type { BuiltinContext } from '../context';
import { generatedSpan } from '../generatedSpan';
import { stringValue } from '../literal';
import { createQuote, joined, literal } from '../quote';
import { parseFormatString } from './formatString';
import type { ArgumentReference, FormatPiece, Placeholder } from './formatString';
import { printTemplate } from './printTemplate';

interface FormatArgument {
  readonly name: Ident | undefined;
  readonly value: readonly TokenTree[];
}

/**
 * `format_args!`, `format_args_nl!` (with a line feed at the end) and `const_format_args!`: a `format_args!` in which the format string
 * is expanded, every position is explicit and captured variables are arguments. That is how rustc prints what it keeps as a node of its
 * own (rustc_builtin_macros::format).
 */
export function expandFormatArgs(
  invocation: Invocation,
  context: BuiltinContext,
  newline: boolean,
): TokenTree[] {
  const [first, ...rest] = splitExpressions(invocation.input, context.crate.edition);
  if (!first) throw invalid('requires at least a format string argument', invocation.span);
  const format = formatLiteral(first, invocation, context);
  const text = newline ? `${format.value}\n` : format.value;
  const parsed = parseFormatString(text);
  if (!parsed.ok)
    throw invalid(parsed.message, spanInLiteral(format.token, format.value, parsed.position, 1));

  const resolver = new ArgumentResolver(rest.map(readArgument), format);
  checkOrder(resolver.arguments);
  const indexOf = (argument: ArgumentReference): number => resolver.indexOf(argument);
  const template = printTemplate(parsed.pieces, indexOf);
  resolver.checkReferences(parsed.pieces);

  const quote = createQuote(generatedSpan(invocation, context, 'opaque'));
  const templateToken = literal('string', template, format.token.span);
  return quote`format_args!(${joined([templateToken, ...resolver.arguments.map((argument) => argument.value)], quote`,`)})`;
}

interface FormatLiteral {
  readonly token: Literal;
  readonly value: string;
  /** The literal stands in the call, so that variables can be captured; it does not when a macro gave it. */
  readonly direct: boolean;
}

function formatLiteral(
  tokens: readonly TokenTree[],
  invocation: Invocation,
  context: BuiltinContext,
): FormatLiteral {
  const written = unwrapInvisible(tokens);
  const direct = written.length === 1 && written[0]?.kind === 'literal';
  const content = direct ? written : unwrapInvisible(context.eager(written, invocation.scope));
  const [token] = content;
  const value = content.length === 1 && token?.kind === 'literal' ? stringValue(token) : undefined;
  if (token?.kind !== 'literal' || value === undefined) {
    const [place] = written;
    throw invalid('format argument must be a string literal', place ? spanOf(place) : invocation.span);
  }
  return { token, value, direct };
}

/** `name = value` or `value`. */
function readArgument(tokens: readonly TokenTree[]): FormatArgument {
  const [name, equals] = tokens;
  if (name?.kind === 'ident' && equals?.kind === 'punct' && equals.text === '=')
    return { name, value: tokens.slice(2) };
  return { name: undefined, value: tokens };
}

function checkOrder(args: readonly FormatArgument[]): void {
  const seen = new Set<string>();
  for (const { name, value } of args) {
    const [start] = value;
    if (name) {
      if (seen.has(name.text)) throw invalid(`duplicate argument named \`${name.text}\``, name.span);
      seen.add(name.text);
    } else if (seen.size > 0 && start)
      throw invalid('positional arguments cannot follow named arguments', spanOf(start));
  }
}

/** Turns references to arguments into their positions and adds captured variables behind the explicit arguments. */
class ArgumentResolver {
  readonly arguments: FormatArgument[];
  private readonly explicit: number;
  private readonly byName = new Map<string, number>();
  private readonly used = new Set<number>();
  private readonly missing: ArgumentReference[] = [];

  constructor(
    explicit: readonly FormatArgument[],
    private readonly format: FormatLiteral,
  ) {
    this.arguments = [...explicit];
    this.explicit = explicit.length;
    explicit.forEach(({ name }, index) => {
      if (name) this.byName.set(name.text, index);
    });
  }

  indexOf(reference: ArgumentReference): number {
    if (reference.kind === 'name') return this.indexOfName(reference.name, reference.start);
    if (reference.index >= this.explicit) this.missing.push(reference);
    this.used.add(reference.index);
    return reference.index;
  }

  private indexOfName(name: string, start: number): number {
    const known = this.byName.get(name);
    if (known !== undefined) {
      this.used.add(known);
      return known;
    }
    const span = spanInLiteral(this.format.token, this.format.value, start, name.length);
    if (!this.format.direct) throw invalid(`there is no argument named \`${name}\``, span);
    const variable: Ident = { kind: 'ident', text: name, raw: false, spacing: 'alone', span };
    const index = this.arguments.push({ name: undefined, value: [variable] }) - 1;
    this.byName.set(name, index);
    return index;
  }

  /** Throws for a reference without argument, then for an argument without reference. */
  checkReferences(pieces: readonly FormatPiece[]): void {
    if (this.missing.length > 0) this.refuseMissing(pieces);
    const unused = this.arguments.slice(0, this.explicit).filter((_, index) => !this.used.has(index));
    const [first] = unused;
    if (!first) return;
    const [start] = first.value;
    const span = first.name?.span ?? (start ? spanOf(start) : this.format.token.span);
    if (unused.length > 1) throw invalid('multiple unused formatting arguments', span);
    throw invalid(first.name ? 'named argument never used' : 'argument never used', span);
  }

  private refuseMissing(pieces: readonly FormatPiece[]): never {
    const given =
      this.explicit === 0
        ? 'no arguments were given'
        : this.explicit === 1
          ? 'there is 1 argument'
          : `there are ${this.explicit} arguments`;
    const { span } = this.format.token;
    const placeholders = pieces.filter((piece): piece is Placeholder => piece.kind === 'placeholder');
    const references = placeholders.flatMap(({ argument, width, precision }) => [argument, width, precision]);
    if (!references.some((reference) => reference?.kind === 'index')) {
      const count = references.filter((reference) => reference?.kind === 'next').length;
      const noun = count === 1 ? 'argument' : 'arguments';
      throw invalid(`${count} positional ${noun} in format string, but ${given}`, span);
    }
    const indexes = this.missing.map((reference) =>
      reference.kind === 'name' ? reference.name : reference.index,
    );
    const listed =
      indexes.length === 1
        ? `argument ${indexes[0]}`
        : `arguments ${indexes.slice(0, -1).join(', ')} and ${indexes[indexes.length - 1]}`;
    throw invalid(`invalid reference to positional ${listed} (${given})`, span);
  }
}

/** The place of a part of the string in the source, where value and source agree; else the whole literal. */
function spanInLiteral(token: Literal, value: string, start: number, length: number): Span {
  const prefix = token.text.indexOf('"') + 1;
  const verbatim =
    token.text.startsWith(value, prefix) && token.span.end - token.span.start === token.text.length;
  if (!verbatim) return token.span;
  const from = token.span.start + prefix + start;
  return { ...token.span, start: from, end: from + length };
}

function invalid(message: string, span: Span): MacroError {
  return new MacroError('invalid-input', message, span);
}
