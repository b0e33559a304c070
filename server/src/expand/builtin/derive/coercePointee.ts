import type { GenericParameter } from '../../../syntax/item';
import type { Group, TokenTree } from '../../../syntax/token';
import { angleDelta } from '../../cfg/angles';
import { MacroError } from '../../expansion';
import { identifier, joined } from '../quote';
import type { Quotable } from '../quote';
import { selfType, typeWithArguments, withoutDefault } from './deriveImpl';
import { attributeName, corePath, hasRepresentation } from './deriveInput';
import type { DeriveInput } from './deriveInput';

/**
 * `CoercePointee` (unstable; rustc: deriving/coerce_pointee.rs): `DispatchFromDyn` and `CoerceUnsized` for a transparent smart pointer.
 * A parameter `__S` stands for what the pointee coerces to; bounds that mention the pointee are repeated for it.
 */
export function deriveCoercePointee(input: DeriveInput): TokenTree[] {
  const { item, quote, span } = input;
  if (item.kind !== 'struct' || !hasRepresentation(item, 'transparent'))
    throw invalid(input, '`CoercePointee` can only be derived on `struct`s with `#[repr(transparent)]`');
  if (item.fields.length === 0)
    throw invalid(input, '`CoercePointee` can only be derived on `struct`s with at least one field');
  const pointee = findPointee(input);
  const name = pointee.name.kind === 'ident' ? pointee.name.text : '';
  const unsized = identifier('__S', span);
  const substitute = (tokens: readonly TokenTree[]): TokenTree[] => substituted(tokens, name, unsized);

  const parameters: TokenTree[][] = [];
  for (const parameter of item.generics) {
    const bounds = splitBounds(parameter.bounds);
    if (parameter === pointee) {
      const unsize = quote`${corePath(input, 'marker', 'Unsize')}<${unsized}>`;
      parameters.push(quote`${parameter.name}: ${joined([...bounds, unsize], quote`+`)}`);
      const repeated = bounds.map(substitute);
      parameters.push(repeated.length === 0 ? [unsized] : quote`${unsized}: ${joined(repeated, quote`+`)}`);
    } else if (parameter.kind === 'type' && bounds.length > 0) {
      const repeated = bounds.filter((bound) => mentions(bound, name)).map(substitute);
      parameters.push(quote`${parameter.name}: ${joined([...bounds, ...repeated], quote`+`)}`);
    } else parameters.push(withoutDefault(input, parameter));
  }

  const repeated = item.predicates.filter((predicate) => mentions(predicate, name)).map(substitute);
  const predicates: Quotable[] = [...item.predicates, ...repeated];
  const where = predicates.length === 0 ? [] : quote`where ${joined(predicates, quote`,`)}`;
  const target = typeWithArguments(
    input,
    item.generics.map((parameter) => (parameter === pointee ? unsized : parameter.name)),
  );
  return ['DispatchFromDyn', 'CoerceUnsized'].flatMap(
    (trait) => quote`#[automatically_derived]
      impl<${joined(parameters, quote`,`)}> ${corePath(input, 'ops', trait)}<${target}> for ${selfType(input)} ${where} {}`,
  );
}

/** The only type parameter, or the one marked `#[pointee]`. */
function findPointee(input: DeriveInput): GenericParameter {
  const types = input.item.generics.filter((parameter) => parameter.kind === 'type');
  const marked = types.filter((parameter) =>
    parameter.attributes.some((attribute) => attributeName(attribute) === 'pointee'),
  );
  const [only] = types;
  if (!only)
    throw invalid(
      input,
      '`CoercePointee` can only be derived on `struct`s that are generic over at least one type',
    );
  if (types.length === 1) return only;
  const [pointee, second] = marked;
  if (!pointee)
    throw invalid(
      input,
      'exactly one generic type parameter must be marked as `#[pointee]` to derive `CoercePointee` traits',
    );
  if (second)
    throw invalid(
      input,
      'only one type parameter can be marked as `#[pointee]` when deriving `CoercePointee` traits',
    );
  return pointee;
}

function splitBounds(tokens: readonly TokenTree[]): TokenTree[][] {
  const bounds: TokenTree[][] = [];
  let bound: TokenTree[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0 && token.kind === 'punct' && token.text === '+') {
      bounds.push(bound);
      bound = [];
      continue;
    }
    depth += angleDelta(token);
    bound.push(token);
  }
  if (bound.length > 0) bounds.push(bound);
  return bounds;
}

/** Whether the name stands as a type of its own at this place, and not as a segment of a longer path. */
function isTypeNamed(tokens: readonly TokenTree[], index: number, name: string): boolean {
  const token = tokens[index];
  return (
    token?.kind === 'ident' &&
    token.text === name &&
    !isPathSeparator(tokens[index - 1]) &&
    !isPathSeparator(tokens[index + 1])
  );
}

function isPathSeparator(token: TokenTree | undefined): boolean {
  return token?.kind === 'punct' && token.text === '::';
}

function mentions(tokens: readonly TokenTree[], name: string): boolean {
  return tokens.some((token, index) =>
    token.kind === 'group' ? mentions(token.tokens, name) : isTypeNamed(tokens, index, name),
  );
}

function substituted(tokens: readonly TokenTree[], name: string, replacement: TokenTree): TokenTree[] {
  return tokens.map((token, index): TokenTree => {
    if (token.kind === 'group')
      return { ...token, tokens: substituted(token.tokens, name, replacement) } satisfies Group;
    return isTypeNamed(tokens, index, name) ? { ...replacement, spacing: token.spacing } : token;
  });
}

function invalid(input: DeriveInput, message: string): MacroError {
  return new MacroError('invalid-input', message, input.item.name.span);
}
