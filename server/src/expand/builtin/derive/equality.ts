import type { TokenTree } from '../../../syntax/token';
import { joined } from '../quote';
import { assertFieldTypes } from './assertedTypes';
import { deriveImpl, method, selfType } from './deriveImpl';
import type { DeriveInput } from './deriveInput';
import { expressionTokens, methodBody } from './methodBody';
import type { FieldOperands, Operand } from './methodBody';

/** `PartialEq`, and `StructuralPartialEq` before it (rustc: deriving/cmp/partial_eq.rs). */
export function derivePartialEq(input: DeriveInput): TokenTree[] {
  const { quote } = input;
  const body = methodBody(input, {
    binary: true,
    fieldlessVariants: 'unify',
    combine: (substructure) => {
      switch (substructure.kind) {
        case 'fields': {
          const comparisons = substructure.fields.map((field) => comparison(input, field));
          return {
            statements: [],
            value: comparisons.length === 0 ? quote`true` : joined(comparisons, quote`&&`),
          };
        }
        case 'discriminant': {
          const discriminants = comparison(input, substructure.discriminant);
          return {
            statements: [],
            value: substructure.rest
              ? quote`${discriminants} && ${expressionTokens(input, substructure.rest)}`
              : discriminants,
          };
        }
        case 'fieldless enum':
          return { statements: [] };
      }
    },
  });
  return [
    ...deriveImpl(input, { trait: ['marker', 'StructuralPartialEq'], withoutOwnBound: true, methods: [] }),
    ...deriveImpl(input, {
      trait: ['cmp', 'PartialEq'],
      copiesPackedFields: true,
      methods: method(
        input,
        { name: 'eq', parameters: quote`&self, other: &${selfType(input)}`, returns: quote`bool` },
        body,
      ),
    }),
  ];
}

function comparison(input: DeriveInput, field: FieldOperands): TokenTree[] {
  const side = (operand: Operand): TokenTree[] =>
    // A copied field in front of an operator would be read as a statement, so rustc puts it into parentheses.
    operand.form === 'copied' ? input.quote`({ ${operand.tokens} })` : [...operand.tokens];
  return input.quote`${side(field.self)} == ${field.other ? side(field.other) : []}`;
}

/** `Eq` (rustc: deriving/cmp/eq.rs): a method that only asserts that every field is `Eq`. */
export function deriveEq(input: DeriveInput): TokenTree[] {
  const { quote } = input;
  return deriveImpl(input, {
    trait: ['cmp', 'Eq'],
    copiesPackedFields: true,
    methods: method(
      input,
      {
        name: 'assert_receiver_is_total_eq',
        attributes: quote`#[doc(hidden)] #[coverage(off)]`,
        parameters: quote`&self`,
        returns: quote`()`,
      },
      assertFieldTypes(input, ['cmp', 'AssertParamIsEq']),
    ),
  });
}
