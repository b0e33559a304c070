import type { GenericParameter } from '../../../syntax/item';
import type { TokenTree } from '../../../syntax/token';
import { identifier, joined } from '../quote';
import type { Quotable } from '../quote';
import { allFields, attributeName, corePath, hasRepresentation } from './deriveInput';
import type { DeriveInput } from './deriveInput';
import { projectedTypes } from './typeParameters';

/** What a derive implements (rustc_builtin_macros::deriving::generic::TraitDef). Paths are those below `core`. */
export interface TraitImplementation {
  readonly trait: readonly string[];
  /** Traits that type parameters must have besides the derived one. They come first. */
  readonly additionalBounds?: readonly (readonly string[])[];
  /** The derived trait is not asked of the type parameters. */
  readonly withoutOwnBound?: boolean;
  /** The fields of a packed struct are copied to be borrowed, so type parameters must be `Copy` there. */
  readonly copiesPackedFields?: boolean;
  readonly methods: readonly TokenTree[];
}

const lintAttributes = new Set(['allow', 'warn', 'deny', 'forbid', 'stable', 'unstable']);

/** `#[automatically_derived] impl<…> ::core::… for Type<…> where … { methods }`. */
export function deriveImpl(input: DeriveInput, implementation: TraitImplementation): TokenTree[] {
  const { item, quote } = input;
  const trait = corePath(input, ...implementation.trait);
  const bounds = requiredBounds(input, implementation, trait);
  const impl = implGenerics(input, bounds);
  const predicates = [...item.predicates, ...projectionPredicates(input, bounds)];
  const where = predicates.length === 0 ? [] : quote`where ${joined(predicates, quote`,`)}`;
  return quote`#[automatically_derived] ${keptAttributes(input)} ${impl} ${trait} for ${selfType(input)} ${where} {
    ${implementation.methods}
  }`;
}

/** Attributes that decide how code is linted go on to the implementation. */
function keptAttributes({ item }: DeriveInput): TokenTree[] {
  return item.attributes.flatMap((attribute) =>
    lintAttributes.has(attributeName(attribute) ?? '') ? attribute.tokens : [],
  );
}

/** The item's name with its generic parameters as arguments. */
export function selfType(input: DeriveInput): TokenTree[] {
  return typeWithArguments(
    input,
    input.item.generics.map((parameter) => parameter.name),
  );
}

export function typeWithArguments({ item, quote }: DeriveInput, names: readonly Quotable[]): TokenTree[] {
  return names.length === 0 ? [item.name] : quote`${item.name}<${joined(names, quote`,`)}>`;
}

function requiredBounds(
  input: DeriveInput,
  implementation: TraitImplementation,
  trait: readonly TokenTree[],
): readonly (readonly TokenTree[])[] {
  const bounds = (implementation.additionalBounds ?? []).map((path) => corePath(input, ...path));
  if (!implementation.withoutOwnBound) bounds.push([...trait]);
  if (implementation.copiesPackedFields && isPacked(input)) bounds.push(corePath(input, 'marker', 'Copy'));
  return bounds;
}

/** Whether a struct has `#[repr(packed)]` in any form. */
export function isPacked({ item }: DeriveInput): boolean {
  return item.kind !== 'enum' && hasRepresentation(item, 'packed');
}

/** `impl` and the parameters with the needed bounds before their own, without defaults and without attributes. */
function implGenerics(input: DeriveInput, bounds: readonly (readonly TokenTree[])[]): TokenTree[] {
  const { item, quote } = input;
  if (item.generics.length === 0) return quote`impl`;
  const parameters = item.generics.map((parameter) =>
    parameter.kind === 'type' ? boundedParameter(input, parameter, bounds) : withoutDefault(input, parameter),
  );
  return quote`impl<${joined(parameters, quote`,`)}>`;
}

function boundedParameter(
  { quote }: DeriveInput,
  parameter: GenericParameter,
  bounds: readonly (readonly TokenTree[])[],
): TokenTree[] {
  const all: Quotable[] = [...bounds];
  if (parameter.bounds.length > 0) all.push(parameter.bounds);
  return all.length === 0 ? [parameter.name] : quote`${parameter.name}: ${joined(all, quote`+`)}`;
}

/** A parameter as it is declared, without its default. */
export function withoutDefault({ quote }: DeriveInput, parameter: GenericParameter): TokenTree[] {
  const name = parameter.kind === 'const' ? quote`const ${parameter.name}` : [parameter.name];
  return parameter.bounds.length === 0 ? name : quote`${name}: ${parameter.bounds}`;
}

/** `T::Item: Trait` for every field type in which a type parameter is projected. */
function projectionPredicates(
  input: DeriveInput,
  bounds: readonly (readonly TokenTree[])[],
): readonly (readonly TokenTree[])[] {
  const { item, quote } = input;
  if (bounds.length === 0) return [];
  const parameters = new Set<string>();
  for (const parameter of item.generics)
    if (parameter.kind === 'type' && parameter.name.kind === 'ident') parameters.add(parameter.name.text);
  if (parameters.size === 0) return [];
  return allFields(item).flatMap((field) =>
    projectedTypes(field.type, parameters).map(({ type, higherRanked }) => {
      const binder = higherRanked.length === 0 ? [] : quote`for<${joined(higherRanked, quote`,`)}>`;
      return quote`${binder} ${type}: ${joined(bounds, quote`+`)}`;
    }),
  );
}

/** What the signature of a method has between its name and its body. */
export interface MethodSignature {
  readonly name: string;
  /** Tokens of the generic parameters with their brackets, or nothing. */
  readonly generics?: readonly TokenTree[];
  readonly parameters: readonly TokenTree[];
  readonly returns: readonly TokenTree[];
  /** Attributes after `#[inline]`. */
  readonly attributes?: readonly TokenTree[];
}

export function method(
  input: DeriveInput,
  signature: MethodSignature,
  body: readonly TokenTree[],
): TokenTree[] {
  const { quote, span } = input;
  const name = [
    { ...identifier(signature.name, span), spacing: 'jointHidden' as const },
    ...(signature.generics ?? []),
  ];
  return quote`#[inline] ${signature.attributes ?? []}
    fn ${name}(${signature.parameters}) -> ${signature.returns} { ${body} }`;
}
