import type { TokenTree } from '../../../syntax/token';
import { joined, stringLiteral } from '../quote';
import { deriveImpl, method } from './deriveImpl';
import { corePath, variantConstructor } from './deriveInput';
import type { Constructor, DeriveInput } from './deriveInput';
import { expressionTokens, methodBody, reference } from './methodBody';
import type { Body, FieldOperands, MatchArm } from './methodBody';

/** Up to so many fields are passed one by one; more go through arrays. */
const separateFields = 5;

/** `Debug` (rustc: deriving/debug.rs). */
export function deriveDebug(input: DeriveInput): TokenTree[] {
  const { quote } = input;
  const body = methodBody(input, {
    binary: false,
    fieldlessVariants: 'specialize',
    combine: (substructure): Body => {
      switch (substructure.kind) {
        case 'fields':
          return show(input, substructure.constructor, substructure.fields);
        case 'fieldless enum':
          return { statements: [], value: showName(input, nameOfVariant(input)) };
        case 'discriminant':
          return { statements: [] };
      }
    },
  });
  return deriveImpl(input, {
    trait: ['fmt', 'Debug'],
    copiesPackedFields: true,
    methods: method(
      input,
      {
        name: 'fmt',
        parameters: quote`&self, f: &mut ${corePath(input, 'fmt', 'Formatter')}`,
        returns: corePath(input, 'fmt', 'Result'),
      },
      body,
    ),
  });
}

function show(input: DeriveInput, constructor: Constructor, fields: readonly FieldOperands[]): Body {
  const { quote } = input;
  const name = [stringLiteral(constructor.name.text, input.span)];
  if (fields.length === 0) return { statements: [], value: showName(input, name) };
  const named = constructor.shape === 'named';
  const kind = named ? 'struct' : 'tuple';
  const values = fields.map((field, index) =>
    // The last field may be unsized, so it is passed by one more reference.
    index === fields.length - 1 ? borrowed(input, field) : reference(input, field.self),
  );
  const names = fields.map((field) => [stringLiteral(field.name?.text ?? '', input.span)]);
  if (fields.length <= separateFields) {
    const finish = corePath(input, 'fmt', 'Formatter', `debug_${kind}_field${fields.length}_finish`);
    const passed = values.flatMap((value, index) => (named ? [names[index] ?? [], value] : [value]));
    return { statements: [], value: quote`${finish}(f, ${joined([name, ...passed], quote`,`)})` };
  }
  const finish = corePath(input, 'fmt', 'Formatter', `debug_${kind}_fields_finish`);
  const debug = corePath(input, 'fmt', 'Debug');
  const namesLet = {
    tokens: quote`let names: &'static _ = &[${joined(names, quote`,`)}]`,
    expression: false,
  };
  const valuesLet = {
    tokens: quote`let values: &[&dyn ${debug}] = &[${joined(values, quote`,`)}]`,
    expression: false,
  };
  return named
    ? { statements: [namesLet, valuesLet], value: quote`${finish}(f, ${name}, names, values)` }
    : { statements: [valuesLet], value: quote`${finish}(f, ${name}, values)` };
}

function borrowed(input: DeriveInput, field: FieldOperands): TokenTree[] {
  const { quote } = input;
  switch (field.self.form) {
    case 'place':
      return quote`&&${field.self.tokens}`;
    case 'copied':
      return quote`&&{ ${field.self.tokens} }`;
    case 'reference':
      return quote`&${field.self.tokens}`;
  }
}

function showName(input: DeriveInput, name: readonly TokenTree[]): TokenTree[] {
  return input.quote`${corePath(input, 'fmt', 'Formatter', 'write_str')}(f, ${name})`;
}

/** `match self { Type::A => "A", … }` for an enum without fields. */
function nameOfVariant(input: DeriveInput): TokenTree[] {
  const { item, quote, span } = input;
  const arms = item.variants.map((variant): MatchArm => {
    const { path, shape } = variantConstructor(input, variant);
    const pattern = shape === 'unit' ? path : shape === 'tuple' ? quote`${path}()` : quote`${path} {}`;
    return { pattern, body: [stringLiteral(variant.name.text, span)] };
  });
  return expressionTokens(input, { subject: quote`self`, arms });
}
