import type { TokenTree } from '../../../syntax/token';
import { joined } from '../quote';
import { assertFieldTypes } from './assertedTypes';
import { deriveImpl, method, selfType } from './deriveImpl';
import { corePath, isCopyWithoutTypeParameters } from './deriveInput';
import type { Constructor, DeriveInput } from './deriveInput';
import { methodBody, reference } from './methodBody';
import type { FieldOperands } from './methodBody';

/**
 * `Clone` (rustc: deriving/clone.rs). What is `Copy` by the same derive and has no type parameters, and every union, is
 * cloned by `*self`.
 */
export function deriveClone(input: DeriveInput): TokenTree[] {
  const { item, quote } = input;
  const union = item.kind === 'union';
  let body: TokenTree[];
  if (union) body = quote`let _: ${corePath(input, 'clone', 'AssertParamIsCopy')}<Self>; *self`;
  else if (isCopyWithoutTypeParameters(input))
    body = quote`${assertFieldTypes(input, ['clone', 'AssertParamIsClone'])} *self`;
  else
    body = methodBody(input, {
      binary: false,
      fieldlessVariants: 'separate',
      combine: (substructure) => ({
        statements: [],
        value:
          substructure.kind === 'fields'
            ? clonedConstructor(input, substructure.constructor, substructure.fields)
            : [],
      }),
    });
  return deriveImpl(input, {
    trait: ['clone', 'Clone'],
    additionalBounds: union ? [['marker', 'Copy']] : [],
    copiesPackedFields: true,
    methods: method(input, { name: 'clone', parameters: quote`&self`, returns: selfType(input) }, body),
  });
}

function clonedConstructor(
  input: DeriveInput,
  constructor: Constructor,
  fields: readonly FieldOperands[],
): readonly TokenTree[] {
  const { quote } = input;
  const clone = corePath(input, 'clone', 'Clone', 'clone');
  const values = fields.map((field) => quote`${clone}(${reference(input, field.self)})`);
  return construct(input, constructor.path, constructor, values);
}

/** The expression that makes a value of these fields: `Path { x: … }`, `Path(…)` or `Path`. */
function construct(
  { quote }: DeriveInput,
  path: readonly TokenTree[],
  constructor: Constructor,
  values: readonly (readonly TokenTree[])[],
): readonly TokenTree[] {
  switch (constructor.shape) {
    case 'unit':
      return path;
    case 'tuple':
      return quote`${path}(${joined(values, quote`,`)})`;
    case 'named': {
      const fields = constructor.fields.map(
        (field, index) => quote`${field.name ?? []}: ${values[index] ?? []}`,
      );
      return quote`${path} { ${joined(fields, quote`,`)} }`;
    }
  }
}
