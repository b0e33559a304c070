import type { Hygiene } from '../../syntax/hygiene';
import type { Group, Ident, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import type { ConcatElement, Metavariable, MetavariableExpression } from './compiledMacro';
import { definitionError } from './definitionError';
import { tokenText } from './describeToken';
import { metavariable } from './metavariableKey';

const rawIdentifier = '`${concat(..)}` currently does not support raw identifiers';
const notConcatenable = 'expected identifier or string literal';

/**
 * Reads `{operation(arguments)}` behind a `$` (rustc_expand's metavar_expr.rs). The feature is unstable in rustc 1.85; whether it
 * is switched on is not our concern, since the definition may belong to a crate of another toolchain.
 */
export function readMetavariableExpression(group: Group, hygiene: Hygiene): MetavariableExpression {
  const outer = new TokenReader(group.tokens, spanOf(group));
  const operation = outer.ident();
  const list = outer.next();
  if (list?.kind !== 'group' || list.delimiter !== 'paren') {
    throw definitionError(
      'meta-variable expression parameter must be wrapped in parentheses',
      operation.span,
    );
  }
  outer.end();
  const reader = new TokenReader(list.tokens, operation.span);
  const expression = readOperation(operation, reader, hygiene, spanOf(group));
  reader.end();
  return expression;
}

/** The metavariables that an expression names. */
export function expressionVariables(expression: MetavariableExpression): Metavariable[] {
  switch (expression.operation) {
    case 'count':
    case 'ignore':
      return [expression.variable];
    case 'concat':
      return expression.elements.flatMap((element) =>
        element.kind === 'variable' ? [element.variable] : [],
      );
    case 'index':
    case 'len':
      return [];
  }
}

function readOperation(
  operation: Ident,
  reader: TokenReader,
  hygiene: Hygiene,
  whole: Span,
): MetavariableExpression {
  switch (operation.text) {
    case 'count': {
      const variable = readVariable(reader, hygiene, operation.span);
      if (!reader.eat(',')) return { operation: 'count', variable, depth: 0 };
      if (reader.atEnd) {
        throw definitionError(
          '`count` followed by a comma must have an associated index indicating its depth',
          operation.span,
        );
      }
      return { operation: 'count', variable, depth: readDepth(reader, operation.span) };
    }
    case 'ignore':
      return { operation: 'ignore', variable: readVariable(reader, hygiene, operation.span) };
    case 'index':
      return { operation: 'index', depth: readDepth(reader, operation.span) };
    case 'len':
      return { operation: 'len', depth: readDepth(reader, operation.span) };
    case 'concat':
      return { operation: 'concat', elements: readConcat(reader, hygiene, operation.span, whole) };
    default:
      throw definitionError('unrecognized meta-variable expression', operation.span, [
        'supported expressions are count, ignore, index and len',
      ]);
  }
}

function readVariable(reader: TokenReader, hygiene: Hygiene, span: Span): Metavariable {
  if (!reader.eat('$')) {
    throw definitionError(
      'meta-variables within meta-variable expressions must be referenced using a dollar sign',
      span,
    );
  }
  return metavariable(reader.ident(), hygiene);
}

function readDepth(reader: TokenReader, span: Span): number {
  if (reader.atEnd) return 0;
  const token = reader.next();
  if (token?.kind !== 'literal') {
    throw definitionError('meta-variable expression depth must be a literal', span);
  }
  const depth = Number(token.text.replaceAll('_', ''));
  if (token.literal !== 'integer' || token.suffix !== '' || !Number.isSafeInteger(depth)) {
    throw definitionError(
      'only unsuffixes integer literals are supported in meta-variable expressions',
      span,
    );
  }
  return depth;
}

function readConcat(reader: TokenReader, hygiene: Hygiene, span: Span, whole: Span): ConcatElement[] {
  const elements: ConcatElement[] = [];
  do {
    const isVariable = reader.eat('$');
    const token = reader.next();
    if (!token) throw definitionError(notConcatenable, whole);
    if (isVariable) elements.push({ kind: 'variable', variable: metavariable(plainIdent(token), hygiene) });
    else if (token.kind === 'literal' && token.literal === 'string' && token.suffix === '') {
      elements.push({ kind: 'text', text: token.text.slice(1, -1) });
    } else if (token.kind === 'ident' && !token.raw) elements.push({ kind: 'text', text: token.text });
    else throw definitionError(notConcatenable, spanOf(token));
    if (reader.atEnd) break;
  } while (reader.eat(',') || fail('expected comma', whole));
  if (elements.length < 2) throw definitionError('`concat` must have at least two elements', span);
  return elements;
}

function fail(message: string, span: Span): never {
  throw definitionError(message, span);
}

function plainIdent(token: TokenTree): Ident {
  if (token.kind !== 'ident') {
    if (token.kind === 'group') throw definitionError(notConcatenable, spanOf(token));
    throw definitionError(`expected identifier, found \`${tokenText(token)}\``, spanOf(token));
  }
  if (token.raw) throw definitionError(rawIdentifier, token.span);
  return token;
}

class TokenReader {
  private index = 0;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly fallback: Span,
  ) {}

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  next(): TokenTree | undefined {
    return this.tokens[this.index++];
  }

  eat(operator: string): boolean {
    const token = this.tokens[this.index];
    if (token?.kind !== 'punct' || token.text !== operator) return false;
    this.index++;
    return true;
  }

  ident(): Ident {
    const token = this.next();
    if (!token) throw definitionError(notConcatenable, this.fallback);
    return plainIdent(token);
  }

  end(): void {
    const token = this.tokens[this.index];
    if (!token) return;
    throw definitionError(`unexpected token: ${tokenText(token)}`, spanOf(token), [
      'meta-variable expression must not have trailing tokens',
    ]);
  }
}
