import type { TokenTree } from '../../../syntax/token';
import { deriveImpl, method } from './deriveImpl';
import { corePath } from './deriveInput';
import type { DeriveInput } from './deriveInput';
import { methodBody, reference } from './methodBody';
import type { FieldOperands, Statement } from './methodBody';

/** `Hash` (rustc: deriving/hash.rs). */
export function deriveHash(input: DeriveInput): TokenTree[] {
  const { quote } = input;
  const hash = corePath(input, 'hash', 'Hash', 'hash');
  const statement = (field: FieldOperands): Statement => ({
    tokens: quote`${hash}(${reference(input, field.self)}, state)`,
    expression: true,
  });
  const body = methodBody(input, {
    binary: false,
    fieldlessVariants: 'unify',
    combine: (substructure) => {
      switch (substructure.kind) {
        case 'fields':
          return { statements: substructure.fields.map(statement) };
        case 'discriminant':
          return { statements: [statement(substructure.discriminant)], value: substructure.rest };
        case 'fieldless enum':
          return { statements: [] };
      }
    },
  });
  return deriveImpl(input, {
    trait: ['hash', 'Hash'],
    copiesPackedFields: true,
    methods: method(
      input,
      {
        name: 'hash',
        generics: quote`<__H: ${corePath(input, 'hash', 'Hasher')}>`,
        parameters: quote`&self, state: &mut __H`,
        returns: quote`()`,
      },
      body,
    ),
  });
}
